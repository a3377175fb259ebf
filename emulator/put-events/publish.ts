import { randomUUID } from 'node:crypto';
import { keepInArchive } from '../archives/archived-events.ts';
import { matchesEvent } from '../event-pattern/event-pattern.ts';
import { ruleArn } from '../state/arns.ts';
import { lets } from '../state/bus-policy.ts';
import { type EventBus, isEnabled, type Rule, type Target } from '../state/event-bus.ts';
import type { Matched } from '../state/target-delivery.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { newDelivery, refuseDelivery, startDelivery } from '../targets/deliver.ts';
import { inputOf } from '../targets/target-input.ts';
import { type BusEvent, matchableEvent } from './bus-event.ts';
import { busTargetOf } from './bus-target.ts';
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

/** Puts an event on its bus and applies the bus's rules. A replay may be for some of the rules alone, by their ARNs. */
export function publish(world: World, event: BusEvent, onlyRules?: readonly string[]): void {
  world.counters.forgotten += world.received.push(event);
  const bus = regionOf(world, event.region).busesOf(event.account).get(event.bus);
  if (bus === undefined || bus.rules.size === 0) return;
  const matchable = matchableEvent(event);
  const arnOf = (rule: Rule) => ruleArn(event.region, event.account, bus.name, rule.name);
  for (const rule of bus.rules.values()) {
    const isMeant = onlyRules === undefined || onlyRules.includes(arnOf(rule));
    if (isMeant && isEnabled(rule) && matchesEvent(rule.pattern, matchable)) {
      runRule(world, rule, { event, ruleArn: arnOf(rule) });
    }
  }
}

function runRule(
  world: World,
  rule: Rule,
  { event, ruleArn: arn }: { event: BusEvent; ruleArn: string },
): void {
  if (rule.archive !== undefined) {
    if (rule.targets.size > 0) keepInArchive(world, event, rule.archive);
    return;
  }
  const ingestedAtMs = world.clock.nowMs();
  const matched = { event, ruleArn: arn, ruleName: rule.name, ingestedAtMs };
  for (const target of rule.targets.values()) {
    world.counters.deliveries += 1;
    const delivery = { event, rule: rule.name, targetId: target.id };
    const input = target.input.kind === 'event' ? undefined : inputOf(target.input, matched);
    world.counters.forgotten += world.deliveries.push(input ? { ...delivery, input } : delivery);
    const bus = busTargetOf(target.arn);
    if (bus === undefined) startDelivery(world, matched, target);
    else forward(world, bus, { matched, target });
  }
}

/**
 * Puts an event on another bus, with the source and the other members that it has. In another Region it has an id of
 * its own, as LocalStack has recorded it.
 */
function forward(
  world: World,
  to: { region: string; account: string; bus: string },
  { matched, target }: { matched: Matched; target: Target },
): void {
  const { event } = matched;
  const bus = regionOf(world, to.region).busesOf(to.account).get(to.bus);
  const refusal = refusalOf(event, to.account, bus);
  if (refusal !== undefined) {
    const delivery = { ...newDelivery(matched, target), attempts: 1 };
    refuseDelivery(world, delivery, refusal.code, refusal.message);
    return;
  }
  const origin = { account: event.account, region: event.region };
  const id = to.region === event.region ? event.id : randomUUID();
  publish(world, { ...event, ...to, id, origin });
}

function refusalOf(
  event: BusEvent,
  account: string,
  bus: EventBus | undefined,
): { code: string; message: string } | undefined {
  if (event.origin !== undefined) {
    const message = 'An event that came from another event bus is not sent to a third one.';
    return { code: 'THIRD_ACCOUNT_HOP_DETECTED', message };
  }
  if (bus === undefined) return { code: 'NO_RESOURCE', message: 'The event bus does not exist.' };
  if (account === event.account || lets(bus.policy, event.account)) return undefined;
  return { code: 'NO_PERMISSIONS', message: "The event bus's policy does not allow it." };
}
