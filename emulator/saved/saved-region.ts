import * as v from 'valibot';
import type { Region } from '../state/region.ts';
import { regionOf, type World } from '../state/world.ts';
import { loadArchive, savedArchive, saveArchive } from './saved-archive.ts';
import { loadBus, savedBus, saveBus } from './saved-bus.ts';
import { loadedReplay, savedReplay, saveReplay } from './saved-replay.ts';
import { loadedSource, savedSource, saveSource } from './saved-source.ts';

/** A Region: its sources, and the buses, archives and replays of every account. */
export const savedRegion = v.strictObject({
  name: v.string(),
  sources: v.array(savedSource),
  buses: v.array(savedBus),
  archives: v.array(savedArchive),
  replays: v.array(savedReplay),
});

/** The same, of {@link savedRegion}. */
export type SavedRegion = v.InferOutput<typeof savedRegion>;

/** A Region as it is saved. */
export function saveRegion(region: Region, withEvents: boolean): SavedRegion {
  const ofAccounts = <Part, Saved>(
    partsOf: (account: string) => ReadonlyMap<string, Part>,
    save: (account: string, part: Part) => Saved,
  ) =>
    region
      .accounts()
      .flatMap((account) => [...partsOf(account).values()].map((part) => save(account, part)));
  return {
    name: region.name,
    sources: region.sources.all().map(saveSource),
    buses: ofAccounts((account) => region.busesOf(account), saveBus),
    archives: ofAccounts(
      (account) => region.archivesOf(account),
      (account, archive) => saveArchive(region, account, archive, withEvents),
    ),
    replays: ofAccounts((account) => region.replaysOf(account), saveReplay),
  };
}

/** Creates a saved Region. Throws an AwsError for a rule that the emulator does not take. */
export function loadRegion(world: World, saved: SavedRegion): void {
  const { name, sources, buses, archives, replays } = saved;
  const region = regionOf(world, name);
  for (const source of sources) region.sources.restore(loadedSource(source));
  for (const bus of buses) loadBus(world, name, bus);
  for (const archive of archives) loadArchive(world, name, archive);
  for (const replay of replays) {
    region.replaysOf(replay.account).set(replay.name, loadedReplay(replay));
  }
}
