import type { Stage } from '../../lib/stage/stage.ts';

/** Asks about each Region, all at once. */
export async function byRegion<T>(
  regions: readonly string[],
  call: (region: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const asked = regions.map(async (region) => [region, await call(region)] as const);
  return new Map(await Promise.all(asked));
}

/** The Regions in which a stage works: its own, and those in which its customers may be. */
export function workingRegions({
  regions,
  customerRegions,
}: Pick<Stage, 'regions' | 'customerRegions'>): readonly string[] {
  return [...new Set([...regions, ...customerRegions])].toSorted();
}
