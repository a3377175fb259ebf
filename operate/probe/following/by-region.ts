import type { Observed, ObservedRegion } from '../../../emulator/observed/observed.ts';

/** Something that was observed, and where. */
export interface InRegion<T> {
  readonly region: string;
  readonly value: T;
}

/** What was observed of something in each Region where it was. */
export function inRegions<T>(
  { regions }: Observed,
  pick: (observed: ObservedRegion) => T | undefined,
): readonly InRegion<T>[] {
  return Object.entries(regions).flatMap(([region, observed]) => {
    const value = pick(observed);
    return value === undefined ? [] : [{ region, value }];
  });
}

/** The Region with the smallest figure. */
export function smallestOf<T>(
  all: readonly InRegion<T>[],
  figureOf: (value: T) => number,
): InRegion<T> | undefined {
  return all.toSorted((one, other) => figureOf(one.value) - figureOf(other.value))[0];
}
