import type { HistoryRow } from '../../domain/history/row.ts';
import type { ChunkQuery, HistoryReader, HistorySource } from '../../ports/history.ts';
import { chunkStream } from './chunk-stream.ts';
import { laterRows, type LaterRows } from './later-rows.ts';
import { afterChunk, positionAt, positionBefore, runMs, timeOfPosition } from './positions.ts';
import type { RowFilter } from './row-filter.ts';
import { rowStream, type RowStream, type SearchPlace } from './row-stream.ts';
import type { SearchBudget } from './search-budget.ts';

/** The search in one Region's part of a source's history. */
export interface RegionSearch extends Pick<RowStream, 'peek' | 'take'> {
  readonly region: string;
  /** Where to go on; undefined at the end. */
  readonly place: () => RegionPlace | undefined;
  readonly later: LaterRows;
  /** Everything after this time was searched, epoch milliseconds; undefined if all was. */
  readonly searchedToMs: () => number | undefined;
}

/** Where the search in a Region goes on. */
export interface RegionPlace extends SearchPlace {
  /**
   * How far the history was recorded when its first page was read, if all outcomes are listed: all pages
   * show what was known then. An outcome that is recorded while somebody goes through the pages is on none
   * of them, and so must not hide its delivery.
   */
  readonly through?: string;
}

/** What is searched in one Region, and where the search goes on. */
export interface RegionQuery {
  readonly region: string;
  readonly reader: HistoryReader;
  readonly source: HistorySource;
  readonly filter: RowFilter;
  /** Absent on the first page; null if the Region was searched to its end. */
  readonly from?: RegionPlace | null;
}

/** The budgets of one request: for its rows, and for what became of those that wait. */
export interface SearchBudgets {
  readonly rows: SearchBudget;
  readonly outcomes: SearchBudget;
}

/** Begins the search in one Region, or goes on with it. */
export async function regionSearch(
  { region, reader, source, filter, from }: RegionQuery,
  budgets: SearchBudgets,
): Promise<RegionSearch> {
  if (from === null) return { region, ...nothingLeft };
  const start = from ?? { position: await firstPosition(reader, filter), left: 0 };
  const query: ChunkQuery = {
    newestFirst: true,
    after: positionBefore(filter.sinceMs - runMs),
    before: start.left > 0 ? afterChunk(start.position) : start.position,
  };
  const chunks = chunkStream({ reader, source, query }, budgets.rows);
  const through = () =>
    filter.kind === undefined ? (start.through ?? chunks.through()) : undefined;
  const later = laterRows({ reader, source, through }, budgets.outcomes);
  const rows = rowStream({ chunks, filter, from: start, note: later.note });
  return {
    region,
    later,
    ...rows,
    place() {
      const place = rows.place();
      const recorded = through();
      return place && { ...place, ...(recorded !== undefined && { through: recorded }) };
    },
    searchedToMs() {
      const place = rows.place();
      // A row may be a little later than its chunk's time.
      return place && timeOfPosition(place.position) + runMs;
    },
  };
}

const nothingLeft = {
  later: { note: () => undefined, has: () => false, find: async () => undefined },
  peek: async () => 'end' as const,
  take: () => undefined,
  place: () => undefined,
  searchedToMs: () => undefined,
};

/** Chunks have the order of recording, so that rows of before `until` may be in chunks of after it. */
async function firstPosition(reader: HistoryReader, { untilMs }: RowFilter): Promise<string> {
  if (untilMs === Infinity) return lastPosition;
  const { latenessMs } = await reader.recordingState();
  return positionAt(untilMs + latenessMs + 1);
}

const lastPosition = '9'.repeat(13);

/** The Region whose next row is the newest. `stopped`: the budget of one is over. */
export async function newestOf(
  searches: readonly RegionSearch[],
): Promise<RegionSearch | 'end' | 'stopped'> {
  const heads = await Promise.all(
    searches.map(async (search) => ({ search, row: await search.peek() })),
  );
  if (heads.some(({ row }) => row === 'stopped')) return 'stopped';
  let newest: { readonly search: RegionSearch; readonly row: HistoryRow } | undefined;
  for (const { search, row } of heads) {
    if (typeof row === 'string') continue;
    if (newest === undefined || row.atMs > newest.row.atMs) newest = { search, row };
  }
  return newest?.search ?? 'end';
}
