import { isPassed, type PartOfChunk } from '../domain/history/passed.ts';
import type { HistoryRow } from '../domain/history/row.ts';
import type { SeenEvents } from '../domain/history/seen-events.ts';
import {
  isSelected,
  mayHaveSelected,
  mostSelected,
  type Selection,
} from '../domain/history/selection.ts';
import type { HistoryChunk } from '../ports/history.ts';
import type { ChunkStream, PlacedChunk } from './chunk-stream.ts';

/** A selected row, and the Region in whose history it is. */
export interface WalkedRow {
  readonly region: string;
  readonly row: HistoryRow;
}

/** How far a walk has come. */
export interface WalkPlace {
  /** The last chunk that is done, by Region. */
  readonly cursor: Readonly<Record<string, string>>;
  /** How many rows of the one after it are done. */
  readonly within: Readonly<Record<string, PartOfChunk>>;
}

/** Some selected rows. */
export interface WalkedRows {
  readonly rows: readonly WalkedRow[];
  /** How far the walk has come with them. */
  readonly place: WalkPlace;
  /** Whether there are no more. */
  readonly isAtEnd: boolean;
  /** How many more there were at the most, in chunks whose rows are no longer there. */
  readonly gone: number;
}

/** When a walk stops before it has enough. */
export interface WalkLimits {
  readonly maxRows: number;
  /** Asked before each chunk. */
  readonly isOver: () => boolean;
}

/** Walks through a source's history. */
export interface HistoryWalk {
  /** The next rows that are selected, each event once. */
  next(limits: WalkLimits): Promise<WalkedRows>;
}

/** A walk from a place on, in the order of recording. */
export function historyWalk(
  chunks: ChunkStream,
  selection: Selection,
  seen: Pick<SeenEvents, 'add' | 'has'>,
  start: WalkPlace,
): HistoryWalk {
  const { cursor, within } = copyOf(start);
  const rowsOf = rowsOfLast();

  /** Adds rows of a chunk until there are enough; tells whether the chunk is done. */
  async function addFrom({ region, chunk }: PlacedChunk, rows: WalkedRow[], max: number) {
    if (!mayHaveSelected(chunk, selection)) return true;
    const all = await rowsOf(chunk);
    const part = within[region];
    let done = part?.position === chunk.position ? part.rows : 0;
    for (; done < all.length && rows.length < max; done += 1) {
      const row = all[done];
      if (row !== undefined && wants(row, { region, chunk }, done, selection) && isNew(row, seen))
        rows.push({ region, row });
    }
    within[region] = { position: chunk.position, rows: done };
    return done === all.length;
  }

  return {
    async next({ maxRows, isOver }) {
      const rows: WalkedRow[] = [];
      let isAtEnd = false;
      let gone = 0;
      while (rows.length < maxRows && !isOver()) {
        const placed = await chunks.peek();
        isAtEnd = placed === undefined;
        if (placed === undefined) break;
        if (!(await addFrom(placed, rows, maxRows))) continue;
        gone += await goneOf(placed.chunk, rowsOf, selection);
        chunks.take();
        cursor[placed.region] = placed.chunk.position;
        delete within[placed.region];
      }
      return { rows, place: copyOf({ cursor, within }), isAtEnd, gone };
    },
  };
}

function copyOf({ cursor, within }: WalkPlace) {
  return { cursor: { ...cursor }, within: { ...within } };
}

/** How many selected rows a chunk may have had, if it has none any more; no chunk is written without any. */
async function goneOf(
  chunk: HistoryChunk,
  rowsOf: (chunk: HistoryChunk) => Promise<readonly HistoryRow[]>,
  selection: Selection,
): Promise<number> {
  const most = mostSelected(chunk, selection);
  return most > 0 && (await rowsOf(chunk)).length === 0 ? most : 0;
}

/** Reads the rows of a chunk once, although several pages take rows of it. */
function rowsOfLast(): (chunk: HistoryChunk) => Promise<readonly HistoryRow[]> {
  let last: { readonly chunk: HistoryChunk; readonly rows: readonly HistoryRow[] } | undefined;
  return async (chunk) => {
    if (last?.chunk !== chunk) last = { chunk, rows: await chunk.rows() };
    return last.rows;
  };
}

/** Whether a row of this number in its chunk is selected, and no other replay has passed it. */
function wants(
  row: HistoryRow,
  { region, chunk: { position } }: PlacedChunk,
  index: number,
  selection: Selection,
): boolean {
  const { passed = [] } = selection;
  return isSelected(row, selection) && !isPassed(row, { region, position, index }, passed);
}

/** Whether a row's event is to be sent, and was not yet. One without its text may have it in a later row. */
function isNew({ eventId, body }: HistoryRow, seen: Pick<SeenEvents, 'add' | 'has'>): boolean {
  return body === undefined ? !seen.has(eventId) : seen.add(eventId);
}
