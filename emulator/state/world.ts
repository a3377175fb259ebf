import { type Faults, newFaults } from '../faults/faults.ts';
import type { Settings } from '../settings.ts';
import { type BusEvent, memoryBytesOf } from '../put-events/bus-event.ts';
import { createSqsSender, type SqsSender } from '../targets/sqs-sender.ts';
import { Clock } from './clock.ts';
import { type Counters, newCounters } from './counters.ts';
import { Region } from './region.ts';
import { ViewLog } from './view-log.ts';

/** One event that a rule sent to one of its targets. */
export type Delivery = { event: BusEvent; rule: string; targetId: string };

/** The state of the emulator. */
export type World = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly regions: Map<string, Region>;
  readonly received: ViewLog<BusEvent>;
  readonly deliveries: ViewLog<Delivery>;
  readonly faults: Faults;
  readonly sqs: SqsSender | undefined;
  counters: Counters;
};

/** The caller: its account, and the Region that the call was signed for. */
export type Caller = { account: string; region: string };

/** An emulator in which nothing has happened yet. */
export function newWorld(settings: Settings): World {
  const clock = new Clock(settings.realNowMs);
  const world: World = {
    settings,
    clock,
    regions: new Map(),
    received: new ViewLog(settings.maxViewBytes, memoryBytesOf),
    deliveries: new ViewLog(settings.maxViewBytes, ({ event }) => memoryBytesOf(event)),
    faults: newFaults(clock),
    sqs:
      settings.sqsEndpoint === undefined
        ? undefined
        : createSqsSender(settings.sqsEndpoint, () => {
            world.counters.failedDeliveries += 1;
          }),
    counters: newCounters(),
  };
  return world;
}

/** The named Region; any name creates one at its first use. */
export function regionOf(world: World, name: string): Region {
  const known = world.regions.get(name);
  if (known !== undefined) return known;
  const region = new Region(name, world.settings.behaviourIn(name), () => world.clock.nowMs());
  world.regions.set(name, region);
  return region;
}
