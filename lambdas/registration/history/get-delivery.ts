import type { bodyStates } from '../../contract/history-view.ts';
import type { Mapping } from '../../domain/mapping.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { HistoryReader } from '../../ports/history.ts';
import type { NamedSource } from '../find-source.ts';
import { problem, type Problem } from '../problems.ts';
import type { RequestContext } from '../request-context.ts';
import { bodyState } from './delivery-view.ts';
import { eventContents, type EventContents } from './event-contents.ts';
import { eventSearch } from './event-search.ts';
import { bodiesSinceMs, findHistory, historyOf, keptSinceMs } from './history-source.ts';
import { positionBefore, runMs } from './positions.ts';
import { searchBudget, searchLimits } from './search-budget.ts';

/** An event at one source, as a request has it. */
export interface NamedDelivery extends NamedSource {
  /** The vendor's id of the event; two if it may be percent-encoded. */
  readonly events: readonly string[];
  /** From when on its rows are looked for, epoch milliseconds. */
  readonly since: number | undefined;
  /** Whether the contents of the event are asked for. */
  readonly isBodyWanted: boolean;
}

/** Everything that is known of one event at one source. */
export interface FoundDelivery {
  readonly kind: 'found';
  readonly mapping: Mapping;
  /** At least one, the oldest first. */
  readonly rows: readonly [HistoryRow, ...HistoryRow[]];
  readonly body: (typeof bodyStates)[number];
  /** If they were asked for and are kept. */
  readonly contents: EventContents | undefined;
  /** Whether the whole history was searched; otherwise there may be more rows. */
  readonly isComplete: boolean;
}

/** Finds the rows of an event at a source. */
export async function getDelivery(
  named: NamedDelivery,
  context: RequestContext,
): Promise<Problem | FoundDelivery> {
  const found = await findHistory(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  const { rows, isComplete } = await findRows(mapping, named, context);
  const [first, ...rest] = rows;
  if (first === undefined) return isComplete ? problem('notFound') : tooWide;
  const states = rows.map(({ row }) => bodyState(row, bodiesSinceMs(context)));
  const state = bestOf(states);
  const isShown = named.isBodyWanted && mayReadBodies(context) && state === 'kept';
  const text = isShown ? await readBody(rows, context) : undefined;
  return {
    kind: 'found',
    mapping,
    rows: [first.row, ...rest.map(({ row }) => row)],
    body: isShown && text === undefined ? 'expired' : state,
    contents: text === undefined ? undefined : await eventContents(text, mapping, context),
    isComplete,
  };
}

const tooWide = problem('searchTooWide', {
  detail:
    'The event was not found in the part that was searched; `since` makes the search shorter.',
});

/** A row, and the reader of the Region that it is from. */
interface RegionRow {
  readonly row: HistoryRow;
  readonly reader: HistoryReader;
}

/** With `since`, an event's rows are at the beginning of the search, otherwise rather at its end. */
async function findRows(
  mapping: Mapping,
  { events, since }: NamedDelivery,
  context: RequestContext,
): Promise<{ readonly rows: readonly RegionRow[]; readonly isComplete: boolean }> {
  const source = historyOf(mapping, context);
  const budget = searchBudget(searchLimits, context.now);
  const sinceMs = Math.max(since ?? 0, keptSinceMs(context));
  const query = {
    newestFirst: since === undefined,
    after: positionBefore(sinceMs - runMs),
  };
  const isWanted = ({ eventId, atMs }: HistoryRow) => events.includes(eventId) && atMs >= sinceMs;
  const parts = await Promise.all(
    [...context.history.values()].map(async (reader) => {
      const search = eventSearch({ reader, source, query }, isWanted, budget);
      await search.run();
      return { search, reader };
    }),
  );
  const all = parts.flatMap(({ search, reader }) => search.rows().map((row) => ({ row, reader })));
  // The id as it arrived counts, if there is an event of it.
  const event = events.find((id) => all.some(({ row }) => row.eventId === id));
  return {
    rows: all.filter(({ row }) => row.eventId === event).toSorted(byTime),
    isComplete: parts.every(({ search }) => search.isComplete()),
  };
}

function byTime({ row: one }: RegionRow, { row: other }: RegionRow): number {
  return one.atMs - other.atMs;
}

function bestOf(states: readonly FoundDelivery['body'][]): FoundDelivery['body'] {
  if (states.includes('kept')) return 'kept';
  return states.includes('expired') ? 'expired' : 'notKept';
}

function mayReadBodies({ isSupport, settings }: RequestContext): boolean {
  return !isSupport || settings.history.supportReads === 'bodies';
}

// An event has one place; two if it was recorded again after it had been redriven.
const maxPlaces = 3;

/** The contents of an event, by the newest of its rows whose place still has them. */
async function readBody(
  rows: readonly RegionRow[],
  { tenant }: RequestContext,
): Promise<string | undefined> {
  const places = new Map(
    rows.flatMap(({ row, reader }) =>
      row.body ? [[JSON.stringify(row.body), { place: row.body, row, reader }]] : [],
    ),
  );
  for (const { place, row, reader } of [...places.values()].toReversed().slice(0, maxPlaces)) {
    const text = await reader.body(tenant, row.eventId, place);
    if (text !== undefined) return text;
  }
  return undefined;
}
