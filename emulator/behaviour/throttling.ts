import type { RateQuota } from '../faults/token-bucket.ts';
import type { ObservedAnswer, ObservedRegion } from '../observed/observed.ts';

/** How many calls of PutPartnerEvents an account may make in a Region, and the answer to those above. */
export type Throttling = { readonly quota: RateQuota; readonly answer: ObservedAnswer };

const rateExceeded: ObservedAnswer = {
  kind: 'requestRefused',
  status: 400,
  code: 'ThrottlingException',
  message: 'Rate exceeded',
};

/**
 * The quota that follows from what was seen: the rate of the calls that were not throttled. How much of it was the
 * burst is not known, so the burst is what the rate gives in one second.
 */
export function throttlingOf(seen: ObservedRegion['throttling']): Throttling | undefined {
  if (seen === undefined || seen.throttled === 0 || seen.seconds === 0) return undefined;
  const requestsPerSecond = Math.max(0, seen.requests - seen.throttled) / seen.seconds;
  const burst = Math.max(1, Math.floor(requestsPerSecond));
  return { quota: { requestsPerSecond, burst }, answer: seen.answer ?? rateExceeded };
}
