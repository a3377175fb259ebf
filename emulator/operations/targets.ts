import * as v from 'valibot';
import { limitExceeded, validationError } from '../protocol/aws-error.ts';
import { arn, deadLetterConfig, eventBusNameOrArn, paging, ruleName } from '../protocol/members.ts';
import { page } from '../protocol/page.ts';
import { integer, list, optional, structure, text } from '../protocol/shapes.ts';
import { targetParameters } from '../protocol/target-parameters.ts';
import type { Target } from '../state/event-bus.ts';
import { answer, operation } from './operation.ts';
import { requireRule } from './rules.ts';

/** EventBridge's quota of targets per rule. */
const MAX_TARGETS_PER_RULE = 5;

const target = structure({
  Id: ruleName,
  Arn: arn,
  RoleArn: optional(arn),
  Input: optional(v.unknown()),
  InputPath: optional(v.unknown()),
  InputTransformer: optional(v.unknown()),
  ...targetParameters,
  SqsParameters: optional(structure({ MessageGroupId: optional(text({ max: 100 })) })),
  DeadLetterConfig: optional(deadLetterConfig),
  RetryPolicy: optional(
    structure({
      MaximumRetryAttempts: optional(integer({ min: 0, max: 185 })),
      MaximumEventAgeInSeconds: optional(integer({ min: 60, max: 86_400 })),
    }),
  ),
});

type TargetInput = v.InferOutput<typeof target>;

const ofRule = { Rule: ruleName, EventBusName: optional(eventBusNameOrArn) };

const idOf = ({ id }: Target) => id;

/** Adds targets to a rule, or replaces those with the same Id. */
export const putTargets = operation(
  structure({ ...ofRule, Targets: list(target, { min: 1, max: 100 }) }),
  (world, caller, input) => {
    const { rule } = requireRule(world, caller, input.Rule, input.EventBusName);
    input.Targets.forEach(refuseTarget);
    const ids = new Set([...rule.targets.keys(), ...input.Targets.map(({ Id }) => Id)]);
    if (ids.size > MAX_TARGETS_PER_RULE) {
      throw limitExceeded('The requested resource exceeds the maximum number allowed.');
    }
    for (const given of input.Targets) rule.targets.set(given.Id, newTarget(given));
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
    for (const id of input.Ids) rule.targets.delete(id);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

/** A rule's targets, by Id. */
export const listTargetsByRule = operation(
  structure({ ...ofRule, ...paging }),
  (world, caller, input) => {
    const { rule } = requireRule(world, caller, input.Rule, input.EventBusName);
    const { items, NextToken } = page(
      rule.targets.values(),
      { list: 'ListTargetsByRule', keyOf: idOf },
      input,
    );
    return answer({ Targets: items.map(({ given }) => given), NextToken });
  },
);

function newTarget(given: TargetInput): Target {
  return {
    id: given.Id,
    arn: given.Arn,
    messageGroupId: given.SqsParameters?.MessageGroupId,
    given: answer(given),
  };
}

function refuseTarget(given: TargetInput): void {
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/u.test(given.Arn)) {
    throw validationError(
      `Parameter ${given.Arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  for (const member of ['Input', 'InputPath', 'InputTransformer'] as const) {
    if (given[member] !== undefined) {
      throw validationError(
        `Parameter ${member} of target ${given.Id} is not supported by this emulator: it sends whole events.`,
      );
    }
  }
  if (/^arn:[^:]+:sqs:.+\.fifo$/u.test(given.Arn) && !given.SqsParameters?.MessageGroupId) {
    throw validationError(`Parameter(s) SqsParameters must be specified for target: ${given.Id}.`);
  }
}
