import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { arnOf } from '../../support/fake-partner-sources.ts';
import type { Leave, Reception } from './history-world.ts';
import { pairName } from './invocation.ts';
import type { World } from './world.ts';

/** Clocks that differ by more are broken: times in the history are those of Lambda's clocks. */
export const maxSkewMinutes = 0.01;

/** How far the times of two clocks that are not broken may differ: one is ahead, one behind. */
export const clocksDifferMs = 2 * maxSkewMinutes * 60_000;

/** The reception of an event by a source's customer, to be added to. */
export function receptionOf({ receptions }: World, eventId: string, sourceArn: string): Reception {
  const pair = pairName(eventId, sourceArn);
  const known = receptions.get(pair);
  if (known !== undefined) return known;
  const reception: Reception = {
    received: 0,
    arrivals: [],
    isRowLost: false,
    drops: [],
    heldMs: [],
  };
  receptions.set(pair, reception);
  return reception;
}

/** When a source's customer left what it had missed. */
export function leavesOf(sourceArn: string, { leaves }: World): readonly Leave[] {
  return leaves.filter((one) => one.sourceArn === sourceArn);
}

/** Notes that EventBridge took an event: whether the customer has it now is for the source's state to say. */
export function noteArrival(
  { event, sourceArn, replay }: Pick<Delivery, 'event' | 'sourceArn' | 'replay'>,
  world: World,
): void {
  const source = world.registry.sources
    .all()
    .find((one) => arnOf(one.region, one.name) === sourceArn);
  const reception = receptionOf(world, event.id, sourceArn);
  const sinceMs = source?.pendingSinceMs;
  const atMs = world.time.now();
  if (sinceMs === undefined) {
    reception.received += 1;
    reception.arrivals.push({ atMs, replay });
  } else reception.drops.push({ sinceMs, atMs });
}
