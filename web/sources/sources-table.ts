import { html } from 'htm/preact';
import type { RefObject } from 'preact';
import type { Source } from '../api/source.ts';
import { replaceRoute } from '../hooks/use-route.ts';
import { sourceColumns, type SourceColumn } from './source-columns.ts';
import { sortedBy, type SourceQuery } from './source-query.ts';

/**
 * The sources, one row each. On a narrow screen CSS turns the rows into cards, which removes the
 * semantics of table elements; the roles restore it.
 */
export function SourcesTable({
  sources,
  query,
  tableRef,
}: {
  readonly sources: readonly Source[];
  readonly query: SourceQuery;
  readonly tableRef: RefObject<HTMLTableElement>;
}) {
  return html`<div class="table-frame">
    <table role="table" tabindex="-1" ref=${tableRef}>
      <caption class="visually-hidden">
        Partner event sources
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${sourceColumns.map((column) => html`<${ColumnHead} column=${column} query=${query} />`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${sources.map((source) => html`<${Row} key=${source.arn} source=${source} />`)}
      </tbody>
    </table>
  </div>`;
}

function ColumnHead({
  column: { name, sort },
  query,
}: {
  readonly column: SourceColumn;
  readonly query: SourceQuery;
}) {
  if (sort === undefined) return html`<th role="columnheader" scope="col">${name}</th>`;
  const isSorted = query.sort === sort;
  const onClick = () => replaceRoute({ view: 'sources', ...sortedBy(query, sort) });
  const direction = query.isDescending ? 'descending' : 'ascending';
  return html`<th role="columnheader" scope="col" aria-sort=${isSorted ? direction : undefined}>
    <button type="button" class="sort" onClick=${onClick}>
      ${name}
      <span aria-hidden="true">${isSorted ? (query.isDescending ? '▼' : '▲') : '↕'}</span>
    </button>
  </th>`;
}

function Row({ source }: { readonly source: Source }) {
  const [head, ...others] = sourceColumns;
  return html`<tr role="row">
    <th role="rowheader" scope="row" data-label=${head?.name}>${head?.cell(source)}</th>
    ${others.map(
      ({ name, cell }) => html`<td role="cell" data-label=${name}><div>${cell(source)}</div></td>`,
    )}
  </tr>`;
}
