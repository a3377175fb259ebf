import { table } from '../../../../lambdas/settings/table/table.ts';
import { property, textProperty } from './property.ts';
import type { RegionResources, StackResource } from './stack-template.ts';

/** What a resource is there for. */
export type Role =
  | 'eventsQueue'
  | 'fanOut'
  | 'retryQueue'
  | 'retry'
  | 'historyQueue'
  | 'recorder'
  | 'historyStore'
  | 'replayQueue'
  | 'replay'
  | 'mappings'
  | 'payloads'
  | 'registration'
  | 'signIn'
  | 'reconciler'
  | 'deadLetters'
  | 'alarms';

const functionRoles: ReadonlyMap<string | undefined, Role> = new Map([
  ['fan-out', 'fanOut'],
  ['retry', 'retry'],
  ['history', 'recorder'],
  ['replay', 'replay'],
  ['reconcile', 'reconciler'],
  ['registration', 'registration'],
]);

const { place } = table;

/** What the functions' variables say of the resources that they name. */
const variableRoles: ReadonlyMap<string, Role> = new Map([
  [place.eventsQueueUrl.variable, 'eventsQueue'],
  [place.retryQueueUrl.variable, 'retryQueue'],
  [place.historyQueueUrl.variable, 'historyQueue'],
  [place.replayQueueUrl.variable, 'replayQueue'],
  [place.mappingTableName.variable, 'mappings'],
  [place.historyTableName.variable, 'historyStore'],
  [place.historyBucketPrefix.variable, 'historyStore'],
  [place.payloadBucketPrefix.variable, 'payloads'],
]);

const typeRoles: ReadonlyMap<string, Role> = new Map([
  ['AWS::ApiGatewayV2::Api', 'registration'],
  ['AWS::ApiGatewayV2::Authorizer', 'signIn'],
  ['AWS::Cognito::UserPool', 'signIn'],
  ['AWS::Cognito::UserPoolClient', 'signIn'],
  ['AWS::Cognito::UserPoolDomain', 'signIn'],
  ['AWS::CloudWatch::Alarm', 'alarms'],
  ['AWS::SNS::Topic', 'alarms'],
  ['AWS::SNS::Subscription', 'alarms'],
]);

/**
 * Finds what a resource is there for, by how the others use it and not by its name; undefined for what only
 * connects others, and for what nobody has thought of.
 */
export function roleOf(resource: StackResource, { resources }: RegionResources): Role | undefined {
  switch (resource.type) {
    case 'AWS::Lambda::Function':
      return functionRoles.get(variable(resource, 'POWERTOOLS_SERVICE_NAME'));
    case 'AWS::SQS::Queue':
      return (
        roleByVariable(resource, resources) ??
        (resources.some((one) => deadLettersOf(one) === resource.token) ? 'deadLetters' : undefined)
      );
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
    case 'AWS::S3::Bucket':
      return roleByVariable(resource, resources);
    default:
      return typeRoles.get(resource.type);
  }
}

/** A variable of a function, of which others have none. */
export function variable(resource: StackResource, name: string): string | undefined {
  return textProperty(resource.properties, 'Environment', 'Variables', name);
}

function roleByVariable(
  resource: StackResource,
  resources: readonly StackResource[],
): Role | undefined {
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  for (const [name, role] of variableRoles) {
    if (functions.some((one) => isNamed(resource, variable(one, name)))) return role;
  }
  return undefined;
}

function isNamed({ token, properties }: StackResource, value: string | undefined): boolean {
  if (value === undefined) return false;
  const bucket = textProperty(properties, 'BucketName');
  return (
    value === token ||
    value === textProperty(properties, 'TableName') ||
    bucket?.startsWith(`${value}-`) === true
  );
}

/** The queue that takes what a queue, a schedule or an asynchronous function could not finish. */
function deadLettersOf({ properties }: StackResource): unknown {
  return (
    property(properties, 'RedrivePolicy', 'deadLetterTargetArn') ??
    property(properties, 'Target', 'DeadLetterConfig', 'Arn') ??
    property(properties, 'DestinationConfig', 'OnFailure', 'Destination')
  );
}
