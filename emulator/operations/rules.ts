import * as v from 'valibot';
import { parseEventPattern } from '../event-pattern/event-pattern.ts';
import { managedRule, notFound, overQuota, validationError } from '../protocol/aws-error.ts';
import { addTags } from '../protocol/add-tags.ts';
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
import { ARCHIVE_SERVICE, type EventBus, type Rule, RULE_STATES } from '../state/event-bus.ts';
import type { Caller, World } from '../state/world.ts';
import { requireBus } from './named-bus.ts';
import { answer, operation } from './operation.ts';

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

/**
 * Creates a rule, or replaces its pattern, state, description and role. An existing rule keeps its targets and its
 * tags: tags given with it are ignored, as in the service.
 */
export const putRule = operation(putRuleRequest, (world, caller, input) => {
  const { Name, EventPattern, State = 'ENABLED', Description, RoleArn } = input;
  const bus = requireBus(world, caller, input.EventBusName);
  const known = bus.rules.get(Name);
  if (known?.archive !== undefined) throw managedRule(Name);
  refuseSchedule(bus, input.ScheduleExpression);
  refuseState(bus, State);
  if (EventPattern === undefined) {
    throw validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  refuseLongPattern(world, Name, EventPattern);
  const rule: Rule = {
    name: Name,
    patternText: EventPattern,
    pattern: parseEventPattern(EventPattern),
    state: State,
    shown: answer({ Description, RoleArn }),
    targets: known?.targets ?? new Map(),
    tags: known?.tags ?? new Map(),
  };
  if (known === undefined) addTags(rule.tags, input.Tags);
  addRule(world, bus, rule);
  return { RuleArn: ruleArn(caller.region, caller.account, bus.name, Name) };
});

/** Adds a rule to a bus, or replaces the one of its name. Throws LimitExceededException. */
export function addRule(world: World, bus: EventBus, rule: Rule): void {
  const isNew = !bus.rules.has(rule.name);
  if (isNew && bus.rules.size >= world.settings.quotas.rulesPerBus) throw overQuota();
  bus.rules.set(rule.name, rule);
}

/** Deletes a rule without targets. Deleting a rule that does not exist succeeds, as in the service. */
export const deleteRule = operation(
  structure({ ...namedRule, Force: optional(v.boolean()) }),
  (world, caller, { Name, EventBusName, Force }) => {
    const bus = requireBus(world, caller, EventBusName);
    refuseManaged(bus.rules.get(Name), Force);
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
    const { items, NextToken } = page(wanted, nameOf, input);
    return answer({ Rules: items.map((rule) => shown(caller, bus, rule)), NextToken });
  },
);

/** Lets a rule match events. */
export const enableRule = switchTo('ENABLED');
/** Stops a rule from matching events; it keeps its targets. */
export const disableRule = switchTo('DISABLED');

function switchTo(state: Rule['state']) {
  return operation(structure(namedRule), (world, caller, input) => {
    const { rule } = requireRule(world, caller, input.Name, input.EventBusName);
    refuseManaged(rule);
    rule.state = state;
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

/** Refuses to change a rule that EventBridge manages itself; its deletion can be forced. */
export function refuseManaged(rule: Rule | undefined, isForced = false): void {
  if (rule?.archive !== undefined && !isForced) throw managedRule(rule.name);
}

function refuseLongPattern({ settings }: World, name: string, pattern: string): void {
  const { patternBytes } = settings.quotas;
  if (Buffer.byteLength(pattern) <= patternBytes) return;
  throw validationError(
    `Parameter EventPattern for rule ${name} exceeds limit of ${patternBytes}.`,
  );
}

/** PutRule's reference: the state with CloudTrail's events "does not apply to partner event buses". */
function refuseState(bus: EventBus, state: Rule['state']): void {
  if (bus.partner === undefined || state === 'ENABLED' || state === 'DISABLED') return;
  throw validationError(
    `Parameter State is not valid. Reason: ${state} does not apply to partner event buses.`,
  );
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
    State: rule.state,
    EventBusName: bus.name,
    ...rule.shown,
    ...(rule.archive === undefined ? {} : { ManagedBy: ARCHIVE_SERVICE }),
  };
}
