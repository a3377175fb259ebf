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

/** Which rules matched an event. */
export function rulesText(rules: readonly string[]): string {
  return rules.length === 0 ? 'no rule matched' : `matched by ${rules.join(', ')}`;
}
