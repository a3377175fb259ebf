import pLimit from 'p-limit';
import type { Mapping } from '../../domain/mapping.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { MappingKey } from '../../ports/reconcile.ts';
import type { Problem } from '../problems.ts';
import type { RequestContext } from '../request-context.ts';
import { laterRows } from './later-rows.ts';
import { eventSearch, type EventSearch } from './event-search.ts';
import { historyOf, historyOff, keptSinceMs } from './history-source.ts';
import { positionBefore, runMs } from './positions.ts';
import { isOfEvent } from './row-filter.ts';
import { outcomeLimits, searchBudget, searchLimits, type SearchBudget } from './search-budget.ts';

/** An event at every source of the tenant. */
export interface FoundEvent {
  readonly kind: 'found';
  /** The newest first. */
  readonly deliveries: readonly { readonly row: HistoryRow; readonly mapping: Mapping }[];
  /** Everything after this time was searched, epoch milliseconds. */
  readonly searchedToMs: number;
  readonly isComplete: boolean;
}

const msPerDay = 86_400_000;
/** How far back an event is looked for, if the request does not say. */
const usualSpanMs = msPerDay;
const searchesInFlight = 16;

/** Finds an event, by the vendor's id or EventBridge's, at all sources of the tenant. */
export async function findEvent(
  { ids, since }: { readonly ids: readonly string[]; readonly since: number | undefined },
  context: RequestContext,
): Promise<Problem | FoundEvent> {
  const off = historyOff(context);
  if (off !== undefined) return off;
  const { nowMs } = context;
  const sinceMs = Math.max(since ?? nowMs - usualSpanMs, keptSinceMs(context));
  const budget = searchBudget(searchLimits, context.now);
  const { mappings, areAll } = await allMappings(budget, context);
  const searches = mappings.flatMap((mapping) =>
    searchesOf(mapping, { ids, sinceMs, budget }, context),
  );
  await runTogether(
    searches.map(({ search }) => search),
    budget,
  );
  const found = await Promise.all(searches.map((one) => deliveriesOf(one)));
  const isComplete = areAll && searches.every(({ search }) => search.isComplete());
  return {
    kind: 'found',
    deliveries: found.flat().toSorted((one, other) => other.row.atMs - one.row.atMs),
    searchedToMs: isComplete
      ? sinceMs
      : Math.min(nowMs, areAll ? farthest(searches, nowMs) : nowMs),
    isComplete,
  };
}

/** The tenant's mappings, as many as can be listed in time. */
async function allMappings(
  budget: SearchBudget,
  { mappings: table, tenant }: RequestContext,
): Promise<{ readonly mappings: readonly Mapping[]; readonly areAll: boolean }> {
  const all: Mapping[] = [];
  let after: MappingKey | undefined;
  do {
    const { mappings, next } = await table.list(tenant, { limit: 100, after });
    all.push(...mappings);
    after = next;
  } while (after !== undefined && !budget.isOver());
  return { mappings: all, areAll: after === undefined };
}

interface SourceSearch {
  readonly mapping: Mapping;
  readonly search: EventSearch;
  readonly later: ReturnType<typeof laterRows>;
}

function searchesOf(
  mapping: Mapping,
  {
    ids,
    sinceMs,
    budget,
  }: {
    readonly ids: readonly string[];
    readonly sinceMs: number;
    readonly budget: SearchBudget;
  },
  context: RequestContext,
): readonly SourceSearch[] {
  const source = historyOf(mapping, context);
  const query = { newestFirst: true, after: positionBefore(sinceMs - runMs) };
  const isWanted = (row: HistoryRow) => row.atMs >= sinceMs && isOfEvent(row, ids);
  return [...context.history.values()].map((reader) => ({
    mapping,
    search: eventSearch({ reader, source, query }, isWanted, budget),
    later: laterRows(reader, source, searchBudget(outcomeLimits, context.now)),
  }));
}

/** Every search reads a chunk before any reads the next one, so that none is left behind. */
async function runTogether(searches: readonly EventSearch[], budget: SearchBudget): Promise<void> {
  const limit = pLimit(searchesInFlight);
  let open = searches;
  while (open.length > 0) {
    const steps = open.map((search) =>
      limit(async () => ((await stepWithin(search, budget)) ? [search] : [])),
    );
    open = (await Promise.all(steps)).flat();
  }
}

async function stepWithin(search: EventSearch, budget: SearchBudget): Promise<boolean> {
  return !budget.isOver() && (await search.step());
}

/** The rows without those of deliveries that waited and have a later one. */
function deliveriesOf({ mapping, search, later }: SourceSearch) {
  const rows = search.rows();
  later.note(rows);
  return rows
    .filter((row) => row.outcome !== 'waiting' || !later.has(row))
    .map((row) => ({ row, mapping }));
}

/** Everything after this time was searched at all sources. */
function farthest(searches: readonly SourceSearch[], nowMs: number): number {
  const open = searches.filter(({ search }) => !search.isComplete());
  return Math.max(...open.map(({ search }) => search.searchedToMs() ?? nowMs));
}
