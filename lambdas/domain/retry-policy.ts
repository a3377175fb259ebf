import type { Delivery } from './delivery.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { Failure, Outcome } from './outcome.ts';

/** When a failed entry is tried again, and for how long. */
export interface RetryPolicy {
  /** The bound of the first delay; it doubles with each attempt. */
  readonly baseDelaySeconds: number;
  /** SQS delays a message by 900 s at most. */
  readonly maxDelaySeconds: number;
  /** How old an event grows, from when the events queue took it, before it is given up. */
  readonly maxEventAgeSeconds: number;
  /** Failures that are in no table, after which a delivery is given up; others do not count. */
  readonly maxUnknownAttempts: number;
}

/** The policy of a deployed stage and of local mode. */
export const standardRetryPolicy: RetryPolicy = {
  baseDelaySeconds: 1,
  maxDelaySeconds: 900,
  maxEventAgeSeconds: 24 * 60 * 60,
  maxUnknownAttempts: 12,
};

/** What is to be done with a delivery after an attempt. */
export type Fate =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'retry';
      readonly delaySeconds: number;
      readonly failure: Failure;
      /** With this one, those that are in no table; none when absent. */
      readonly unknownFailures?: number;
    }
  /** No attempt was made: the entry waits on the retry queue for its turn. */
  | { readonly kind: 'postpone' }
  | { readonly kind: 'deadLetter'; readonly why: DeadLetter }
  | { readonly kind: 'sourceGone'; readonly failure: Failure };

/**
 * The fate that an attempt's outcome gives to its delivery.
 *
 * @param random 0 <= random < 1, the jitter
 */
export function decideFate(
  delivery: Delivery,
  outcome: Outcome,
  { nowMs, random, policy }: { nowMs: number; random: number; policy: RetryPolicy },
): Fate {
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
): Fate {
  const attempts = delivery.attempts + 1;
  const secondsLeft = policy.maxEventAgeSeconds - (nowMs - delivery.queuedAtMs) / 1000;
  if (secondsLeft <= 0) {
    return giveUp(
      'tooOld',
      `not accepted within ${policy.maxEventAgeSeconds / 3600} hours`,
      failure,
    );
  }
  // Many throttled attempts before it say nothing of a failure that is new.
  const unknownFailures = (delivery.unknownFailures ?? 0) + (known ? 0 : 1);
  if (!known && unknownFailures >= policy.maxUnknownAttempts) {
    const text = `failed ${unknownFailures} times for an unknown cause`;
    return giveUp('unknownFailure', text, failure);
  }
  const delaySeconds = backOffSeconds(attempts, random, policy);
  // The last attempt falls on the end of the event's time, not short of it.
  return {
    kind: 'retry',
    delaySeconds: Math.min(delaySeconds, Math.ceil(secondsLeft)),
    failure,
    ...(unknownFailures > 0 && { unknownFailures }),
  };
}

/** Exponential back-off with full jitter: whole seconds, 0 to min(cap, base x 2^(attempts - 1)). */
export function backOffSeconds(attempts: number, random: number, policy: RetryPolicy): number {
  const bound = Math.min(policy.maxDelaySeconds, policy.baseDelaySeconds * 2 ** (attempts - 1));
  return Math.floor(random * (bound + 1));
}

function giveUp(reason: DeadLetter['reason'], text: string, failure: Failure): Fate {
  return { kind: 'deadLetter', why: { reason, text, failure } };
}
