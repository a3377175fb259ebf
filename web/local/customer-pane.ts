import { html } from 'htm/preact';
import { customerPatterns } from '../../lambdas/contract/customer-patterns.ts';
import type { LocalState } from './schemas.ts';
import { ArrivalList } from './arrival-list.ts';
import { CustomerSources } from './customer-sources.ts';
import { PickOrType } from './pick-or-type.ts';
import { useStored } from './use-stored.ts';

/** The AWS account of a customer: its sources, buses, rules and received events. */
export function CustomerPane({ state }: { readonly state: LocalState }) {
  const first = state.customers[0];
  const [account, setAccount] = useStored('account', first?.account ?? '111122223333');
  const [region, setRegion] = useStored('region', first?.region ?? 'us-east-1');
  const accounts = [...new Set(state.customers.map((customer) => customer.account))];
  const onAccount = (picked: string) => {
    setAccount(picked);
    const home = state.customers.find((customer) => customer.account === picked);
    if (home !== undefined) setRegion(home.region);
  };
  const customer = { account, region };
  return html`<section class="pane" aria-labelledby="customer-pane">
    <div class="pane-heading">
      <h2 id="customer-pane">AWS customer</h2>
      <${PickOrType}
        id="customer-account"
        label="Account"
        options=${accounts}
        value=${account}
        pattern=${customerPatterns.account}
        onPick=${onAccount}
      />
      <${PickOrType}
        id="customer-region"
        label="Region"
        options=${state.regions.map((each) => each.region)}
        value=${region}
        pattern=${customerPatterns.region}
        onPick=${setRegion}
      />
    </div>
    <${CustomerSources} key=${`${account} ${region}`} customer=${customer} />
    <${ArrivalList} key=${`${account}/${region}`} customer=${customer} />
  </section>`;
}
