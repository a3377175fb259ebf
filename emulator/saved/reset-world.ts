import { clearFaults } from '../faults/faults.ts';
import { newCounters } from '../state/counters.ts';
import type { World } from '../state/world.ts';

/** Makes an emulator as it was when it started without a saved state. The views go on with their numbers. */
export function resetWorld(world: World): void {
  world.regions.clear();
  world.received.clear();
  world.deliveries.clear();
  world.pendingDeliveries.clear();
  clearFaults(world.faults);
  world.counters = newCounters();
  world.clock.setNow(world.settings.realNowMs());
}
