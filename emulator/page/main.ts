import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { AccountView } from './account-view.ts';
import { ActiveFaults } from './active-faults.ts';
import { ArrivalList } from './arrival-list.ts';
import { ClockControl } from './clock-control.ts';
import type { Customer } from './customer-side.ts';
import { emulatorApi } from './emulator-api.ts';
import { pageTitle } from './page-title.ts';
import { usePolled } from '../page-parts/use-polled.ts';
import { useStored } from '../page-parts/use-stored.ts';
import { renderPage } from '../page-parts/render-page.ts';

/** Until there is a source or a bus. */
const nobody: Customer = { account: '111122223333', region: 'us-east-1' };

/** The emulator's page: the sources, buses and rules of an account, and the events that arrive. */
function EmulatorPage() {
  const { value: known = [], error } = usePolled(emulatorApi.accounts, []);
  const [picked, setPicked] = useStored('customer', '');
  const shown = pickedOf(picked) ?? known[0] ?? nobody;
  return html`<header class="page-header">
      <h1 class="page-name">${pageTitle}</h1>
      <${ClockControl} clock=${emulatorApi.clock} label="Clock of the emulator" />
    </header>
    <main class="local">
      ${
        error !== undefined &&
        html`<p class="failure" role="alert">The emulator is not responding: ${error}</p>`
      }
      <div class="panes">
        <${AccountView}
          known=${known}
          shown=${shown}
          onPick=${({ account, region }: Customer) => setPicked(`${account} ${region}`)}
        />
        <${Events} customer=${shown} />
      </div>
    </main>`;
}

/** The events of one account and Region, or of all. */
function Events({ customer }: { readonly customer: Customer }) {
  const [isOfAll, setIsOfAll] = useState(false);
  const { account, region } = customer;
  return html`<section class="pane" aria-labelledby="events-pane">
    <div class="pane-heading"><h2 id="events-pane">Events</h2></div>
    <${ActiveFaults} />
    <label class="choice event-scope">
      <input
        type="checkbox"
        checked=${isOfAll}
        onChange=${({ currentTarget }: Event & { currentTarget: HTMLInputElement }) =>
          setIsOfAll(currentTarget.checked)}
      />
      Events of every account and Region
    </label>
    <${ArrivalList}
      key=${isOfAll ? '' : `${account}/${region}`}
      load=${(after: number) => emulatorApi.arrivals(isOfAll ? undefined : customer, after)}
    />
  </section>`;
}

function pickedOf(stored: string): Customer | undefined {
  const [account = '', region = ''] = stored.split(' ');
  return account === '' ? undefined : { account, region };
}

renderPage(html`<${EmulatorPage} />`);
