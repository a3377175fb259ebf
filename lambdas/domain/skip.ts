import type { Delivery } from './delivery.ts';
import type { Mapping } from './mapping.ts';

/**
 * Whether a delivery that waited on the retry queue is not to be sent any more, since its customer asked
 * to skip what was queued before some time. What a replay or a resend asked for counts from its first
 * attempt: its event may be weeks old.
 */
export function isSkipped(
  { queuedAtMs, firstAttemptAtMs, trigger }: Delivery,
  { skipBefore }: Pick<Mapping, 'skipBefore'>,
): boolean {
  if (skipBefore === undefined) return false;
  const isAskedFor = trigger === 'replay' || trigger === 'resend';
  const sinceMs = isAskedFor ? firstAttemptAtMs : queuedAtMs;
  return sinceMs !== undefined && sinceMs < Date.parse(skipBefore);
}
