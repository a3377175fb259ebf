import type { Template } from 'aws-cdk-lib/assertions';

/** Actions by what they are for, by who may do them. */
export type Matrix = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: object;
}

/**
 * What each role of a template may do: by the logical ids of role and resource without their hashes,
 * or the resource's ARN; ending in {@link ofThisAccount} or {@link ofLinkSecrets} if the right holds only
 * there. Throws where a
 * role has rights in another way than by a policy that only allows, without other conditions: the matrix
 * would not show them.
 */
export function roleMatrix(template: Template): Matrix {
  const roles = Object.entries(template.findResources('AWS::IAM::Role'));
  for (const [id, { Properties: properties }] of roles) {
    if (properties.ManagedPolicyArns !== undefined || properties.Policies !== undefined) {
      throw new Error(`${id} has rights that are not in a policy of their own`);
    }
  }
  const matrix = Object.fromEntries(roles.map(([id]) => [plainId(id), {}]));
  for (const { Properties: policy } of Object.values(template.findResources('AWS::IAM::Policy'))) {
    for (const role of policy.Roles) {
      const rights: Record<string, string[]> = matrix[plainId(role.Ref)] ?? {};
      for (const statement of policy.PolicyDocument.Statement) addRights(rights, statement);
    }
  }
  return matrix;
}

/** The end of a resource's name, if a right holds only while the resource is this account's. */
export const ofThisAccount = ' of this account';

/** The end of a table's name, if a right holds only for what links to details are made with. */
export const ofLinkSecrets = ' of the links';

const conditions: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, ''],
  [JSON.stringify({ StringEquals: { 'aws:ResourceAccount': '111122223333' } }), ofThisAccount],
  [
    JSON.stringify({
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['#payload-links'] },
    }),
    ofLinkSecrets,
  ],
]);

function addRights(rights: Record<string, string[]>, statement: Statement): void {
  const { Effect: effect, Condition: condition } = statement;
  const ending = conditions.get(condition && JSON.stringify(condition));
  if (effect !== 'Allow' || ending === undefined) {
    throw new Error(`no plain right: ${JSON.stringify(statement)}`);
  }
  for (const resource of [statement.Resource].flat()) {
    const name = `${written(resource)}${ending}`;
    rights[name] = [...(rights[name] ?? []), ...[statement.Action].flat()].toSorted();
  }
}

/** Who may assume each role, and on which condition. */
export function trustOf(template: Template): Readonly<Record<string, readonly string[]>> {
  const roles = Object.entries(template.findResources('AWS::IAM::Role'));
  return Object.fromEntries(
    roles.map(([id, { Properties: properties }]) => [
      plainId(id),
      properties.AssumeRolePolicyDocument.Statement.map(line),
    ]),
  );
}

/** The statements of the policies of queues, buckets, keys and topics, a line each, by whose they are. */
export function resourcePolicies(template: Template): Readonly<Record<string, readonly string[]>> {
  const of = (type: string, owners: string, policy: string) =>
    Object.entries(template.findResources(type)).flatMap(([id, { Properties: properties }]) =>
      (owners === '' ? [id] : [properties[owners]].flat().map(written)).map((owner: string) => [
        plainId(owner),
        properties[policy].Statement.map(line),
      ]),
    );
  return Object.fromEntries([
    ...of('AWS::SQS::QueuePolicy', 'Queues', 'PolicyDocument'),
    ...of('AWS::S3::BucketPolicy', 'Bucket', 'PolicyDocument'),
    ...of('AWS::SNS::TopicPolicy', 'Topics', 'PolicyDocument'),
    ...of('AWS::KMS::Key', '', 'KeyPolicy'),
  ]);
}

function line({ Effect: effect, Principal, Action: actions, Condition: condition }: Statement) {
  const principals =
    typeof Principal === 'string'
      ? [Principal]
      : Object.values(Object(Principal)).flatMap((one) => [one].flat().map(written));
  const operators = Object.entries(condition ?? {}).map(([operator, keys]) => {
    const tests = Object.entries(Object(keys)).map(
      ([key, values]) => `${key} ${[values].flat().map(written).join(' ')}`,
    );
    return `${operator} ${tests.join(', ')}`;
  });
  const may = `${effect} ${principals.join(' ')} ${[actions].flat().toSorted().join(' ')}`;
  return operators.length === 0 ? may : `${may} if ${operators.join(' and ')}`;
}

/**
 * A value of the template as text: `Id` for a reference, `State.Id` for one to the state's stack, an
 * ARN with the pseudo parameters by name.
 */
function written(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    Ref: ref,
    'Fn::GetAtt': [id] = [],
    'Fn::Join': [, parts = []] = [],
    'Fn::ImportValue': imported,
  } = Object(value);
  if (ref !== undefined || id !== undefined) return plainId(ref ?? id);
  if (imported !== undefined) return `State.${exportedId(imported)}`;
  return parts.map(written).join('');
}

// CDK names an export by the reference, the logical id, and a hash of both.
function exportedId(name: string): string {
  const [, id = name] = /:ExportsOutput(?:Ref|FnGetAtt)(.+?)(?:Arn)?[0-9A-F]{8}$/.exec(name) ?? [];
  return plainId(id);
}

// A logical id ends in eight hexadecimal digits that say nothing to a reader.
function plainId(id: string): string {
  return id.replace(/[0-9A-F]{8}$/, '');
}
