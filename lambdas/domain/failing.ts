import type { Mapping } from './mapping.ts';

const hourMs = 3_600_000;
// Events that wait are tried every 15 minutes at least. A source without any is quiet, and does not fail.
const stillFailingMs = hourMs;

/** What is known of failing deliveries to a source. */
type Failing = Pick<Mapping, 'lastError' | 'failingSince' | 'notifiedFailing'>;

/** A threshold that deliveries to a source have passed, and why the last one failed. */
export interface PassedThreshold {
  /** When the first of them failed, RFC 3339. */
  readonly since: string;
  readonly hours: number;
  readonly code: string;
}

/**
 * The longest of these times, in hours, for which all deliveries to a source have failed, until now.
 * Undefined if the vendor was notified of it, or of a longer one, since EventBridge last accepted an event.
 */
export function failingThreshold(
  { lastError, failingSince, notifiedFailing }: Failing,
  thresholds: readonly number[],
  nowMs: number,
): PassedThreshold | undefined {
  if (lastError === undefined || failingSince === undefined) return undefined;
  if (nowMs - Date.parse(lastError.time) > stillFailingMs) return undefined;
  const hours = (nowMs - Date.parse(failingSince)) / hourMs;
  const notified = notifiedFailing?.since === failingSince ? notifiedFailing.hours : 0;
  const passed = thresholds.filter((threshold) => hours >= threshold && threshold > notified);
  if (passed.length === 0) return undefined;
  return { since: failingSince, hours: Math.max(...passed), code: lastError.code };
}
