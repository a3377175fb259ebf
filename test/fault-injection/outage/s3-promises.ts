import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { budgetMs, lastAttemptMs } from './figures.ts';
import type { S3Figures } from './simulate-s3.ts';

const { payloadMs } = standardSettings.delivery;
const { maxDelaySeconds } = standardSettings.retry;
/** What a batch waits for S3, and the batches that wait for its environment. */
const mostHeldUpMs = 2 * payloadMs;

/** A promise, and whether it holds. */
interface Promised {
  readonly promise: string;
  readonly holds: boolean;
}

/**
 * What is promised of an outage of S3.
 *
 * @param calmMaxMs the longest delay of a small event without an outage
 */
export function s3PromisesOf(figures: S3Figures, calmMaxMs: number): readonly Promised[] {
  const { deadLettered, withoutReason, deadSmall, youngestDeadMs, oldestDeadMs } = figures;
  return [
    {
      promise: 'no event is lost or accepted twice while S3 fails',
      holds: figures.lost === 0 && figures.acceptedTwice === 0,
    },
    { promise: 'no stub is sent without its object', holds: figures.withoutObject === 0 },
    {
      promise: 'a large event is dead-lettered after 24 hours, with its reason',
      holds:
        withoutReason === 0 &&
        deadSmall === 0 &&
        (deadLettered === 0 ||
          (youngestDeadMs >= budgetMs &&
            oldestDeadMs <= budgetMs + maxDelaySeconds * 1_000 + lastAttemptMs)),
    },
    {
      promise: 'small events are held up by seconds at the most',
      holds: figures.small.max <= calmMaxMs + mostHeldUpMs,
    },
    {
      promise: 'large events are relayed within the longest delay after the outage',
      holds: figures.recoverySeconds <= maxDelaySeconds + lastAttemptMs / 1_000,
    },
  ];
}
