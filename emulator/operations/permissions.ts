import * as v from 'valibot';
import { AwsError, notFound, validationError } from '../protocol/aws-error.ts';
import { ownBusName } from '../protocol/members.ts';
import { optional, structure, text } from '../protocol/shapes.ts';
import { eventBusArn } from '../state/arns.ts';
import type { PolicyStatement } from '../state/event-bus.ts';
import { policyTextOf } from '../state/bus-policy.ts';
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
  const busArn = eventBusArn(caller.region, caller.account, name);
  const added = input.Policy === undefined ? [oneStatement(busArn, input)] : allOf(busArn, input);
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

function oneStatement(busArn: string, input: PutPermission) {
  const { Action, Principal, StatementId, Condition } = input;
  if (Action === undefined || Principal === undefined || StatementId === undefined) {
    throw validationError('Parameters Action, Principal and StatementId must be specified.');
  }
  if (Action !== 'events:PutEvents') {
    throw validationError("Provided value in parameter 'action' is not supported.");
  }
  refuseCondition(Condition);
  const statement: PolicyStatement = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: busArn,
    ...(Condition === undefined
      ? {}
      : { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
  };
  return [StatementId, statement] as const;
}

/** The API reference: "Currently the only supported" type is StringEquals, and the only key aws:PrincipalOrgID. */
function refuseCondition(condition: PutPermission['Condition']): void {
  if (condition === undefined) return;
  if (condition.Type === 'StringEquals' && condition.Key === 'aws:PrincipalOrgID') return;
  throw validationError("Provided value in parameter 'condition' is not supported.");
}

const statement = v.looseObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
});

const policyDocument = v.object({ Statement: v.union([v.array(statement), statement]) });

/** The statements of a whole policy, which replaces the one before. */
function allOf(
  busArn: string,
  { Policy, Action, Principal, StatementId, Condition }: PutPermission,
) {
  if ([Action, Principal, StatementId, Condition].some((member) => member !== undefined)) {
    throw validationError('Policy must not be specified with Action, Principal or StatementId.');
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), policyDocument), Policy);
  if (!parsed.success) throw validationError('The policy is not valid JSON with a Statement.');
  return [parsed.output.Statement].flat().map((one, index) => {
    refuseResource(busArn, one['Resource']);
    return [one.Sid ?? `statement-${index}`, one] as const;
  });
}

/** In the words that a user of the service has seen (hashicorp/terraform-provider-aws#27976). */
function refuseResource(busArn: string, given: unknown): void {
  const resources: readonly unknown[] = [given].flat();
  const busId = /event-bus\/.*$/u;
  for (const resource of resources) {
    const [id] = busId.exec(String(resource)) ?? [];
    if (id === undefined || busArn.endsWith(`:${id}`)) continue;
    throw validationError(`The relative-id "${id}" is invalid for ARN "${String(resource)}"`);
  }
}
