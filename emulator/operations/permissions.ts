import * as v from 'valibot';
import { AwsError, notFound, validationError } from '../protocol/aws-error.ts';
import { ownBusName } from '../protocol/members.ts';
import { optional, structure, text } from '../protocol/shapes.ts';
import { eventBusArn } from '../state/arns.ts';
import type { PolicyStatement } from '../state/event-bus.ts';
import { policyTextOf } from '../state/bus-policy.ts';
import type { Caller } from '../state/world.ts';
import { requireBus } from './named-bus.ts';
import { operation } from './operation.ts';

const MAX_POLICY_CHARACTERS = 10_240;

const statementId = text({ min: 1, max: 64, pattern: '[a-zA-Z0-9-_]+' });

const putPermissionRequest = structure({
  EventBusName: optional(ownBusName),
  Action: optional(text({ min: 1, max: 64, pattern: 'events:[a-zA-Z]+' })),
  Principal: optional(text({ min: 1, max: 12, pattern: String.raw`(\d{12}|\*)` })),
  StatementId: optional(statementId),
  Condition: optional(structure({ Type: v.string(), Key: v.string(), Value: v.string() })),
  Policy: optional(v.string()),
});

type PutPermission = v.InferOutput<typeof putPermissionRequest>;

/**
 * Lets another account put events on a custom bus or the default bus. The service model's pattern of the bus's name
 * refuses partner event buses.
 */
export const putPermission = operation(putPermissionRequest, (world, caller, input) => {
  const { name, policy } = requireBus(world, caller, input.EventBusName);
  const added =
    input.Policy === undefined ? [oneStatement(caller, name, input)] : statementsOf(input.Policy);
  const changed = new Map([...(input.Policy === undefined ? policy : []), ...added]);
  if ((policyTextOf(changed)?.length ?? 0) > MAX_POLICY_CHARACTERS) {
    throw new AwsError(
      'PolicyLengthExceededException',
      `The policy may have ${MAX_POLICY_CHARACTERS} characters at most.`,
    );
  }
  policy.clear();
  for (const [id, statement] of changed) policy.set(id, statement);
  return undefined;
});

/** Removes one statement of a bus's policy, or all. */
export const removePermission = operation(
  structure({
    StatementId: optional(statementId),
    RemoveAllPermissions: optional(v.boolean()),
    EventBusName: optional(ownBusName),
  }),
  (world, caller, input) => {
    const { policy } = requireBus(world, caller, input.EventBusName);
    if (input.RemoveAllPermissions === true) {
      policy.clear();
      return undefined;
    }
    if (input.StatementId === undefined) {
      throw validationError('Parameter StatementId is required.');
    }
    if (policy.size === 0) throw notFound('EventBus does not have a policy.');
    if (!policy.delete(input.StatementId)) {
      throw notFound('Statement with the provided id does not exist.');
    }
    return undefined;
  },
);

function oneStatement(caller: Caller, bus: string, input: PutPermission) {
  const { Action, Principal, StatementId, Condition } = input;
  if (Action === undefined || Principal === undefined || StatementId === undefined) {
    throw validationError('Parameters Action, Principal and StatementId must be specified.');
  }
  if (Action !== 'events:PutEvents') {
    throw validationError("Provided value in parameter 'action' is not supported.");
  }
  const statement: PolicyStatement = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: eventBusArn(caller.region, caller.account, bus),
    ...(Condition === undefined
      ? {}
      : { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
  };
  return [StatementId, statement] as const;
}

const policyDocument = v.object({
  Statement: v.array(v.looseObject({ Sid: v.optional(v.string()) })),
});

function statementsOf(policyText: string): (readonly [string, PolicyStatement])[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), policyDocument), policyText);
  if (!parsed.success) throw validationError('The policy is not valid JSON with a Statement.');
  return parsed.output.Statement.map(
    (statement, index) => [statement.Sid ?? `statement-${index}`, statement] as const,
  );
}
