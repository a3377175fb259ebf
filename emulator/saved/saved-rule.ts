import * as v from 'valibot';
import { putRule } from '../operations/rules.ts';
import { putTargets } from '../operations/targets.ts';
import type { Rule } from '../state/event-bus.ts';
import type { Caller, World } from '../state/world.ts';

const members = v.record(v.string(), v.unknown());

/** A rule with its targets, both as the operations take them, so that these check them again when they are loaded. */
export const savedRule = v.strictObject({ rule: members, targets: v.array(members) });

/** The same, of {@link savedRule}. */
export type SavedRule = v.InferOutput<typeof savedRule>;

/** A rule as it is saved. */
export function saveRule({ name, patternText, state, shown, targets, tags }: Rule): SavedRule {
  const Tags = [...tags].map(([Key, Value]) => ({ Key, Value }));
  return {
    rule: { Name: name, EventPattern: patternText, State: state, Tags, ...shown },
    targets: [...targets.values()].map(({ given }) => given),
  };
}

/** Puts a saved rule on a bus. Throws an AwsError when it is not a rule that the emulator takes. */
export function loadRule(
  world: World,
  caller: Caller,
  bus: string,
  { rule, targets }: SavedRule,
): void {
  putRule(world, caller, { ...rule, EventBusName: bus });
  if (targets.length === 0) return;
  putTargets(world, caller, { Rule: rule['Name'], EventBusName: bus, Targets: targets });
}
