import * as v from 'valibot';
import type { Region } from '../state/region.ts';
import { regionOf, type World } from '../state/world.ts';
import { loadBus, savedBus, saveBus } from './saved-bus.ts';
import { loadedSource, savedSource, saveSource } from './saved-source.ts';

/** A Region: its sources, and the buses of every account. */
export const savedRegion = v.strictObject({
  name: v.string(),
  sources: v.array(savedSource),
  buses: v.array(savedBus),
});

/** The same, of {@link savedRegion}. */
export type SavedRegion = v.InferOutput<typeof savedRegion>;

/** A Region as it is saved. */
export function saveRegion(region: Region): SavedRegion {
  return {
    name: region.name,
    sources: region.sources.all().map(saveSource),
    buses: region
      .accounts()
      .flatMap((account) =>
        [...region.busesOf(account).values()].map((bus) => saveBus(account, bus)),
      ),
  };
}

/** Creates a saved Region. Throws an AwsError for a rule that the emulator does not take. */
export function loadRegion(world: World, { name, sources, buses }: SavedRegion): void {
  const region = regionOf(world, name);
  for (const source of sources) region.sources.restore(loadedSource(source));
  for (const bus of buses) loadBus(world, name, bus);
}
