import { html } from 'htm/preact';
import { onText } from '../parts/field.ts';
import { sortColumns, sortedBy, type SourceQuery } from './source-query.ts';
import { sortNames } from './source-columns.ts';

/** The order of the list, where it is too narrow for a table's head. */
export function SortChoice({
  query,
  onChange,
}: {
  readonly query: SourceQuery;
  readonly onChange: (query: SourceQuery) => void;
}) {
  const onSort = (typed: string) => {
    const sort = sortColumns.find((one) => one === typed);
    if (sort !== undefined) onChange(sortedBy({ ...query, isDescending: false }, sort));
  };
  return html`<div class="filter narrow sort-choice">
    <label for="sort-sources">Sort by</label>
    <select id="sort-sources" value=${query.sort} onChange=${onText(onSort)}>
      ${sortColumns.map((sort) => html`<option key=${sort} value=${sort}>${sortNames[sort]}</option>`)}
    </select>
  </div>`;
}
