import type { World } from '../state/world.ts';
import { saveEvents } from './saved-events.ts';
import { sha256Of } from './saved-envelope.ts';
import { saveRegion } from './saved-region.ts';
import { SAVED_VERSION, type SavedState } from './saved-state.ts';
import type { SavedWorld } from './saved-world.ts';

/** What is saved besides the sources, buses, rules, targets, clock and faults. */
export type SaveOptions = {
  /** The events that buses have received, too: the newest, up to about 64 MiB. Default false. */
  received?: boolean | undefined;
};

/** The state of an emulator as it is saved. */
export function saveWorld(world: World, { received = false }: SaveOptions = {}): SavedState {
  const state: SavedWorld = {
    clockOffsetMs: world.clock.offsetMs,
    faults: { ...world.faults.settings },
    regions: [...world.regions.values()].map((region) => saveRegion(region, received)),
    received: received ? saveEvents(world) : [],
  };
  return { version: SAVED_VERSION, sha256: sha256Of(state), state };
}
