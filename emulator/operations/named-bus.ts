import { notFound } from '../protocol/aws-error.ts';
import type { EventBus } from '../state/event-bus.ts';
import { findBus } from '../state/find-bus.ts';
import type { Caller, World } from '../state/world.ts';

/** The caller's bus of this name or ARN, by default the default bus. Throws when it does not exist. */
export function requireBus(world: World, caller: Caller, nameOrArn?: string): EventBus {
  const found = findBus(world, caller, nameOrArn);
  if (found.kind !== 'own') throw notFound(`Event bus ${found.name} does not exist.`);
  return found.bus;
}
