import type { Delivery } from './delivery.ts';
import type { Failure } from './outcome.ts';
import type { RetryPolicy } from './retry-policy.ts';

/**
 * The delivery of a redriven message, which starts over: if its time still counted from its old first
 * attempt, it would be given up at the first failure. It keeps the time of its first failure.
 *
 * @param redrivenAtMs when the retry queue took it again, epoch milliseconds
 */
export function startOver(delivery: Delivery, redrivenAtMs: number): Delivery {
  const { firstAttemptAtMs: _, ...kept } = delivery;
  return { ...kept, attempts: 0, queuedAtMs: redrivenAtMs, trigger: 'redrive' };
}

/** A message of the retry queue as it was read, and when the queue took it. */
export interface SentDelivery {
  readonly delivery: Pick<Delivery, 'firstAttemptAtMs'>;
  /** Why its last attempt failed; absent if it was postponed since. */
  readonly lastError?: Failure;
  /** SQS's SentTimestamp, epoch milliseconds; a redrive gives a message a new one. */
  readonly sentAtMs: number;
}

// Lambda's longest invocation: a retry may be sent so long after it was decided. Clocks differ by less.
const longestInvocationMs = 15 * 60_000;

/**
 * Whether a message of the retry queue was redriven. The functions' dead letters have their reason in an
 * attribute, which a redrive keeps; the functions' retries have no such attribute. A message that SQS
 * itself moved to the dead-letter queue has none either. But the functions send no failed entry when its
 * time is over, so whatever the retry queue took later was redriven. A postponed message may wait for
 * longer, and proves nothing.
 *
 * @param attributes of the message, by name
 */
export function isRedriven(
  attributes: Readonly<Record<string, unknown>>,
  sent: SentDelivery | undefined,
  policy: Pick<RetryPolicy, 'retryForSeconds'>,
): boolean {
  return attributes['reason'] !== undefined || (sent !== undefined && isSentTooLate(sent, policy));
}

function isSentTooLate(
  { delivery: { firstAttemptAtMs }, lastError, sentAtMs }: SentDelivery,
  { retryForSeconds }: Pick<RetryPolicy, 'retryForSeconds'>,
): boolean {
  if (firstAttemptAtMs === undefined || lastError === undefined) return false;
  return sentAtMs - firstAttemptAtMs > retryForSeconds * 1000 + longestInvocationMs;
}
