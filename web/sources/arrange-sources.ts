import type { Source } from '../api/source.ts';
import { leadOf } from '../text/source-title.ts';
import { conditionsOf, matchesSearch, statusOf } from '../text/source-texts.ts';
import type { SortColumn, SourceQuery, StateChoice } from './source-query.ts';

/** How many rows a page of the list has: more would make the browser slow, not the reader fast. */
const rowsPerPage = 50;

/** The sources that a query is for, in its order, and how many there are of each state. */
export interface ArrangedSources {
  readonly sources: readonly Source[];
  /** Of those that the query's other filters let through; the empty state counts all. */
  readonly counts: Readonly<Record<StateChoice | '', number>>;
}

/** Filters and sorts. Equal sources stay in the order of the API. */
export function arrangeSources(all: readonly Source[], query: SourceQuery): ArrangedSources {
  const { find, region, state } = query;
  const counts = { '': 0, active: 0, pending: 0, paused: 0, failing: 0, deleted: 0 };
  const sources: Source[] = [];
  for (const source of all) {
    if (region !== '' && source.region !== region) continue;
    if (!matchesSearch(source, find)) continue;
    const states = statesOf(source);
    for (const one of states) counts[one] += 1;
    if (states.includes(state)) sources.push(source);
  }
  return { sources: sorted(sources, query), counts };
}

/** The Regions of sources, and the chosen one. */
export function regionsOf(all: readonly Source[], chosen: string): readonly string[] {
  const regions = new Set(all.map(({ region }) => region));
  if (chosen !== '') regions.add(chosen);
  return [...regions].toSorted();
}

/** A page of sources; the last one if there are not so many. */
export function pageOf(sources: readonly Source[], wanted: number) {
  const pages = Math.max(1, Math.ceil(sources.length / rowsPerPage));
  const page = Math.min(wanted, pages);
  const start = (page - 1) * rowsPerPage;
  return { page, pages, start, rows: sources.slice(start, start + rowsPerPage) };
}

function statesOf(source: Source): readonly (StateChoice | '')[] {
  return ['', statusOf(source), ...conditionsOf(source)];
}

function sorted(
  sources: readonly Source[],
  { sort, isDescending }: SourceQuery,
): readonly Source[] {
  // Loaded in this order.
  if (sort === 'region') return isDescending ? sources.toReversed() : sources;
  return sources
    .map((source) => ({ source, key: keyOf(source, sort) }))
    .toSorted((one, other) => compared(one.key, other.key, isDescending))
    .map(({ source }) => source);
}

/** What has no key comes last, whatever the direction. */
function compared(one: string, other: string, isDescending: boolean): number {
  if (one === other) return 0;
  if (one === '' || other === '') return one === '' ? 1 : -1;
  return one < other === isDescending ? 1 : -1;
}

function keyOf(source: Source, column: Exclude<SortColumn, 'region'>): string {
  switch (column) {
    case 'generator':
      return leadOf(source).toLowerCase();
    case 'account':
      return source.account;
    case 'state':
      return statusOf(source);
    case 'lastEvent':
      return source.lastAcceptedEvent?.acceptedAt ?? '';
  }
}
