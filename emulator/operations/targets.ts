import * as v from 'valibot';
import { overQuota, validationError } from '../protocol/aws-error.ts';
import { eventBusNameOrArn, paging, ruleName } from '../protocol/members.ts';
import { page } from '../protocol/page.ts';
import { list, optional, structure } from '../protocol/shapes.ts';
import type { Target } from '../state/event-bus.ts';
import { answer, operation } from './operation.ts';
import { refuseManaged, requireRule } from './rules.ts';
import { refuseTarget } from './target-checks.ts';
import { type TargetMembers, targetMembers, targetOf } from './target-members.ts';

const ofRule = { Rule: ruleName, EventBusName: optional(eventBusNameOrArn) };

const idOf = ({ id }: Target) => id;

/** Adds targets to a rule, or replaces those with the same Id. */
export const putTargets = operation(
  structure({ ...ofRule, Targets: list(targetMembers, { min: 1, max: 100 }) }),
  (world, caller, input) => {
    const { rule } = requireRule(world, caller, input.Rule, input.EventBusName);
    refuseManaged(rule);
    refuseRepeatedIds(input.Targets);
    for (const given of input.Targets) refuseTarget(caller, given);
    const ids = new Set([...rule.targets.keys(), ...input.Targets.map(({ Id }) => Id)]);
    if (ids.size > world.settings.quotas.targetsPerRule) throw overQuota();
    for (const given of input.Targets) rule.targets.set(given.Id, targetOf(given));
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

/** Removes targets from a rule; an unknown Id is not an error. */
export const removeTargets = operation(
  structure({
    ...ofRule,
    Ids: list(ruleName, { min: 1, max: 100 }),
    Force: optional(v.boolean()),
  }),
  (world, caller, input) => {
    const { rule } = requireRule(world, caller, input.Rule, input.EventBusName);
    refuseManaged(rule, input.Force);
    for (const id of input.Ids) rule.targets.delete(id);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

/** A rule's targets, by Id. */
export const listTargetsByRule = operation(
  structure({ ...ofRule, ...paging }),
  (world, caller, input) => {
    const { rule } = requireRule(world, caller, input.Rule, input.EventBusName);
    const { items, NextToken } = page(rule.targets.values(), idOf, input);
    return answer({ Targets: items.map(({ given }) => given), NextToken });
  },
);

function refuseRepeatedIds(targets: readonly TargetMembers[]): void {
  const ids = targets.map(({ Id }) => Id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated === undefined) return;
  throw validationError(
    `Parameter targets is not valid. Reason: More than one target with Id '${repeated}' is provided.`,
  );
}
