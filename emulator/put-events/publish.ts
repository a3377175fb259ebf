import { matchesEvent } from '../event-pattern/event-pattern.ts';
import type { EventBus } from '../state/event-bus.ts';
import type { EventSource } from '../state/event-sources.ts';
import type { Region } from '../state/region.ts';
import type { World } from '../state/world.ts';
import { type BusEvent, envelopeTime } from './bus-event.ts';
import type { CompleteEntry } from './entry.ts';

type Accepted = { source: EventSource; id: string; entry: CompleteEntry; detail: object };

/** Puts an accepted event of an ACTIVE source on its bus, and through the rules of that bus. */
export function publish(world: World, region: Region, accepted: Accepted): void {
  const { source, id, entry } = accepted;
  const event: BusEvent = {
    region: region.name,
    account: source.customerAccount,
    bus: source.name,
    id,
    source: source.name,
    detailType: entry.DetailType,
    timeMs: entry.Time ?? world.clock.nowMs(),
    resources: entry.Resources ?? [],
    detail: entry.Detail,
  };
  world.counters.received += 1;
  world.counters.forgotten += world.received.push(event);
  const bus = region.busesOf(source.customerAccount).get(source.name);
  if (bus !== undefined && bus.rules.size > 0) runRules(world, bus, event, accepted.detail);
}

function runRules(world: World, bus: EventBus, event: BusEvent, detail: object): void {
  const envelope = matchable(event, detail);
  for (const rule of bus.rules.values()) {
    if (rule.enabled && matchesEvent(rule.pattern, envelope)) {
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

function matchable(event: BusEvent, detail: object): object {
  return {
    version: '0',
    id: event.id,
    'detail-type': event.detailType,
    source: event.source,
    account: event.account,
    time: envelopeTime(event.timeMs),
    region: event.region,
    resources: event.resources,
    detail,
  };
}
