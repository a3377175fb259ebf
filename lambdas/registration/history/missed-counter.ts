import type { ChunkSummary } from '../../domain/history/chunk.ts';
import { missedIn } from '../../domain/history/counts.ts';
import { isMissed, isUnheard, type HistoryRow } from '../../domain/history/row.ts';
import type { HistoryChunk } from '../../ports/history.ts';
import { rowsOf } from './chunk-stream.ts';

/** How many events a source missed, and when. */
export interface MissedCount {
  readonly events: number;
  /** Accepted when it was in doubt whether anybody listened. */
  readonly inDoubt: number;
  /** The first and the last of them, epoch milliseconds; absent if there are none. */
  readonly span?: { readonly fromMs: number; readonly toMs: number };
}

/** A time span, both ends included; epoch milliseconds. */
export interface DoubtSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** No missed events. */
export const noneMissed: MissedCount = { events: 0, inDoubt: 0 };

/** What two parts of a history have together. */
export function addMissed(one: MissedCount, other: MissedCount): MissedCount {
  const spans = [one.span, other.span].filter((span) => span !== undefined);
  return {
    events: one.events + other.events,
    inDoubt: one.inDoubt + other.inDoubt,
    ...(spans.length > 0 && {
      span: {
        fromMs: Math.min(...spans.map(({ fromMs }) => fromMs)),
        toMs: Math.max(...spans.map(({ toMs }) => toMs)),
      },
    }),
  };
}

/** The missed events of a summary, all of which are of this time or later; undefined if not all are. */
export function missedOf(
  { counts, missed }: ChunkSummary,
  sinceMs: number,
): MissedCount | undefined {
  if (missed === undefined || missed.toMs < sinceMs) return noneMissed;
  if (missed.fromMs < sinceMs) return undefined;
  return { events: missedIn(counts), inDoubt: 0, span: missed };
}

/** The missed events of a chunk from a time on; it is unpacked only if they cannot be told apart. */
export async function missedInChunk(chunk: HistoryChunk, sinceMs: number): Promise<MissedCount> {
  const all = missedOf(chunk, sinceMs);
  if (all !== undefined) return all;
  const times = await timesOf(chunk, (row) => isMissed(row) && row.atMs >= sinceMs);
  return { events: times.length, inDoubt: 0, ...spanOf(times) };
}

/** The events of a chunk that were accepted in a time of doubt, and not while the source was PENDING. */
export async function doubtfulInChunk(chunk: HistoryChunk, doubt: DoubtSpan): Promise<MissedCount> {
  const { fromMs, toMs, counts } = chunk;
  if (toMs < doubt.fromMs || fromMs > doubt.toMs || counts.accepted === 0) return noneMissed;
  const isDoubtful = (row: HistoryRow) =>
    row.outcome === 'accepted' &&
    !isUnheard(row) &&
    row.atMs >= doubt.fromMs &&
    row.atMs <= doubt.toMs;
  const times = await timesOf(chunk, isDoubtful);
  return { events: 0, inDoubt: times.length, ...spanOf(times) };
}

async function timesOf(
  chunk: HistoryChunk,
  isWanted: (row: HistoryRow) => boolean,
): Promise<readonly number[]> {
  const rows = await rowsOf(chunk);
  return rows.filter(isWanted).map(({ atMs }) => atMs);
}

/** The rows of a chunk have the order of their times. */
function spanOf(times: readonly number[]): Pick<MissedCount, 'span'> {
  const [fromMs] = times;
  const toMs = times.at(-1);
  return fromMs === undefined || toMs === undefined ? {} : { span: { fromMs, toMs } };
}
