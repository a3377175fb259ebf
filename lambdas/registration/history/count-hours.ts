import pLimit from 'p-limit';
import { joinSummaries, type ChunkSummary } from '../../domain/history/chunk.ts';
import { noCounts } from '../../domain/history/counts.ts';
import type { Log } from '../../ports/delivery.ts';
import type { HistoryReader, HistorySource } from '../../ports/history.ts';
import { chunkStream } from './chunk-stream.ts';
import { hourMs, hourOf, hoursBetween } from './hours.ts';
import { positionAt, positionBefore, timeOfPosition } from './positions.ts';
import type { SearchBudget } from './search-budget.ts';

/** Which hours of a source are counted in one Region. */
export interface HourQuery {
  readonly reader: HistoryReader;
  readonly source: HistorySource;
  /** The beginning of an hour, epoch milliseconds. */
  readonly fromMs: number;
  /** The end of an hour, exclusive. */
  readonly toMs: number;
}

/**
 * What was recorded in each hour, as far as the budget goes: those hours that somebody has counted
 * before, and the chunks of the others, the newest first. Hours that are over are remembered.
 */
export async function countHours(
  { reader, source, fromMs, toMs }: HourQuery,
  budget: SearchBudget,
  log: Log,
): Promise<ReadonlyMap<number, ChunkSummary>> {
  const [known, { through }] = await Promise.all([
    reader.hours(source, fromMs, toMs),
    reader.recordingState(),
  ]);
  const missing = hoursBetween(fromMs, toMs).filter((hour) => !known.has(hour));
  const counted = new Map<number, ChunkSummary>();
  for (const range of rangesOf(missing)) {
    const isComplete = await countRange(range, counted, { reader, source, budget });
    if (!isComplete) break;
  }
  const over = [...counted].filter(([hour]) => positionAt(hour + hourMs) <= through);
  await rememberHours(over, { reader, source, log });
  return new Map([...known, ...counted]);
}

interface HourRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Successive hours together, the newest first. */
function rangesOf(hours: readonly number[]): readonly HourRange[] {
  const ranges: HourRange[] = [];
  for (const hour of hours.toReversed()) {
    const last = ranges.at(-1);
    if (last?.fromMs === hour + hourMs) ranges.splice(-1, 1, { ...last, fromMs: hour });
    else ranges.push({ fromMs: hour, toMs: hour + hourMs });
  }
  return ranges;
}

/** Counts the hours of a range from its end, and returns whether it came to its beginning. */
async function countRange(
  { fromMs, toMs }: HourRange,
  counted: Map<number, ChunkSummary>,
  {
    reader,
    source,
    budget,
  }: Pick<HourQuery, 'reader' | 'source'> & { readonly budget: SearchBudget },
): Promise<boolean> {
  const query = {
    newestFirst: true,
    after: positionBefore(fromMs),
    before: positionAt(toMs),
  };
  if (budget.isOver()) return false;
  const chunks = chunkStream({ reader, source, query }, budget);
  let hour = toMs - hourMs;
  let summary = emptyHour(hour);
  for (;;) {
    const chunk = await chunks.peek();
    if (chunk === 'stopped') return false;
    const next = chunk === 'end' ? fromMs - hourMs : hourOf(timeOfPosition(chunk.position));
    for (; hour > next; hour -= hourMs) {
      counted.set(hour, summary);
      summary = emptyHour(hour - hourMs);
    }
    if (chunk === 'end') return true;
    summary = isEmpty(summary) ? summaryOf(chunk) : joinSummaries(summary, chunk);
    chunks.take();
  }
}

function emptyHour(hour: number): ChunkSummary {
  return { fromMs: hour, toMs: hour, counts: noCounts, detailTypes: [] };
}

function isEmpty({ counts }: ChunkSummary): boolean {
  return Object.values(counts).every((count) => count === 0);
}

/** A chunk without its rows. */
function summaryOf({ fromMs, toMs, counts, missed, detailTypes }: ChunkSummary): ChunkSummary {
  return { fromMs, toMs, counts, ...(missed !== undefined && { missed }), detailTypes };
}

// More are remembered by the next requests: somebody waits for this one.
const maxHoursRemembered = 200;
const writesInFlight = 10;

/** An hour that cannot be remembered is counted again the next time. */
async function rememberHours(
  hours: readonly (readonly [number, ChunkSummary])[],
  { reader, source, log }: Pick<HourQuery, 'reader' | 'source'> & { readonly log: Log },
): Promise<void> {
  const limit = pLimit(writesInFlight);
  const remember = async ([hour, summary]: readonly [number, ChunkSummary]): Promise<void> => {
    try {
      await reader.rememberHour(source, hour, summary);
    } catch (error) {
      log.warn('an hour of the history could not be remembered', { error });
    }
  };
  await Promise.all(hours.slice(0, maxHoursRemembered).map((one) => limit(remember, one)));
}
