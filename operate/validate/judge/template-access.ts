/**
 * The statements of a CloudFormation template that allow to assume roles, each as the logical id of its resource. Trust
 * policies, which say who may assume a role of the stack, are not among them.
 */
export function statementsThatAssumeRoles(template: unknown): readonly string[] {
  const resources = memberOf(template, 'Resources');
  if (!isObject(resources)) return [];
  return Object.entries(resources).flatMap(([id, resource]) =>
    assumesRoles(memberOf(resource, 'Properties')) ? [id] : [],
  );
}

function assumesRoles(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(assumesRoles);
  if (!isObject(value)) return false;
  if (memberOf(value, 'Effect') === 'Allow' && allowsAssuming(memberOf(value, 'Action'))) {
    return true;
  }
  return Object.entries(value).some(
    ([name, member]) => name !== 'AssumeRolePolicyDocument' && assumesRoles(member),
  );
}

function allowsAssuming(actions: unknown): boolean {
  const all: readonly unknown[] = Array.isArray(actions) ? actions : [actions];
  return all.some(
    (one) => typeof one === 'string' && /^(?:\*|sts:(?:\*|AssumeRole.*))$/i.test(one),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  const member: unknown = Reflect.get(value, name);
  return member;
}
