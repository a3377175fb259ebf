import { isUnheard, type HistoryRow } from './row.ts';
import { addCounts, countKindOf, noCounts, type HistoryCounts } from './counts.ts';

/**
 * What is known of a chunk without unpacking it. A chunk holds the rows of one source that one run of the
 * recorder wrote together.
 */
export interface ChunkSummary {
  /** The earliest and the latest time of its rows, epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly counts: HistoryCounts;
  /** The earliest and the latest row that was missed; absent if none was. */
  readonly missed?: { readonly fromMs: number; readonly toMs: number };
  /** The detail types in it. */
  readonly detailTypes: readonly string[];
}

/** Summarizes rows, of which there is at least one. */
export function summarize(rows: readonly HistoryRow[]): ChunkSummary {
  const counts = { ...noCounts };
  const types = new Set<string>();
  const all = timeSpan();
  const missed = timeSpan();
  for (const row of rows) {
    counts[countKindOf(row)] += 1;
    types.add(row.detailType);
    all.add(row.atMs);
    if (row.outcome === 'held' || isUnheard(row)) missed.add(row.atMs);
  }
  const missedSpan = missed.span();
  return {
    ...(all.span() ?? { fromMs: 0, toMs: 0 }),
    counts,
    ...(missedSpan && { missed: missedSpan }),
    detailTypes: [...types],
  };
}

/** What some chunks are together. */
export function joinSummaries(one: ChunkSummary, other: ChunkSummary): ChunkSummary {
  const missed =
    one.missed && other.missed ? joinSpans(one.missed, other.missed) : (one.missed ?? other.missed);
  return {
    ...joinSpans(one, other),
    counts: addCounts(one.counts, other.counts),
    ...(missed && { missed }),
    detailTypes: [...new Set([...one.detailTypes, ...other.detailTypes])],
  };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function joinSpans(one: Span, other: Span): Span {
  return {
    fromMs: Math.min(one.fromMs, other.fromMs),
    toMs: Math.max(one.toMs, other.toMs),
  };
}

function timeSpan() {
  let fromMs = Infinity;
  let toMs = -Infinity;
  return {
    add(ms: number): void {
      fromMs = Math.min(fromMs, ms);
      toMs = Math.max(toMs, ms);
    },
    span: (): Span | undefined => (fromMs > toMs ? undefined : { fromMs, toMs }),
  };
}
