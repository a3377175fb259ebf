import { html } from 'htm/preact';
import { onText } from '../parts/field.ts';
import {
  sortColumns,
  sortOf,
  sortText,
  type SortColumn,
  type SourceQuery,
} from './source-query.ts';
import { sortNames } from './source-columns.ts';

/** The order of the list, where it is too narrow for a table's head. */
export function SortChoice({
  query,
  onChange,
}: {
  readonly query: SourceQuery;
  readonly onChange: (query: SourceQuery) => void;
}) {
  const onSort = (typed: string) => onChange({ ...query, ...sortOf(typed), page: 1 });
  return html`<div class="filter narrow sort-choice">
    <label for="sort-sources">Sort by</label>
    <select id="sort-sources" value=${sortText(query)} onChange=${onText(onSort)}>
      ${sortColumns.flatMap((sort) => [option(sort, false), option(sort, true)])}
    </select>
  </div>`;
}

function option(sort: SortColumn, isDescending: boolean) {
  return html`<option value=${sortText({ sort, isDescending })}>
    ${sortNames[sort]}${isDescending && ', descending'}
  </option>`;
}
