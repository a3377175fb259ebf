import { validationError } from '../protocol/aws-error.ts';
import type { TargetMembers } from './target-members.ts';

// Which service takes which parameters, and the texts, were measured against AWS by cdk-preflight (2026-09-07).

/** The services whose targets take each kind of parameters. SqsParameters are accepted for any target. */
const SERVICES = {
  AppSyncParameters: ['appsync'],
  BatchParameters: ['batch'],
  EcsParameters: ['ecs'],
  HttpParameters: ['events', 'execute-api'],
  KinesisParameters: ['kinesis'],
  RedshiftDataParameters: ['redshift', 'redshift-serverless'],
  RunCommandParameters: ['ssm'],
  SageMakerPipelineParameters: ['sagemaker'],
} as const satisfies { readonly [Member in keyof TargetMembers]?: readonly string[] };

/** Parameters that a service's targets cannot do without. */
const REQUIRED = [
  ['batch', 'BatchParameters'],
  ['ecs', 'EcsParameters'],
] as const;

/** Throws ValidationException when a target of this service has parameters of another, or lacks its own. */
export function refuseParameters(target: TargetMembers, service: string): void {
  const foreign = Object.entries(SERVICES)
    .filter(([, services]) => !services.some((each) => each === service))
    .map(([name]) => name);
  refuseMembers(target, foreign);
  for (const [owner, member] of REQUIRED) {
    if (owner === service) requireMember(target, member);
  }
}

/** Throws ValidationException when a target has any of these members. */
export function refuseMembers(target: TargetMembers, members: readonly string[]): void {
  const given = Object.entries(target)
    .filter(([name, value]) => members.includes(name) && value !== undefined)
    .map(([name]) => name);
  if (given.length === 0) return;
  throw validationError(`Parameter(s) ${given.join()} not supported for target: ${target.Id}.`);
}

function requireMember(target: TargetMembers, member: keyof TargetMembers): void {
  if (target[member] !== undefined) return;
  throw validationError(`Parameter(s) ${member} must be specified for target: ${target.Id}.`);
}
