import type { Delivery } from './delivery.ts';
import type { Failure } from './outcome.ts';
import { standardRetryPolicy } from './retry-policy.ts';

/**
 * The delivery of a message that was redriven, as it begins anew: counted from its first attempt of
 * old it would be given up at the first failure. When it first failed stays known.
 *
 * @param redrivenAtMs when the retry queue took it again, epoch milliseconds
 */
export function beginAnew(delivery: Delivery, redrivenAtMs: number): Delivery {
  const { firstAttemptAtMs: _, ...kept } = delivery;
  return { ...kept, attempts: 0, queuedAtMs: redrivenAtMs };
}

/** A message of the retry queue, read, and when the queue took it. */
export interface SentDelivery {
  readonly delivery: Pick<Delivery, 'firstAttemptAtMs'>;
  /** Why its last attempt failed; nothing if it was postponed since. */
  readonly lastError?: Failure;
  /** SQS's SentTimestamp, epoch milliseconds; a redrive gives a message a new one. */
  readonly sentAtMs: number;
}

// Lambda's longest invocation: so long after it was decided a retry may be sent. Clocks differ by less.
const longestInvocationMs = 15 * 60_000;
const retryForMs = standardRetryPolicy.retryForSeconds * 1000;

/**
 * Whether a message of the retry queue was redriven. Dead letters of the functions tell their reason in
 * an attribute, which a redrive leaves on them; what they send to the retry queue has none. One that SQS
 * moved by itself has none either, but the functions send no failed entry after its time: whatever the
 * retry queue took later was redriven. A postponed one may wait for longer than that, and proves nothing.
 *
 * @param attributes of the message, by name
 */
export function isRedriven(
  attributes: Readonly<Record<string, unknown>>,
  sent?: SentDelivery,
): boolean {
  return attributes['reason'] !== undefined || (sent !== undefined && isSentTooLate(sent));
}

function isSentTooLate({ delivery: { firstAttemptAtMs }, lastError, sentAtMs }: SentDelivery) {
  if (firstAttemptAtMs === undefined || lastError === undefined) return false;
  return sentAtMs - firstAttemptAtMs > retryForMs + longestInvocationMs;
}
