import { type Faults, newFaults } from '../faults/faults.ts';
import type { Settings } from '../settings.ts';
import { type BusEvent, memoryBytesOf } from '../put-events/bus-event.ts';
import { createSenders, type Senders } from '../targets/senders.ts';
import type { InputResult } from '../targets/target-input.ts';
import { Clock } from './clock.ts';
import { type Counters, newCounters } from './counters.ts';
import { Region } from './region.ts';
import type { TargetDelivery } from './target-delivery.ts';
import { ViewLog } from './view-log.ts';

/** One event that a rule sent to one of its targets. */
export type Delivery = {
  event: BusEvent;
  rule: string;
  targetId: string;
  /** What the target receives in the place of the event, by its Input, InputPath or InputTransformer. */
  input?: InputResult;
};

function deliveryBytes({ event, input }: Delivery): number {
  return memoryBytesOf(event) + (input?.kind === 'text' ? input.text.length : 0);
}

/** The state of the emulator. */
export type World = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly regions: Map<string, Region>;
  readonly received: ViewLog<BusEvent>;
  readonly deliveries: ViewLog<Delivery>;
  readonly faults: Faults;
  readonly senders: Senders;
  /** What the senders are sending, or will send again. */
  readonly pendingDeliveries: Set<TargetDelivery>;
  counters: Counters;
};

/** The caller: its account, and the Region that the call was signed for. */
export type Caller = { account: string; region: string };

/** An emulator in which nothing has happened yet. */
export function newWorld(settings: Settings): World {
  const clock = new Clock(settings.realNowMs);
  return {
    settings,
    clock,
    regions: new Map(),
    received: new ViewLog(settings.maxViewBytes, memoryBytesOf),
    deliveries: new ViewLog(settings.maxViewBytes, deliveryBytes),
    faults: newFaults(clock),
    senders: createSenders(settings),
    pendingDeliveries: new Set(),
    counters: newCounters(),
  };
}

/** The named Region; any name creates one at its first use. */
export function regionOf(world: World, name: string): Region {
  const known = world.regions.get(name);
  if (known !== undefined) return known;
  const region = new Region(name, world.settings.behaviourIn(name), () => world.clock.nowMs());
  world.regions.set(name, region);
  return region;
}
