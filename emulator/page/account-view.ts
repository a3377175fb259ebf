import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { AccountChoice } from './account-choice.ts';
import type { Customer } from './customer-side.ts';
import { CustomerSources } from './customer-sources.ts';
import { emulatorCustomer } from './emulator-customer.ts';
import { OwnBuses } from './own-buses.ts';

const patterns = { account: /^\d{12}$/, region: /^[a-z]{2}[a-z0-9-]+$/ };

interface AccountProps {
  /** The accounts and Regions to choose from; others can be typed. */
  readonly known: readonly Customer[];
  readonly shown: Customer;
  readonly onPick: (customer: Customer) => void;
}

/** An account in a Region: its sources, buses and rules. */
export function AccountView({ known, shown, onPick }: AccountProps) {
  const { account, region } = shown;
  const onAccount = (picked: string) => {
    const home = known.find((customer) => customer.account === picked);
    onPick({ account: picked, region: home?.region ?? region });
  };
  const side = useMemo(() => emulatorCustomer({ account, region }), [account, region]);
  return html`<section class="pane" aria-labelledby="account-pane">
    <${AccountChoice}
      id="account-pane"
      title="AWS account"
      accounts=${known.map((customer) => customer.account)}
      regions=${known.map((customer) => customer.region)}
      shown=${shown}
      patterns=${patterns}
      onAccount=${onAccount}
      onRegion=${(picked: string) => onPick({ account, region: picked })}
    />
    <${CustomerSources}
      key=${`${account} ${region}`}
      side=${side}
      whenEmpty=${html`<${FirstSource} account=${account} region=${region} />`}
    />
    <${OwnBuses} key=${`${account}/${region}`} side=${side} />
  </section>`;
}

/** How to create a source with the AWS CLI. */
function FirstSource({ account, region }: Customer) {
  const command = [
    `aws events create-partner-event-source --endpoint-url ${location.origin}`,
    `  --region ${region} --account ${account} --name aws.partner/example.test/first`,
  ].join(' \\\n');
  return html`<p>A partner creates one, for example with the AWS CLI:</p>
    <pre tabindex="0" role="region" aria-label="Command"><code>${command}</code></pre>`;
}
