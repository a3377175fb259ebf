import { addCounts, type HistoryCounts } from '../../domain/history/counts.ts';
import type { NamedSource } from '../find-source.ts';
import { invalidRequest, type Problem } from '../problems.ts';
import type { RequestContext } from '../request-context.ts';
import { countHours } from './count-hours.ts';
import { findHistory, historyOf, keptSinceMs } from './history-source.ts';
import { hourMs, hourOf, hoursBetween } from './hours.ts';
import type { TimeSpan } from './read-query.ts';
import { countLimits, searchBudget } from './search-budget.ts';

/** What became of a source's deliveries, by hour. */
export interface SourceStats {
  readonly kind: 'counted';
  /** The oldest first; without those that could not be counted in time. */
  readonly hours: readonly { readonly hourMs: number; readonly counts: HistoryCounts }[];
  readonly isComplete: boolean;
}

const maxHours = 31 * 24;
const usualHours = 24;

/** Counts what was recorded of a source, by hour, in all Regions together. */
export async function sourceStats(
  named: NamedSource,
  span: TimeSpan,
  context: RequestContext,
): Promise<Problem | SourceStats> {
  const found = await findHistory(named, context);
  if (found.kind === 'problem') return found;
  const { fromMs, toMs } = wholeHours(span, context);
  const hours = hoursBetween(fromMs, toMs);
  if (hours.length > maxHours) {
    return invalidRequest([{ field: 'since', message: 'must be at most 31 days before until' }]);
  }
  const source = historyOf(found.mapping, context);
  const budget = searchBudget(countLimits, context.now);
  const regions = await Promise.all(
    [...context.history.values()].map((reader) =>
      countHours({ reader, source, fromMs, toMs }, budget, context.log),
    ),
  );
  const counted = hours.flatMap((hour) => {
    const parts = regions.flatMap((region) => region.get(hour)?.counts ?? []);
    if (parts.length < regions.length) return [];
    return [{ hourMs: hour, counts: parts.reduce(addCounts) }];
  });
  return { kind: 'counted', hours: counted, isComplete: counted.length === hours.length };
}

/** The hours that a span touches, of those whose history is kept whole. */
function wholeHours({ sinceMs, untilMs }: TimeSpan, context: RequestContext) {
  const { nowMs } = context;
  const toMs = hourOf(Math.min(untilMs ?? nowMs, nowMs) - 1) + hourMs;
  const fromMs = sinceMs === undefined ? toMs - usualHours * hourMs : hourOf(sinceMs);
  const keptFromMs = hourOf(keptSinceMs(context)) + hourMs;
  return { fromMs: Math.max(fromMs, keptFromMs), toMs };
}
