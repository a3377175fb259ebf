import type { Delivery } from './delivery.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { HoldReason } from './history/row.ts';
import type { Failure, Outcome } from './outcome.ts';

/** When a failed entry is tried again, and for how long. */
export interface RetryPolicy {
  /** The longest first delay; it doubles with each attempt. */
  readonly baseDelaySeconds: number;
  /** SQS delays a message by at most 900 s. */
  readonly maxDelaySeconds: number;
  /** How long a delivery is tried, from its first attempt on, before it is given up. */
  readonly retryForSeconds: number;
}

/** What is done with a delivery after an attempt. */
export type Disposition =
  /** With the id that EventBridge gave to the entry. */
  | { readonly kind: 'accepted'; readonly eventBridgeId: string }
  | {
      readonly kind: 'retry';
      readonly delaySeconds: number;
      readonly failure: Failure;
    }
  /** No attempt was made: the entry waits on the retry queue for its turn. */
  | { readonly kind: 'postpone' }
  | { readonly kind: 'deadLetter'; readonly why: DeadLetter }
  /** The source is gone: the entry is dropped, and counted. */
  | { readonly kind: 'drop'; readonly failure?: Failure }
  /** Nobody would receive it: the history keeps it. It has a failure if an attempt was made. */
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly failure?: Failure }
  /** It waited on the retry queue, and the customer does not want the backlog. */
  | { readonly kind: 'skip' };

/**
 * The disposition that an attempt's outcome gives to its delivery.
 *
 * @param random 0 <= random < 1, the jitter
 */
export function decideDisposition(
  delivery: Delivery,
  outcome: Outcome,
  { nowMs, random, policy }: { nowMs: number; random: number; policy: RetryPolicy },
): Disposition {
  switch (outcome.kind) {
    case 'delivered':
      return { kind: 'accepted', eventBridgeId: outcome.eventId };
    case 'sourceGone':
      return { kind: 'drop', failure: outcome.failure };
    case 'rejected':
      return giveUp('rejected', 'EventBridge refused the entry', outcome.failure);
    case 'retryable':
      return retryOrGiveUp(delivery, outcome, { nowMs, random, policy });
  }
}

function retryOrGiveUp(
  delivery: Delivery,
  { failure, known }: Extract<Outcome, { kind: 'retryable' }>,
  { nowMs, random, policy }: { nowMs: number; random: number; policy: RetryPolicy },
): Disposition {
  const { firstAttemptAtMs = nowMs } = delivery;
  const secondsLeft = policy.retryForSeconds - (nowMs - firstAttemptAtMs) / 1000;
  if (secondsLeft <= 0) return giveUpInTheEnd(known, failure, policy);
  const delaySeconds = backOffSeconds(delivery.attempts + 1, random, policy);
  // The last attempt is at the end of the delivery's time, not before it.
  return { kind: 'retry', delaySeconds: Math.min(delaySeconds, Math.ceil(secondsLeft)), failure };
}

function giveUpInTheEnd(known: boolean, failure: Failure, policy: RetryPolicy): Disposition {
  const hours = policy.retryForSeconds / 3600;
  return known
    ? giveUp('tooOld', `not accepted within ${hours} hours`, failure)
    : giveUp('unknownFailure', `failed for ${hours} hours, at last for an unknown cause`, failure);
}

/** Exponential back-off with full jitter: whole seconds, 0 to min(cap, base x 2^(attempts - 1)). */
export function backOffSeconds(attempts: number, random: number, policy: RetryPolicy): number {
  const bound = Math.min(policy.maxDelaySeconds, policy.baseDelaySeconds * 2 ** (attempts - 1));
  return Math.floor(random * (bound + 1));
}

/**
 * How long an event waits whose detail cannot be stored or seen now: half of its age to all of it, in
 * whole seconds, within the policy's delays.
 *
 * @param ageSeconds since the first failure
 * @param random 0 <= random < 1, the jitter
 */
export function putBackSeconds(ageSeconds: number, random: number, policy: RetryPolicy): number {
  const age = Math.max(shortestPutBackSeconds, ageSeconds) * (0.5 + random / 2);
  return Math.min(policy.maxDelaySeconds, Math.ceil(age));
}

// An outage of S3 is seldom over sooner, and each try costs an invocation's time.
const shortestPutBackSeconds = 5;

function giveUp(reason: DeadLetter['reason'], text: string, failure: Failure): Disposition {
  return { kind: 'deadLetter', why: { reason, text, failure } };
}
