import { deliveryKey, type HistoryRow } from '../../domain/history/row.ts';
import type { ChunkQuery, HistoryReader, HistorySource } from '../../ports/history.ts';
import { chunkStream, rowsOf } from './chunk-stream.ts';
import { afterChunk, positionBefore, runMs } from './positions.ts';
import type { SearchBudget } from './search-budget.ts';

/** What is known of the later rows of deliveries that waited. */
export interface LaterRows {
  /** Notes rows that were read. */
  readonly note: (rows: readonly HistoryRow[]) => void;
  /** Whether a row is known that is later than this one and of the same delivery. */
  readonly has: (row: HistoryRow) => boolean;
  /** Looks for later rows of these, as far as the budget goes. */
  readonly find: (waiting: readonly HistoryRow[]) => Promise<void>;
}

/** Where later rows are looked for: in one Region's part of a source's history. */
export interface SearchedHistory {
  readonly reader: HistoryReader;
  readonly source: HistorySource;
  /** What is recorded from this position on does not count; asked when something is looked for. */
  readonly through: () => string | undefined;
}

/** The later rows of one source in one Region. Nothing is read twice. */
export function laterRows(
  { reader, source, through }: SearchedHistory,
  budget: SearchBudget,
): LaterRows {
  const end = (): Pick<ChunkQuery, 'before'> => {
    const before = through();
    return before === undefined ? {} : { before };
  };
  const { note, has } = latestRows();

  /** Reads chunks, the oldest first, until the rows have a later one. Returns how far it came. */
  async function readOn(
    rows: readonly HistoryRow[],
    range: Required<Pick<ChunkQuery, 'after'>> & Pick<ChunkQuery, 'before'>,
  ): Promise<Omit<ReadRange, 'after'>> {
    const query = { newestFirst: false, ...end(), ...range };
    const chunks = chunkStream({ reader, source, query }, budget);
    let to = range.after;
    while (!rows.every(has) && !budget.isOver()) {
      const chunk = await chunks.peek();
      if (typeof chunk === 'string') return { to, isComplete: chunk === 'end' };
      note(await rowsOf(chunk));
      chunks.take();
      to = chunk.position;
    }
    return { to, isComplete: false };
  }

  return { note, has, find: finder(has, readOn) };
}

/** The chunks between two positions were read; all that are newer, if it is complete. */
interface ReadRange {
  readonly after: string;
  readonly to: string;
  readonly isComplete: boolean;
}

function finder(
  has: LaterRows['has'],
  readOn: (
    rows: readonly HistoryRow[],
    range: { readonly after: string; readonly before?: string },
  ) => Promise<Omit<ReadRange, 'after'>>,
): LaterRows['find'] {
  let read: ReadRange | undefined;
  return async (waiting) => {
    const unknown = waiting.filter((row) => !has(row));
    if (unknown.length === 0) return;
    const after = positionBefore(Math.min(...unknown.map(({ atMs }) => atMs)) - runMs);
    if (read === undefined) {
      read = { after, ...(await readOn(unknown, { after })) };
      return;
    }
    if (after < read.after) {
      const { isComplete } = await readOn(unknown, { after, before: afterChunk(read.after) });
      if (!isComplete) return;
      read = { ...read, after };
    }
    if (!read.isComplete) read = { ...read, ...(await readOn(unknown, { after: read.to })) };
  };
}

/** The latest row of each delivery among those that were noted. */
export function latestRows(): Pick<LaterRows, 'note' | 'has'> {
  const latest = new Map<string, HistoryRow>();
  return {
    note(rows) {
      for (const row of rows) {
        const key = deliveryKey(row);
        const known = latest.get(key);
        if (known === undefined || isLater(row, known)) latest.set(key, row);
      }
    },
    has(row) {
      const known = latest.get(deliveryKey(row));
      return known !== undefined && isLater(known, row);
    },
  };
}

/** Whether a row is later; of two at the same time, the one that does not wait. */
function isLater(one: HistoryRow, other: HistoryRow): boolean {
  if (one.atMs !== other.atMs) return one.atMs > other.atMs;
  return one.outcome !== 'waiting' && other.outcome === 'waiting';
}
