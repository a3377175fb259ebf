import type { Delivery } from './delivery.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { Failure, Outcome } from './outcome.ts';

/** When a failed entry is tried again, and for how long. */
export interface RetryPolicy {
  /** The bound of the first delay; it doubles with each attempt. */
  readonly baseDelaySeconds: number;
  /** SQS delays a message by 900 s at most. */
  readonly maxDelaySeconds: number;
  /** For how long a delivery is tried, from its first attempt, before it is given up. */
  readonly retryForSeconds: number;
}

/** The policy of a deployed stage and of local mode. */
export const standardRetryPolicy: RetryPolicy = {
  baseDelaySeconds: 1,
  maxDelaySeconds: 900,
  retryForSeconds: 24 * 60 * 60,
};

/** What is to be done with a delivery after an attempt. */
export type Disposition =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'retry';
      readonly delaySeconds: number;
      readonly failure: Failure;
    }
  /** No attempt was made: the entry waits on the retry queue for its turn. */
  | { readonly kind: 'postpone' }
  | { readonly kind: 'deadLetter'; readonly why: DeadLetter }
  | { readonly kind: 'sourceGone'; readonly failure: Failure };

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
      return { kind: 'accepted' };
    case 'sourceGone':
      return outcome;
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
  // The last attempt falls on the end of the delivery's time, not short of it.
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

function giveUp(reason: DeadLetter['reason'], text: string, failure: Failure): Disposition {
  return { kind: 'deadLetter', why: { reason, text, failure } };
}
