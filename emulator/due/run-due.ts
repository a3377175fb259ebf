import { runReplays } from '../archives/run-replays.ts';
import type { World } from '../state/world.ts';
import { retryDue } from '../targets/deliver.ts';

/** Does what is due by the emulator's clock: attempts to send events again, and steps of replays. */
export function runDue(world: World): void {
  retryDue(world);
  runReplays(world);
}
