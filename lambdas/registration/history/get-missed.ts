import { isOver } from '../../domain/history/replay.ts';
import type { Mapping } from '../../domain/mapping.ts';
import type { Log } from '../../ports/delivery.ts';
import type { ChunkQuery, HistoryReader, HistorySource } from '../../ports/history.ts';
import type { NamedSource } from '../find-source.ts';
import type { Problem } from '../problems.ts';
import { reach } from '../reachable.ts';
import type { RequestContext } from '../request-context.ts';
import { chunkStream } from './chunk-stream.ts';
import { countHours } from './count-hours.ts';
import { findHistory, historyOf, keptSinceMs } from './history-source.ts';
import { hourMs, hourOf, hoursBetween } from './hours.ts';
import {
  addMissed,
  doubtfulInChunk,
  missedInChunk,
  missedOf,
  noneMissed,
  type DoubtSpan,
  type MissedCount,
} from './missed-counter.ts';
import { positionAt, positionBefore, runMs } from './positions.ts';
import { countLimits, searchBudget, type SearchBudget } from './search-budget.ts';

/** The events that a source missed and about which nobody has decided. */
export interface FoundMissed extends MissedCount {
  readonly kind: 'counted';
  /** Whether all were counted; otherwise there are more. */
  readonly isComplete: boolean;
  /** The id of the replay of the source that is not over. */
  readonly replay: string | undefined;
}

/** Counts what a source missed since the time that its mapping has. */
export async function getMissed(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | FoundMissed> {
  const found = await findHistory(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  const [counted, replay] = await Promise.all([
    countMissed(mapping, context),
    replayOf(mapping, context),
  ]);
  return { kind: 'counted', ...counted, replay };
}

/** A count, and whether it came to its end. */
interface Counted {
  readonly count: MissedCount;
  readonly isComplete: boolean;
}

async function countMissed(
  mapping: Mapping,
  context: RequestContext,
): Promise<MissedCount & { readonly isComplete: boolean }> {
  if (mapping.missedSince === undefined) return { ...noneMissed, isComplete: true };
  const sinceMs = Math.max(Date.parse(mapping.missedSince), keptSinceMs(context));
  const source = historyOf(mapping, context);
  const budget = searchBudget(countLimits, context.now);
  const { nowMs, log } = context;
  const regions = await Promise.all(
    [...context.history.values()].map(async (reader) => {
      const part = { reader, source, budget, log, sinceMs, nowMs };
      return joinCounts([await missedSince(part), await doubtful(mapping, part)]);
    }),
  );
  const { count, isComplete } = joinCounts(regions);
  return { ...count, isComplete };
}

/** The history of a source in one Region, from a time on. */
interface Part {
  readonly reader: HistoryReader;
  readonly source: HistorySource;
  readonly budget: SearchBudget;
  readonly log: Log;
  readonly sinceMs: number;
  readonly nowMs: number;
}

/**
 * Of whole hours the counts are enough, where all are late enough; the hour of the beginning is read. The
 * whole hours are counted first: they are remembered, so that the next request comes further.
 */
async function missedSince(part: Part): Promise<Counted> {
  const { budget, log, sinceMs, nowMs } = part;
  const fromMs = hourOf(sinceMs) + hourMs;
  const toMs = hourOf(nowMs) + hourMs;
  const summaries = await countHours({ ...part, fromMs, toMs }, budget, log);
  const counts: Counted[] = [];
  for (const hour of hoursBetween(fromMs, toMs)) {
    const summary = summaries.get(hour);
    const range = { after: positionBefore(hour), before: positionAt(hour + hourMs) };
    const count = summary && missedOf(summary, sinceMs);
    if (count !== undefined) counts.push({ count, isComplete: true });
    else if (summary !== undefined) counts.push(await countChunks(range, part));
    else counts.push({ count: noneMissed, isComplete: false });
  }
  const firstHour = { after: positionBefore(sinceMs - runMs), before: positionAt(fromMs) };
  return joinCounts([...counts, await countChunks(firstHour, part)]);
}

async function countChunks(
  range: Pick<ChunkQuery, 'after' | 'before'>,
  part: Part,
): Promise<Counted> {
  return await sumChunks(range, (chunk) => missedInChunk(chunk, part.sinceMs), part);
}

async function doubtful({ doubt }: Pick<Mapping, 'doubt'>, part: Part): Promise<Counted> {
  const none = { count: noneMissed, isComplete: true };
  if (doubt === undefined) return none;
  const span: DoubtSpan = {
    fromMs: Math.max(Date.parse(doubt.from), part.sinceMs),
    toMs: Date.parse(doubt.to),
  };
  if (span.fromMs > span.toMs) return none;
  const { latenessMs } = await part.reader.recordingState();
  const range = {
    after: positionBefore(span.fromMs - runMs),
    before: positionAt(span.toMs + latenessMs + 1),
  };
  return await sumChunks(range, (chunk) => doubtfulInChunk(chunk, span), part);
}

async function sumChunks(
  range: Pick<ChunkQuery, 'after' | 'before'>,
  countIn: (chunk: Parameters<typeof missedInChunk>[0]) => Promise<MissedCount>,
  { reader, source, budget }: Part,
): Promise<Counted> {
  if (budget.isOver()) return { count: noneMissed, isComplete: false };
  const chunks = chunkStream({ reader, source, query: { newestFirst: false, ...range } }, budget);
  let count = noneMissed;
  for (;;) {
    const chunk = await chunks.peek();
    if (typeof chunk === 'string') return { count, isComplete: chunk === 'end' };
    count = addMissed(count, await countIn(chunk));
    chunks.take();
  }
}

function joinCounts(counts: readonly Counted[]): Counted {
  return {
    count: counts.map(({ count }) => count).reduce(addMissed, noneMissed),
    isComplete: counts.every(({ isComplete }) => isComplete),
  };
}

// At most one replay of a source is not over, and it is among the newest.
const newestReplays = 10;

async function replayOf(
  { sourceArn }: Mapping,
  { replays, tenant }: RequestContext,
): Promise<string | undefined> {
  const query = { sourceArn, limit: newestReplays };
  const page = await reach(() => replays.list(tenant, query));
  return page.replays.find((replay) => !isOver(replay))?.id;
}
