import { html } from 'htm/preact';
import { FailureBox } from '../parts/failure-box.ts';
import { whenLoaded } from '../parts/loading.ts';
import { Moment } from '../parts/moment.ts';
import type { DeliveriesRoute } from '../route.ts';
import { DeliveriesTable } from './deliveries-table.ts';
import { useDeliveries, type LoadedDeliveries } from './use-deliveries.ts';

/** The deliveries of a source that a filter lets through, and how far back they were searched. */
export function DeliveriesList({ route }: { readonly route: DeliveriesRoute }) {
  const list = useDeliveries(route.source, route.filter);
  return whenLoaded(
    list,
    'deliveries',
    ({ deliveries, nextCursor, searchedTo, pages }) =>
      html`${
          deliveries.length > 0
            ? html`<${DeliveriesTable} deliveries=${deliveries} route=${route} />`
            : html`<p class="empty">
                ${nextCursor === null ? 'No deliveries match the filters.' : 'Nothing found so far.'}
              </p>`
        }
        <${SearchFurther}
          list=${list}
          nextCursor=${nextCursor}
          searchedTo=${searchedTo}
          isAnnounced=${pages > 1}
        />`,
  );
}

/** Says how far back the search came, and goes on from there. */
function SearchFurther({
  list,
  nextCursor,
  searchedTo,
  isAnnounced,
}: {
  readonly list: LoadedDeliveries;
  readonly nextCursor: string | null;
  readonly searchedTo: string | null;
  /** Only what the user searched for: each refresh would be a disturbance. */
  readonly isAnnounced: boolean;
}) {
  if (list.searchFailure !== undefined) {
    return html`<${FailureBox} failure=${list.searchFailure} onRetry=${list.searchFurther} />`;
  }
  const searched = searchedTo !== null && html`Searched back to <${Moment} at=${searchedTo} />.`;
  return html`<div class="more">
    <p class="note" aria-live=${isAnnounced ? 'polite' : 'off'}>
      ${nextCursor === null ? 'Everything in this range was searched.' : searched}
    </p>
    ${
      nextCursor !== null &&
      html`<button
        type="button"
        onClick=${list.searchFurther}
        aria-busy=${String(list.isSearching)}
      >
        ${list.isSearching ? 'Searching…' : 'Search further'}
      </button>`
    }
  </div>`;
}
