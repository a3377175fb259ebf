import { testEventDetailType } from '../../lambdas/domain/test-event.ts';
import type { Arrival } from './schemas.ts';

/** The most arrivals that are shown. */
const maxShown = 200;

/** The arrivals to show, newest first, when more have come. */
export function withArrivals(
  shown: readonly Arrival[],
  more: readonly Arrival[],
): readonly Arrival[] {
  const newest = shown[0]?.sequence ?? -Infinity;
  const fresh = more.filter(({ sequence }) => sequence > newest);
  return [...fresh.toReversed(), ...shown].slice(0, maxShown);
}

/** Whether an administrator of the vendor sent it to try the source out. */
export function isTestEvent({ event }: Arrival): boolean {
  return event['detail-type'] === testEventDetailType;
}
