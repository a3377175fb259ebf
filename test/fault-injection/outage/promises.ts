import { budgetMs, lastAttemptMs, type Figures } from './figures.ts';
import { hourMs, putQuota } from './scenario.ts';

/** A promise, and whether a run kept it. */
export interface Promised {
  readonly promise: string;
  readonly holds: boolean;
}

/** What the 99th percentile of the other Regions may be off from a run without outage. */
const undisturbed = 1.05;

/**
 * What is promised of an outage.
 *
 * @param calm the same events without an outage
 */
export function promisesOf(figures: Figures, calm: Figures): readonly Promised[] {
  const hours = `${budgetMs / hourMs} hours`;
  const { deadLettered, withoutReason, youngestDeadMs, oldestDeadMs } = figures;
  return [
    {
      promise: 'nothing is lost, nothing accepted twice',
      holds: figures.lost === 0 && figures.acceptedTwice === 0,
    },
    {
      promise: `nothing is dead-lettered before it was tried for ${hours}`,
      holds: deadLettered === 0 || youngestDeadMs >= budgetMs,
    },
    {
      promise: `what is not accepted within ${hours} is dead-lettered then, with its reason`,
      holds:
        figures.deathsMissing === 0 &&
        withoutReason === 0 &&
        (deadLettered === 0 || oldestDeadMs <= budgetMs + lastAttemptMs),
    },
    {
      promise: 'the other Regions do not notice',
      holds:
        figures.others.p99 <= calm.others.p99 * undisturbed &&
        figures.others.max <= calm.others.max * undisturbed,
    },
    {
      promise: 'recovery stays under the request quota',
      holds: figures.peakAfter <= putQuota.requestsPerSecond && figures.throttled === 0,
    },
  ];
}
