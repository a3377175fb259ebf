import { html } from 'htm/preact';
import { ClockControl } from '../../emulator/page/clock-control.ts';
import { renderPage } from '../../emulator/page-parts/render-page.ts';
import { usePolled } from '../../emulator/page-parts/use-polled.ts';
import { CustomerPane } from './customer-pane.ts';
import { useBrand } from './use-brand.ts';
import { Guide } from './guide.ts';
import { localApi } from './local-api.ts';
import { VendorPane } from './vendor-pane.ts';

/** Local mode's page: the vendor's side next to the customer's side. */
function LocalPage() {
  const brand = useBrand();
  const { value: state, error } = usePolled(localApi.state, [], 30_000);
  return html`<header class="page-header">
      <h1 class="page-name">Local mode</h1>
      <${ClockControl} clock=${localApi.clock} label="Clock of the local AWS" />
    </header>
    <main class="local">
      <${Guide} />
      ${error !== undefined && html`<p class="failure" role="alert">Local mode is not responding: ${error}</p>`}
      ${
        state === undefined
          ? html`<p class="loading" role="status" aria-busy="true">Loading…</p>`
          : html`<div class="panes">
              <${VendorPane} tenants=${state.tenants} brand=${brand} />
              <${CustomerPane} state=${state} />
            </div>`
      }
    </main>`;
}

renderPage(html`<${LocalPage} />`);
