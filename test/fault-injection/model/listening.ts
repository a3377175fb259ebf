import type { DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { arnOf } from '../../support/fake-partner-sources.ts';
import type { Reception } from './history-world.ts';
import { pairName } from './invocation.ts';
import type { World } from './world.ts';

/** The reception of an event by a source's customer, to be added to. */
export function receptionOf({ receptions }: World, eventId: string, sourceArn: string): Reception {
  const pair = pairName(eventId, sourceArn);
  const known = receptions.get(pair);
  if (known !== undefined) return known;
  const reception: Reception = { received: 0, isRowLost: false, drops: [], heldMs: [] };
  receptions.set(pair, reception);
  return reception;
}

/** Notes that EventBridge took an event: whether the customer has it now is for the source's state to say. */
export function noteArrival(
  { event, sourceArn }: { readonly event: DomainEvent; readonly sourceArn: string },
  world: World,
): void {
  const source = world.registry.sources
    .all()
    .find((one) => arnOf(one.region, one.name) === sourceArn);
  const reception = receptionOf(world, event.id, sourceArn);
  const sinceMs = source?.pendingSinceMs;
  if (sinceMs === undefined) reception.received += 1;
  else reception.drops.push({ sinceMs, atMs: world.time.now() });
}
