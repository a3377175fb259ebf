import type { HistoryRow } from '../../domain/history/row.ts';
import type { NamedSource } from '../find-source.ts';
import { problem, type Problem } from '../problems.ts';
import type { RequestContext } from '../request-context.ts';
import { readCursor, writeCursor, type SearchPlaces } from './cursor.ts';
import { findHistory, historyOf, keptSinceMs } from './history-source.ts';
import type { DeliveryQuery } from './read-query.ts';
import { newestOf, regionSearch, type RegionSearch } from './region-search.ts';
import type { RowFilter } from './row-filter.ts';
import { budgetFromFirstUse, outcomeLimits, pageLimits, searchBudget } from './search-budget.ts';

/** A page of deliveries, each by the row with its last outcome. */
export interface ListedDeliveries {
  readonly kind: 'listed';
  readonly rows: readonly HistoryRow[];
  readonly nextCursor: string | undefined;
  /** Everything after this time was searched, epoch milliseconds; undefined if all was. */
  readonly searchedToMs: number | undefined;
}

/** Lists the deliveries of a source, the newest first. */
export async function listDeliveries(
  named: NamedSource,
  query: DeliveryQuery,
  context: RequestContext,
): Promise<Problem | ListedDeliveries> {
  const found = await findHistory(named, context);
  if (found.kind === 'problem') return found;
  const source = historyOf(found.mapping, context);
  const { cursor, limit, ...filters } = query;
  const search = [source.tenant, source.sourceArn, filters];
  const places = cursor === undefined ? {} : readCursor(search, cursor);
  if (places === undefined) return invalidCursor();

  const filter = filterOf(filters, context);
  const budgets = {
    rows: searchBudget(pageLimits, context.now),
    outcomes: budgetFromFirstUse(outcomeLimits, context.now),
  };
  const searches = await Promise.all(
    [...context.history].map(([region, reader]) =>
      regionSearch({ region, reader, source, filter, ...fromOf(places, region) }, budgets),
    ),
  );
  const rows = await fillPage(searches, limit);
  const next = placesOf(searches);
  return {
    kind: 'listed',
    rows: rows.toSorted((one, other) => other.atMs - one.atMs),
    nextCursor: next && writeCursor(search, next),
    searchedToMs: searchedTo(searches, context.nowMs),
  };
}

function invalidCursor(): Problem {
  return problem('invalidCursor', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the page before' }],
  });
}

function filterOf(
  filters: Omit<DeliveryQuery, 'cursor' | 'limit'>,
  context: RequestContext,
): RowFilter {
  const { outcome, type, event, sinceMs = 0, untilMs = Infinity } = filters;
  return {
    sinceMs: Math.max(sinceMs, keptSinceMs(context)),
    untilMs,
    ...(outcome !== undefined && { kind: outcome }),
    ...(type !== undefined && { detailType: type }),
    ...(event !== undefined && { ids: [event] }),
  };
}

function fromOf(places: SearchPlaces, region: string) {
  const from = Object.hasOwn(places, region) ? places[region] : undefined;
  return from === undefined ? {} : { from };
}

/**
 * Takes rows until there are enough. A delivery that waited is left out if a later row of it is found:
 * that row is the delivery's.
 */
async function fillPage(
  searches: readonly RegionSearch[],
  limit: number,
): Promise<readonly HistoryRow[]> {
  const page: HistoryRow[] = [];
  for (;;) {
    const { rows, isLast } = await takeRows(searches, limit - page.length);
    const waiting = rows.filter(({ row }) => row.outcome === 'waiting');
    await Promise.all(
      searches.map(async (search) => {
        const own = waiting.filter((one) => one.search === search);
        await search.later.find(own.map(({ row }) => row));
      }),
    );
    page.push(
      ...rows
        .filter(({ row, search }) => row.outcome !== 'waiting' || !search.later.has(row))
        .map(({ row }) => row),
    );
    if (isLast || page.length >= limit) return page;
  }
}

interface TakenRow {
  readonly row: HistoryRow;
  readonly search: RegionSearch;
}

async function takeRows(
  searches: readonly RegionSearch[],
  count: number,
): Promise<{ readonly rows: readonly TakenRow[]; readonly isLast: boolean }> {
  const rows: TakenRow[] = [];
  while (rows.length < count) {
    const search = await newestOf(searches);
    if (typeof search === 'string') return { rows, isLast: true };
    const row = await search.peek();
    if (typeof row === 'string') return { rows, isLast: true };
    search.take();
    rows.push({ row, search });
  }
  return { rows, isLast: false };
}

/** Where the search goes on in each Region; undefined if it came to the end of all. */
function placesOf(searches: readonly RegionSearch[]): SearchPlaces | undefined {
  const places = searches.map(({ region, place }) => [region, place() ?? null] as const);
  return places.every(([, place]) => place === null) ? undefined : Object.fromEntries(places);
}

function searchedTo(searches: readonly RegionSearch[], nowMs: number): number | undefined {
  const times = searches.flatMap(({ searchedToMs }) => searchedToMs() ?? []);
  return times.length === 0 ? undefined : Math.min(nowMs, Math.max(...times));
}
