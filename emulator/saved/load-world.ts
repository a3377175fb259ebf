import * as v from 'valibot';
import { changeFaults } from '../faults/faults.ts';
import { AwsError } from '../protocol/aws-error.ts';
import { newCounters } from '../state/counters.ts';
import type { World } from '../state/world.ts';
import { resetWorld } from './reset-world.ts';
import { loadEvents } from './saved-events.ts';
import { checkEnvelope } from './saved-envelope.ts';
import { loadRegion } from './saved-region.ts';
import { savedWorld, type SavedWorld } from './saved-world.ts';

/** A state that was loaded; or, in one line, why it was not: nothing has changed then. */
export type Loaded = { ok: true } | { ok: false; reason: string };

/** Replaces what an emulator has with a saved state. The counters begin at zero. */
export function loadWorld(world: World, given: unknown): Loaded {
  const checked = checkedState(given);
  if (!checked.ok) return checked;
  const { state } = checked;
  // The regions are built beside the live ones, so that a state which is refused leaves these as they are.
  const regions: World['regions'] = new Map();
  try {
    for (const region of state.regions) loadRegion({ ...world, regions }, region);
  } catch (error) {
    if (error instanceof AwsError)
      return { ok: false, reason: `has a wrong rule: ${error.message}` };
    throw error;
  }
  resetWorld(world);
  for (const [name, region] of regions) world.regions.set(name, region);
  world.clock.setNow(world.clock.nowMs() + state.clockOffsetMs);
  changeFaults(world.faults, state.faults);
  loadEvents(world, state.received);
  world.counters = newCounters();
  return { ok: true };
}

function checkedState(
  given: unknown,
): { ok: true; state: SavedWorld } | { ok: false; reason: string } {
  const envelope = checkEnvelope(given);
  if (!envelope.ok) return envelope;
  const parsed = v.safeParse(savedWorld, envelope.saved.state, { abortEarly: true });
  if (parsed.success) return { ok: true, state: parsed.output };
  const [issue] = parsed.issues;
  return { ok: false, reason: `is wrong at state.${v.getDotPath(issue) ?? ''}: ${issue.message}` };
}
