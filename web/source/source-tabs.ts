import { html } from 'htm/preact';
import { everything } from '../deliveries/delivery-filter.ts';
import { hashOf, type SourceRoute } from '../route.ts';

const names = { source: 'Overview', deliveries: 'Deliveries', replays: 'Replays' } as const;

/** The links to the tabs of a source's view: each has an address of its own. */
export function SourceTabs({ route }: { readonly route: SourceRoute }) {
  const { source } = route;
  const routes: readonly SourceRoute[] = [
    { view: 'source', source },
    { view: 'deliveries', source, filter: everything, open: '' },
    { view: 'replays', source, replay: '' },
  ];
  return html`<nav class="source-tabs" aria-label="Source">
    ${routes.map(
      (one) =>
        html`<a href=${hashOf(one)} aria-current=${one.view === route.view ? 'page' : undefined}
          >${names[one.view]}</a
        >`,
    )}
  </nav>`;
}
