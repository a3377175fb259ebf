import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { everySource, type SourceQuery } from './source-query.ts';
import { hashOf } from '../route.ts';
import { amountText } from '../text/amounts.ts';
import { pageOf } from './arrange-sources.ts';
import { SourcesTable } from './sources-table.ts';

/** One page of the sources that were found, and the way to the others. */
export function SourcePages({
  sources,
  query,
  isLoading,
}: {
  readonly sources: readonly Source[];
  readonly query: SourceQuery;
  /** More may be found. */
  readonly isLoading: boolean;
}) {
  const { page, pages, start, rows } = pageOf(sources, query.page);
  // A page further on may still come.
  if (isLoading && (rows.length === 0 || page < query.page)) return null;
  if (rows.length === 0) return html`<${NothingFound} query=${query} />`;
  const to = (other: number) => hashOf({ view: 'sources', ...query, page: other });
  return html`<${SourcesTable} sources=${rows} query=${query} /> ${
      pages > 1 &&
      html`<nav class="pages" aria-label="Pages">
        ${pageLink('First', page > 1 && to(1))} ${pageLink('Previous', page > 1 && to(page - 1))}
        <span>
          ${amountText(start + 1)}–${amountText(start + rows.length)} of
          ${' '}${amountText(sources.length)}
        </span>
        ${pageLink('Next', page < pages && to(page + 1))}
        ${pageLink('Last', page < pages && to(pages))}
      </nav>`
    }`;
}

function pageLink(name: string, href: string | false) {
  return href === false
    ? html`<span class="note" aria-disabled="true">${name}</span>`
    : html`<a href=${href}>${name}<span class="visually-hidden"> page</span></a>`;
}

function NothingFound({ query }: { readonly query: SourceQuery }) {
  const { generator } = query;
  return html`<div class="empty">
    <p>No sources match the filters.</p>
    <p><a href=${hashOf({ view: 'sources', ...everySource, generator })}>Clear the filters</a></p>
  </div>`;
}
