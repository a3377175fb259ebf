import pLimit from 'p-limit';
import type { Mapping } from '../../domain/mapping.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { ChunkQuery } from '../../ports/history.ts';
import type { MappingKey } from '../../ports/reconcile.ts';
import type { Problem } from '../problems.ts';
import type { RequestContext } from '../request-context.ts';
import { latestRows } from './later-rows.ts';
import { eventSearch, type EventSearch } from './event-search.ts';
import { historyOf, historyOff, keptSinceMs } from './history-source.ts';
import { positionAt, positionBefore, runMs } from './positions.ts';
import { isOfEvent, rowKey } from './row-filter.ts';
import { searchBudget, searchLimits, type SearchBudget } from './search-budget.ts';

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
/** All sources are searched so far back, and then all of them further: a tenant may have a thousand. */
const stepsMs = [10 * 60_000, 2 * 3_600_000];
// Each may have a page of a megabyte in memory.
const searchesInFlight = 16;
// More would be too much for an answer.
const maxDeliveries = 5_000;

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
  const isWanted = (row: HistoryRow) => row.atMs >= sinceMs && isOfEvent(row, ids);
  const found: SourceRows[] = [];
  let searchedToMs = areAll ? nowMs : Infinity;
  for (const span of spansOf(sinceMs, nowMs)) {
    const searches = searchesOf(mappings, { span, isWanted, budget }, context);
    await runTogether(searches, budget);
    found.push(
      ...searches.map(({ mapping, region, search }) => ({ mapping, region, rows: search.rows() })),
    );
    if (!searches.every(({ search }) => search.isComplete())) break;
    searchedToMs = Math.max(span.fromMs, sinceMs);
  }
  const deliveries = preferred(deliveriesOf(found), ids);
  const isComplete = areAll && searchedToMs === sinceMs && deliveries.length <= maxDeliveries;
  return {
    kind: 'found',
    deliveries: deliveries.slice(0, maxDeliveries),
    searchedToMs: areAll ? searchedToMs : nowMs,
    isComplete,
  };
}

/** Those of the id as it arrived, if there are any; otherwise those of what it decodes to. */
function preferred(
  deliveries: FoundEvent['deliveries'],
  ids: readonly string[],
): FoundEvent['deliveries'] {
  const id = ids.find((one) => deliveries.some(({ row }) => isOfEvent(row, [one])));
  return id === undefined ? [] : deliveries.filter(({ row }) => isOfEvent(row, [id]));
}

/** A part of the time that is searched; the first one has no end, the last one begins with the search. */
interface SearchedSpan {
  /** Everything of after this time is found in this span, or in an earlier one. */
  readonly fromMs: number;
  readonly query: ChunkQuery;
}

function spansOf(sinceMs: number, nowMs: number): readonly SearchedSpan[] {
  const edges = stepsMs.map((step) => nowMs - step).filter((edge) => edge > sinceMs);
  const starts = [...edges, sinceMs];
  return starts.map((fromMs, index) => {
    const end = starts[index - 1];
    const before = end === undefined ? {} : { before: positionAt(end - runMs) };
    const query = { newestFirst: true, after: positionBefore(fromMs - runMs), ...before };
    return { fromMs, query };
  });
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
  readonly region: string;
  readonly search: EventSearch;
}

function searchesOf(
  mappings: readonly Mapping[],
  {
    span,
    isWanted,
    budget,
  }: {
    readonly span: SearchedSpan;
    readonly isWanted: (row: HistoryRow) => boolean;
    readonly budget: SearchBudget;
  },
  context: RequestContext,
): readonly SourceSearch[] {
  return mappings.flatMap((mapping) => {
    const source = historyOf(mapping, context);
    return Array.from(context.history, ([region, reader]) => ({
      mapping,
      region,
      search: eventSearch({ reader, source, query: span.query }, isWanted, budget),
    }));
  });
}

/** Runs searches, some at a time, until their ends or until the budget is over. */
async function runTogether(searches: readonly SourceSearch[], budget: SearchBudget): Promise<void> {
  const limit = pLimit(searchesInFlight);
  const runs = searches.map(({ search }) =>
    limit(async () => {
      if (!budget.isOver()) await search.run();
    }),
  );
  await Promise.all(runs);
}

/** What one Region has of one source. */
interface SourceRows {
  readonly mapping: Mapping;
  readonly region: string;
  readonly rows: readonly HistoryRow[];
}

/** The rows of each source, without those of deliveries that waited and have a later one. */
function deliveriesOf(found: readonly SourceRows[]): FoundEvent['deliveries'] {
  const parts = Map.groupBy(found, ({ mapping, region }) => `${region} ${mapping.sourceArn}`);
  const deliveries = [...parts.values()].flatMap((spans) => {
    const rows = [
      ...new Map(spans.flatMap((one) => one.rows).map((row) => [rowKey(row), row])).values(),
    ];
    const { note, has } = latestRows();
    note(rows);
    const shown = rows.filter((row) => row.outcome !== 'waiting' || !has(row));
    return spans.slice(0, 1).flatMap(({ mapping }) => shown.map((row) => ({ row, mapping })));
  });
  return deliveries.toSorted((one, other) => other.row.atMs - one.row.atMs);
}
