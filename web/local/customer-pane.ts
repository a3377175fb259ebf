import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { customerPatterns } from '../../lambdas/contract/customer-patterns.ts';
import { AccountChoice } from '../../emulator/page/account-choice.ts';
import { ArrivalList } from '../../emulator/page/arrival-list.ts';
import { CustomerSources } from '../../emulator/page/customer-sources.ts';
import { useStored } from '../../emulator/page-parts/use-stored.ts';
import { hashOf } from '../route.ts';
import { arrivalNotes } from './arrival-notes.ts';
import { localApi, localCustomer } from './local-api.ts';
import type { LocalState } from './schemas.ts';

/** The AWS account of a customer: its sources, buses, rules and received events. */
export function CustomerPane({ state }: { readonly state: LocalState }) {
  const first = state.customers[0];
  const [account, setAccount] = useStored('account', first?.account ?? '111122223333');
  const [region, setRegion] = useStored('region', first?.region ?? 'us-east-1');
  const onAccount = (picked: string) => {
    setAccount(picked);
    const home = state.customers.find((customer) => customer.account === picked);
    if (home !== undefined) setRegion(home.region);
  };
  const side = useMemo(() => localCustomer({ account, region }), [account, region]);
  return html`<section class="pane" aria-labelledby="customer-pane">
    <${AccountChoice}
      id="customer-pane"
      title="AWS customer"
      accounts=${state.customers.map((customer) => customer.account)}
      regions=${state.regions.map((each) => each.region)}
      shown=${side}
      patterns=${customerPatterns}
      onAccount=${onAccount}
      onRegion=${setRegion}
    />
    <${CustomerSources}
      key=${`${account} ${region}`}
      side=${side}
      whenEmpty=${html`<${RegistrationLink} account=${account} region=${region} />`}
    />
    <${ArrivalList}
      key=${`${account}/${region}`}
      load=${(after: number) => localApi.arrivals(side, after)}
      notes=${arrivalNotes}
    />
  </section>`;
}

function RegistrationLink({
  account,
  region,
}: {
  readonly account: string;
  readonly region: string;
}) {
  const prefilled = { generator: '', account, region };
  return html`<p>
    <a class="button" href=${hashOf({ view: 'register', prefilled })}>
      Register one as the vendor
    </a>
  </p>`;
}
