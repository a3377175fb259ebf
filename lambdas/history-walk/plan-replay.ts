import type { Mapping } from '../domain/mapping.ts';
import { wants } from '../domain/mapping.ts';
import { replayCount, type ReplayPlan } from '../domain/history/replay-plan.ts';
import type { ReplayRequest } from '../domain/history/replay.ts';
import { seenEvents } from '../domain/history/seen-events.ts';
import { selectionOf } from '../domain/history/selection.ts';
import type { HistoryReaders } from '../ports/history.ts';
import { chunkStream, reachesOf, recordingStates } from './chunk-stream.ts';
import { historyWalk } from './history-walk.ts';

/** What planning a replay needs, and what bounds it. */
export interface PlanContext {
  readonly readers: HistoryReaders;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The plan ends incomplete when it has taken so long, or read so much. */
  readonly maxMs: number;
  readonly maxBytes: number;
  /** The replay's speed at least: `leastEntriesPerSecond`. */
  readonly entriesPerSecond: number;
  /** How many events are told from others: as many as a replay remembers. */
  readonly rememberedEvents: number;
  /** How long texts are kept. */
  readonly bodyDays: number;
}

const dayMs = 24 * 60 * 60_000;
const rowsAtOnce = 1_000;

/**
 * Counts what a replay would send now; what is not recorded yet is not in it. Rejects when the history
 * cannot be read.
 */
export async function planReplay(
  request: ReplayRequest,
  mapping: Mapping,
  context: PlanContext,
): Promise<ReplayPlan> {
  const { readers, now, maxMs, maxBytes, entriesPerSecond, rememberedEvents, bodyDays } = context;
  const endMs = now() + maxMs;
  const states = await recordingStates(readers);
  const reaches = reachesOf(request, states);
  const { tenant, sourceArn } = request.source;
  const chunks = chunkStream(readers, { source: { tenant, sourceArn }, reaches, timeoutMs: maxMs });
  const seen = seenEvents(rememberedEvents);
  const start = { cursor: {}, within: {} };
  const walk = historyWalk(chunks, selectionOf(request, mapping), seen, start);
  const count = replayCount(now() - bodyDays * dayMs);
  const isOver = () => now() >= endMs || chunks.bytes() >= maxBytes;
  for (;;) {
    const { rows, isAtEnd, gone } = await walk.next({ maxRows: rowsAtOnce, isOver });
    for (const { row, region } of rows) {
      if (wants(mapping, row.detailType)) count.add(row, region);
    }
    count.addGone(gone);
    if (isAtEnd || isOver()) return count.plan({ isComplete: isAtEnd, entriesPerSecond });
  }
}
