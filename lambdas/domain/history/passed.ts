import { isMissed, type HistoryRow } from './row.ts';

/** A time, epoch milliseconds, both inclusive. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What a replay of missed events has passed: it has sent the missed events of its time that are recorded up
 * to its place. What became of them since then, its own rows say.
 */
export interface Passed extends TimeSpan {
  /** The replay's id. */
  readonly replay: string;
  /** In this time, it took accepted events for missed ones. */
  readonly doubt?: TimeSpan;
  /** The last chunk that it finished, by Region. */
  readonly cursor: Readonly<Record<string, string>>;
  /** How many rows of the chunk after it are done. */
  readonly within: Readonly<Record<string, PartOfChunk>>;
}

/** How many rows of a chunk are done. */
export interface PartOfChunk {
  readonly position: string;
  readonly rows: number;
}

/** Where a row is recorded. */
export interface RowPlace {
  readonly region: string;
  /** Of its chunk. */
  readonly position: string;
  /** Its number in the chunk, from 0. */
  readonly index: number;
}

/** Whether one of these replays has sent a row's event, since the row says that it was missed. */
export function isPassed(row: HistoryRow, place: RowPlace, passed: readonly Passed[]): boolean {
  return passed.some((one) => hasPassed(one, row, place));
}

function hasPassed(passed: Passed, row: HistoryRow, place: RowPlace): boolean {
  const { replay, fromMs, toMs, doubt } = passed;
  const hasTaken =
    isMissed(row) || (row.outcome === 'accepted' && doubt !== undefined && isIn(row, doubt));
  return (
    hasTaken &&
    row.replay !== replay &&
    row.atMs >= fromMs &&
    row.atMs < toMs &&
    isBehind(place, passed)
  );
}

function isIn({ atMs }: HistoryRow, { fromMs, toMs }: TimeSpan): boolean {
  return atMs >= fromMs && atMs <= toMs;
}

function isBehind({ region, position, index }: RowPlace, { cursor, within }: Passed): boolean {
  const last = cursor[region];
  if (last !== undefined && position <= last) return true;
  const part = within[region];
  return part?.position === position && index < part.rows;
}
