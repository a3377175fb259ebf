import type { Stage } from '../../lib/stage/stage.ts';

/** Asks about all Regions in parallel. */
export async function byRegion<T>(
  regions: readonly string[],
  call: (region: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const asked = regions.map(async (region) => [region, await call(region)] as const);
  return new Map(await Promise.all(asked));
}

/** The Regions that a stage works in: its own and those of its customers. */
export function workingRegions({
  regions,
  customerRegions,
}: Pick<Stage, 'regions' | 'customerRegions'>): readonly string[] {
  return [...new Set([...regions, ...customerRegions])].toSorted();
}
