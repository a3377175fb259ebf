import { scheduleOf } from '../stacks/evidence.ts';
import type { PlacedRegion } from '../stacks/place-resources.ts';
import type { StackResource } from '../stacks/stack-template.ts';
import { property } from '../stacks/property.ts';
import { partsOfStack, type StackPart } from './component.ts';

/** AWS's services by the types of their resources: the name where there is room, and a short one. */
const services: ReadonlyMap<string, readonly [name: string, short: string]> = new Map([
  ['AWS::SQS::Queue', ['Amazon SQS', 'SQS']],
  ['AWS::ApiGatewayV2::Api', ['API Gateway', 'API Gateway']],
  ['AWS::Lambda::Function', ['AWS Lambda', 'Lambda']],
  ['AWS::DynamoDB::Table', ['DynamoDB', 'DynamoDB']],
  ['AWS::DynamoDB::GlobalTable', ['DynamoDB', 'DynamoDB']],
  ['AWS::S3::Bucket', ['Amazon S3', 'S3']],
]);

/** The resources of a component. */
export function resourcesOf(region: PlacedRegion, part: StackPart): readonly StackResource[] {
  return partsOfStack[part].roles.flatMap((role) => region.byRole.get(role) ?? []);
}

type DetailsOf = (region: PlacedRegion, part: StackPart) => readonly string[];

/** Where the services and the schedule do not say it all. */
const special: ReadonlyMap<StackPart, DetailsOf> = new Map<StackPart, DetailsOf>([
  ['registration', (region, part) => [servicesOf(region, part), `Sign-in: ${signIn(region)}`]],
  ['mappings', (region) => [mappingTable(region)]],
  ['history', (region, part) => servicesIn(region, part).map(([name]) => name)],
  ['operations', operations],
]);

/** The lines below a component's name: the services that it is made of, and what else matters of it. */
export function detailsOf(region: PlacedRegion, part: StackPart): readonly string[] {
  const schedules = partsOfStack[part].roles.map((role) => scheduleOf(region, role));
  return (
    special.get(part)?.(region, part) ?? [
      servicesOf(region, part),
      ...schedules.filter((one) => one !== undefined),
    ]
  );
}

/** The short name of the service that a type of resources belongs to. */
export function shortService(type: string): string {
  return services.get(type)?.[1] ?? type.replace(/^AWS::/, '').replace('::', ' ');
}

function servicesOf(region: PlacedRegion, part: StackPart): string {
  const found = servicesIn(region, part);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only[0];
  return found.map(([, short]) => short).join(', ');
}

function servicesIn(region: PlacedRegion, part: StackPart) {
  const types = new Set(resourcesOf(region, part).map(({ type }) => type));
  return [...services].filter(([type]) => types.has(type)).map(([, names]) => names);
}

function signIn(region: PlacedRegion): string {
  const types = resourcesOf(region, 'registration').map(({ type }) => type);
  return types.includes('AWS::Cognito::UserPool') ? 'Amazon Cognito' : 'OpenID Connect';
}

function mappingTable(region: PlacedRegion): string {
  const tables = region.byRole.get('mappings') ?? [];
  const isReplicated = tables.some(({ properties }) => {
    const replicas = property(properties, 'Replicas');
    return Array.isArray(replicas) && replicas.length > 1;
  });
  return isReplicated ? 'DynamoDB global table' : 'DynamoDB';
}

function operations(region: PlacedRegion): readonly string[] {
  const queues = region.byRole.get('deadLetters')?.length ?? 0;
  const all = region.byRole.get('alarms') ?? [];
  const alarms = all.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').length;
  return [`${queues} SQS queues`, `${alarms} alarms`];
}
