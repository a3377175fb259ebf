import * as v from 'valibot';
import { parseEventPattern } from '../event-pattern/event-pattern.ts';
import { notFound, validationError } from '../protocol/aws-error.ts';
import {
  arn,
  description,
  eventBusNameOrArn,
  eventPattern,
  paging,
  ruleName,
  tags,
} from '../protocol/members.ts';
import { nameOf, page } from '../protocol/page.ts';
import { optional, structure, text } from '../protocol/shapes.ts';
import { ruleArn } from '../state/arns.ts';
import type { EventBus, Rule } from '../state/event-bus.ts';
import type { Caller, World } from '../state/world.ts';
import { requireBus } from './named-bus.ts';
import { answer, operation } from './operation.ts';

const RULE_STATES = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

const putRuleRequest = structure({
  Name: ruleName,
  EventBusName: optional(eventBusNameOrArn),
  EventPattern: optional(eventPattern),
  ScheduleExpression: optional(text({ max: 256 })),
  State: optional(v.picklist(RULE_STATES)),
  Description: optional(description),
  RoleArn: optional(arn),
  Tags: optional(tags),
});

const namedRule = { Name: ruleName, EventBusName: optional(eventBusNameOrArn) };

/** Creates a rule, or replaces its pattern, state and description and keeps its targets. */
export const putRule = operation(putRuleRequest, (world, caller, input) => {
  const { Name, EventPattern, State, Description, RoleArn } = input;
  const bus = requireBus(world, caller, input.EventBusName);
  refuseSchedule(bus, input.ScheduleExpression);
  if (EventPattern === undefined) {
    throw validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  bus.rules.set(Name, {
    name: Name,
    patternText: EventPattern,
    pattern: parseEventPattern(EventPattern),
    enabled: State !== 'DISABLED',
    shown: answer({ Description, RoleArn }),
    targets: bus.rules.get(Name)?.targets ?? new Map(),
  });
  return { RuleArn: ruleArn(caller.region, caller.account, bus.name, Name) };
});

/** Deletes a rule without targets. Deleting a rule that does not exist succeeds, as in the service. */
export const deleteRule = operation(
  structure({ ...namedRule, Force: optional(v.boolean()) }),
  (world, caller, { Name, EventBusName }) => {
    const bus = requireBus(world, caller, EventBusName);
    if ((bus.rules.get(Name)?.targets.size ?? 0) > 0) {
      throw validationError("Rule can't be deleted since it has targets.");
    }
    bus.rules.delete(Name);
    return undefined;
  },
);

/** One rule of a bus. */
export const describeRule = operation(structure(namedRule), (world, caller, input) => {
  const { bus, rule } = requireRule(world, caller, input.Name, input.EventBusName);
  return { ...shown(caller, bus, rule), CreatedBy: caller.account };
});

/** A bus's rules, by name. */
export const listRules = operation(
  structure({
    NamePrefix: optional(ruleName),
    EventBusName: optional(eventBusNameOrArn),
    ...paging,
  }),
  (world, caller, input) => {
    const bus = requireBus(world, caller, input.EventBusName);
    const prefix = input.NamePrefix ?? '';
    const wanted = [...bus.rules.values()].filter((rule) => rule.name.startsWith(prefix));
    const { items, NextToken } = page(wanted, { list: 'ListRules', keyOf: nameOf }, input);
    return answer({ Rules: items.map((rule) => shown(caller, bus, rule)), NextToken });
  },
);

/** Lets a rule match events. */
export const enableRule = switchTo(true);
/** Stops a rule from matching events; it keeps its targets. */
export const disableRule = switchTo(false);

function switchTo(enabled: boolean) {
  return operation(structure(namedRule), (world, caller, input) => {
    requireRule(world, caller, input.Name, input.EventBusName).rule.enabled = enabled;
    return undefined;
  });
}

/** The rule of this name on the named bus. Throws when the bus or the rule does not exist. */
export function requireRule(
  world: World,
  caller: Caller,
  name: string,
  busName: string | undefined,
): { bus: EventBus; rule: Rule } {
  const bus = requireBus(world, caller, busName);
  const rule = bus.rules.get(name);
  if (rule === undefined) {
    throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  }
  return { bus, rule };
}

function refuseSchedule(bus: EventBus, schedule: string | undefined): void {
  if (schedule === undefined) return;
  throw validationError(
    bus.name === 'default'
      ? 'Parameter ScheduleExpression is not supported by this emulator: it runs no schedules.'
      : 'ScheduleExpression is supported only on the default event bus.',
  );
}

function shown(caller: Caller, bus: EventBus, rule: Rule) {
  return {
    Name: rule.name,
    Arn: ruleArn(caller.region, caller.account, bus.name, rule.name),
    EventPattern: rule.patternText,
    State: rule.enabled ? 'ENABLED' : 'DISABLED',
    EventBusName: bus.name,
    ...rule.shown,
  };
}
