import type { HistoryRow } from '../../domain/history/row.ts';
import type { HistoryReader, HistorySource } from '../../ports/history.ts';
import type { RequestContext } from '../request-context.ts';

/** What the history of a source has of one event. */
export interface EventRows {
  readonly rows: readonly HistoryRow[];
  /** Whether all that is kept was searched. */
  readonly isComplete: boolean;
}

// Somebody waits: together with the call to AWS, the search takes some seconds at most.
const timeoutMs = 3_000;
const maxPages = 12;

/** Searches a source's history for an event, the newest first, in every Region, until a Region has it. */
export async function findEventRows(
  source: HistorySource,
  eventId: string,
  { history }: RequestContext,
): Promise<EventRows> {
  const found = await Promise.all(
    Array.from(history.values(), async (reader) => await searchRegion(reader, source, eventId)),
  );
  return {
    rows: found.flatMap(({ rows }) => rows).toSorted((a, b) => a.atMs - b.atMs),
    isComplete: found.every(({ isComplete }) => isComplete),
  };
}

async function searchRegion(
  reader: HistoryReader,
  source: HistorySource,
  eventId: string,
): Promise<EventRows> {
  let before: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const query = { newestFirst: true, timeoutMs, ...(before !== undefined && { before }) };
    const { chunks, next } = await reader.page(source, query);
    const rows = chunks.flatMap((chunk) => chunk.rows().filter((row) => row.eventId === eventId));
    // The rows of an event are close to each other; one page more may have its first ones.
    if (rows.length > 0 || next === undefined) return { rows, isComplete: true };
    before = next;
  }
  return { rows: [], isComplete: false };
}
