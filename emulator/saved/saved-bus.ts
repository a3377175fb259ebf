import * as v from 'valibot';
import { eventBusName } from '../protocol/members.ts';
import { type EventBus, newEventBus } from '../state/event-bus.ts';
import { regionOf, type Caller, type World } from '../state/world.ts';
import { loadRule, savedRule, saveRule } from './saved-rule.ts';

/** A bus of an account, with its rules. */
export const savedBus = v.strictObject({
  account: v.string(),
  name: eventBusName,
  createdAtMs: v.number(),
  sourceCreatedAtMs: v.nullable(v.number()),
  shown: v.record(v.string(), v.unknown()),
  tags: v.array(v.tuple([v.string(), v.string()])),
  /** The statements of its policy by their Sid. */
  policy: v.array(v.tuple([v.string(), v.record(v.string(), v.unknown())])),
  rules: v.array(savedRule),
});

/** The same, of {@link savedBus}. */
export type SavedBus = v.InferOutput<typeof savedBus>;

/** A bus as it is saved. */
export function saveBus(account: string, bus: EventBus): SavedBus {
  const { name, createdAtMs, partner, shown, tags, policy, rules } = bus;
  return {
    account,
    name,
    createdAtMs,
    sourceCreatedAtMs: partner?.sourceCreatedAtMs ?? null,
    shown,
    tags: [...tags],
    policy: [...policy],
    // The rule of an archive is made again with it.
    rules: [...rules.values()].filter(({ archive }) => archive === undefined).map(saveRule),
  };
}

/** Creates a saved bus in a Region. Throws an AwsError for a rule that the emulator does not take. */
export function loadBus(world: World, region: string, saved: SavedBus): void {
  const { account, name, createdAtMs, sourceCreatedAtMs, shown, tags, policy, rules } = saved;
  const bus = newEventBus(name, createdAtMs, shown);
  bus.partner = sourceCreatedAtMs === null ? undefined : { sourceCreatedAtMs };
  for (const [key, value] of tags) bus.tags.set(key, value);
  for (const [sid, statement] of policy) bus.policy.set(sid, statement);
  regionOf(world, region).busesOf(account).set(name, bus);
  const caller: Caller = { account, region };
  for (const rule of rules) loadRule(world, caller, name, rule);
}
