import { isRecord, property, textProperty, textsOf } from './property.ts';
import type { Role } from './role.ts';
import type { PlacedRegion } from './place-resources.ts';
import type { StackResource } from './stack-template.ts';

/** A permission that a function must have for an arrow to be drawn. */
export interface Permission {
  readonly of: Role;
  readonly action: string;
  /** What it is a permission on; any resource if absent. */
  readonly on?: Role;
}

/** Whether the policies of a Region give a function a permission. */
export function isAllowed(region: PlacedRegion, { of, action, on }: Permission): boolean {
  const targets = on === undefined ? undefined : region.byRole.get(on);
  return (region.byRole.get(of) ?? []).some((one) =>
    statementsOf(one, region).some(
      (statement) =>
        property(statement, 'Effect') === 'Allow' &&
        textsOf(property(statement, 'Action')).includes(action) &&
        (on === undefined || (targets ?? []).some((target) => isNamedIn(target, statement))),
    ),
  );
}

/** Whether Lambda polls a queue for a function. */
export function isPolled(region: PlacedRegion, queue: Role, by: Role): boolean {
  const has = (role: Role, token: unknown) =>
    (region.byRole.get(role) ?? []).some((one) => one.token === token);
  return region.resources.some(
    ({ type, properties }) =>
      type === 'AWS::Lambda::EventSourceMapping' &&
      has(queue, property(properties, 'EventSourceArn')) &&
      has(by, property(properties, 'FunctionName')),
  );
}

/** How often a function is invoked by a schedule, such as `every 15 min`; undefined without a schedule. */
export function scheduleOf(region: PlacedRegion, role: Role): string | undefined {
  const functions = new Set((region.byRole.get(role) ?? []).map(({ token }) => token));
  const schedule = region.resources.find(
    ({ type, properties }) =>
      type === 'AWS::Scheduler::Schedule' &&
      functions.has(textProperty(properties, 'Target', 'Arn') ?? ''),
  );
  const expression = textProperty(schedule?.properties, 'ScheduleExpression');
  if (expression === undefined) return undefined;
  const [, count, unit] = /^rate\((\d+) ([a-z]+)\)$/.exec(expression) ?? [];
  if (count === undefined || unit === undefined) return 'on a schedule';
  return count === '1' ? `every ${unit}` : `every ${count} ${unit === 'minutes' ? 'min' : unit}`;
}

function statementsOf(resource: StackResource, { resources }: PlacedRegion): readonly unknown[] {
  const role = property(resource.properties, 'Role');
  return resources
    .filter(
      ({ type, properties }) =>
        type === 'AWS::IAM::Policy' &&
        textsOf(property(properties, 'Roles')).some((one) => one === role),
    )
    .flatMap(({ properties }) => {
      const statements = property(properties, 'PolicyDocument', 'Statement');
      return Array.isArray(statements) ? statements.filter(isRecord) : [];
    });
}

function isNamedIn({ token, properties }: StackResource, statement: unknown): boolean {
  const names = [
    token,
    textProperty(properties, 'TableName'),
    textProperty(properties, 'BucketName'),
  ].filter((one) => one !== undefined);
  return textsOf(property(statement, 'Resource')).some((one) =>
    names.some((name) => one.includes(name)),
  );
}
