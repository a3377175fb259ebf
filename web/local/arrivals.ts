import { testEventDetailType } from '../../lambdas/contract/test-event.ts';
import type { Arrival } from './schemas.ts';

/** The maximum number of arrivals shown. */
const maxShown = 200;

/** The arrivals to show, newest first, after more have arrived. */
export function withArrivals(
  shown: readonly Arrival[],
  more: readonly Arrival[],
): readonly Arrival[] {
  const newest = shown[0]?.sequence ?? -Infinity;
  const fresh = more.filter(({ sequence }) => sequence > newest);
  return [...fresh.toReversed(), ...shown].slice(0, maxShown);
}

/** Whether it is a test event of the vendor's administrator. */
export function isTestEvent({ event }: Arrival): boolean {
  return event['detail-type'] === testEventDetailType;
}

/** Whether it was sent again: by a replay, or alone. */
export function isSentAgain({ event }: Arrival): boolean {
  return /^replay\/[^/]+\/event\//.test(event.resources.at(-1) ?? '');
}
