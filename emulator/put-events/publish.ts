import { matchesEvent } from '../event-pattern/event-pattern.ts';
import type { EventBus } from '../state/event-bus.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { type BusEvent, matchableEvent } from './bus-event.ts';
import type { CompleteEntry } from './entry.ts';

/** The event that an entry becomes on a bus of this account. */
export function eventOf(
  { clock }: World,
  { region, account }: Caller,
  { bus, id, entry }: { bus: string; id: string; entry: CompleteEntry },
): BusEvent {
  return {
    region,
    account,
    bus,
    id,
    source: entry.Source,
    detailType: entry.DetailType,
    timeMs: entry.Time ?? clock.nowMs(),
    resources: entry.Resources ?? [],
    detail: entry.Detail,
  };
}

/** Puts an event on its bus and applies the bus's rules. */
export function publish(world: World, event: BusEvent): void {
  world.counters.forgotten += world.received.push(event);
  const bus = regionOf(world, event.region).busesOf(event.account).get(event.bus);
  if (bus !== undefined && bus.rules.size > 0) runRules(world, bus, event);
}

function runRules(world: World, bus: EventBus, event: BusEvent): void {
  const matchable = matchableEvent(event);
  for (const rule of bus.rules.values()) {
    if (rule.enabled && matchesEvent(rule.pattern, matchable)) {
      for (const target of rule.targets.values()) {
        world.counters.deliveries += 1;
        world.counters.forgotten += world.deliveries.push({
          event,
          rule: rule.name,
          targetId: target.id,
        });
        world.sqs?.send(target, event);
      }
    }
  }
}
