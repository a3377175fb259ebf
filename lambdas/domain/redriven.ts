import type { Delivery } from './delivery.ts';

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

/**
 * Whether a message of the retry queue was redriven. Dead letters tell their reason in an attribute,
 * which a redrive leaves on them; what the functions send to the retry queue has none.
 *
 * @param attributes of the message, by name
 */
export function isRedriven(attributes: Readonly<Record<string, unknown>>): boolean {
  return attributes['reason'] !== undefined;
}
