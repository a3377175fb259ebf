import { rowsOf, type ChunkStream } from './chunk-stream.ts';
import { runMs, timeOfPosition } from './positions.ts';
import { matches, mayMatch, rowKey, type RowFilter } from './row-filter.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { HistoryChunk } from '../../ports/history.ts';

/** Where a search in one Region goes on: with the first rows of a chunk, and the chunks before it. */
export interface SearchPlace {
  readonly position: string;
  /** How many of the chunk's rows are left. */
  readonly left: number;
}

/** The rows of one source in one Region that a filter finds, newest first, each once. */
export interface RowStream {
  /** The next row, without taking it. `stopped`: there may be more, but the budget is over. */
  readonly peek: () => Promise<HistoryRow | 'end' | 'stopped'>;
  readonly take: () => void;
  /** Where to go on; undefined at the end. */
  readonly place: () => SearchPlace | undefined;
}

/** What a row stream needs. */
export interface SearchedRows {
  readonly chunks: ChunkStream;
  readonly filter: RowFilter;
  /** Where the search begins. */
  readonly from: SearchPlace;
  /** Is given every row that was unpacked. */
  readonly note: (rows: readonly HistoryRow[]) => void;
}

/**
 * The rows that a filter finds. They have the order in which they were recorded and, inside a chunk, that
 * of their times. A row that was recorded twice, in one chunk or in two that are close, is there once.
 */
export function rowStream(searched: SearchedRows): RowStream {
  const { chunks, from } = searched;
  const shown = new Set<string>();
  let rows: ChunkRows = { found: [], older: [] };
  let place: SearchPlace | undefined = from;

  /** The next row of the chunk that is neither shown already nor in an older chunk. */
  async function nextInChunk(): Promise<FoundRow | undefined> {
    const { found, older } = rows;
    for (const [start, one] of found.entries()) {
      if (shown.has(rowKey(one.row)) || (await isRecordedIn(older, one.row))) continue;
      rows = { found: found.slice(start), older };
      return one;
    }
    rows = { found: [], older };
    return undefined;
  }

  return {
    async peek() {
      for (;;) {
        const next = await nextInChunk();
        if (next !== undefined) {
          place = { position: next.position, left: next.index + 1 };
          return next.row;
        }
        const chunk = await chunks.peek();
        if (chunk === 'end') place = undefined;
        if (typeof chunk === 'string') return chunk;
        rows = await readChunk(chunk, searched);
        place = { position: chunk.position, left: 0 };
      }
    },
    take() {
      const [taken, ...found] = rows.found;
      if (taken === undefined) return;
      shown.add(rowKey(taken.row));
      place = { position: taken.position, left: taken.index };
      rows = { ...rows, found };
    },
    place: () => place,
  };
}

/** The rows of a chunk that are not taken yet, and the chunks that may have them as well. */
interface ChunkRows {
  readonly found: readonly FoundRow[];
  readonly older: readonly HistoryChunk[];
}

async function readChunk(
  chunk: HistoryChunk,
  { chunks, filter, from, note }: SearchedRows,
): Promise<ChunkRows> {
  const { position } = chunk;
  const rows = mayMatch(filter, chunk) ? await rowsOf(chunk) : [];
  note(rows);
  const left = position === from.position && from.left > 0 ? from.left : rows.length;
  const found = matchingRows(rows, filter, left).map((one) => ({ ...one, position }));
  const older = found.length > 0 ? await chunks.ahead() : [];
  chunks.take();
  return { found, older };
}

interface FoundRow {
  readonly row: HistoryRow;
  readonly index: number;
  readonly position: string;
}

/** The rows that match among the first ones of a chunk, the newest first. */
function matchingRows(
  rows: readonly HistoryRow[],
  filter: RowFilter,
  left: number,
): readonly Omit<FoundRow, 'position'>[] {
  const seen = new Set<string>();
  const found: Omit<FoundRow, 'position'>[] = [];
  for (const [index, row] of [...rows.entries()].toReversed()) {
    if (!matches(filter, row)) continue;
    const key = rowKey(row);
    if (!seen.has(key) && index < left) found.push({ row, index });
    seen.add(key);
  }
  return found;
}

/** Whether one of these chunks has the row as well. */
async function isRecordedIn(chunks: readonly HistoryChunk[], row: HistoryRow): Promise<boolean> {
  const spans = chunks.filter(
    ({ fromMs, toMs, position }) =>
      fromMs <= row.atMs && toMs >= row.atMs && timeOfPosition(position) + runMs >= row.atMs,
  );
  if (spans.length === 0) return false;
  const key = rowKey(row);
  const rows = await Promise.all(spans.map(rowsOf));
  return rows.flat().some((other) => other.atMs === row.atMs && rowKey(other) === key);
}
