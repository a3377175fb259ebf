import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
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
  isPartial,
}: {
  readonly sources: readonly Source[];
  readonly query: SourceQuery;
  /** More may be found. */
  readonly isPartial: boolean;
}) {
  const { page, pages, start, rows } = pageOf(sources, query.page);
  const { table, links } = usePageTurn(query.page);
  // A page further on may still come.
  if (isPartial && (rows.length === 0 || page < query.page)) return null;
  if (rows.length === 0) return html`<${NothingFound} query=${query} />`;
  const to = (other: number) => hashOf({ view: 'sources', ...query, page: other });
  return html`<${SourcesTable} tableRef=${table} sources=${rows} query=${query} /> ${
      pages > 1 &&
      html`<nav class="pages" aria-label="Pages" ref=${links}>
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

/**
 * After a click on the links, which are below the table, its first row is where one looks and reads on.
 * Whoever types into a filter, which leads to the first page, goes on typing.
 */
function usePageTurn(page: number) {
  const table = useRef<HTMLTableElement>(null);
  const links = useRef<HTMLElement>(null);
  const shown = useRef(page);
  useLayoutEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    const { activeElement, body } = document;
    // The link to the next page is gone on the last one, and the focus with it.
    if (activeElement !== body && !links.current?.contains(activeElement)) return;
    table.current?.scrollIntoView();
    table.current?.focus({ preventScroll: true });
  }, [page]);
  return { table, links };
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
