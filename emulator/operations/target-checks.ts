import { validationError } from '../protocol/aws-error.ts';
import { parseArn } from '../state/arns.ts';
import type { Caller } from '../state/world.ts';
import { refuseDeadLetterQueue } from './dead-letter-queue.ts';
import { refuseInput } from './input-checks.ts';
import type { TargetMembers } from './target-members.ts';

// The texts were measured against AWS by cdk-preflight (2026-09-07) and LocalStack, or are the API reference's.

/** Services whose targets EventBridge invokes by a role. */
const ROLE_SERVICES = new Set([
  'batch',
  'codebuild',
  'codepipeline',
  'ecs',
  'events',
  'firehose',
  'glue',
  'inspector',
  'kinesis',
  'redshift',
  'sagemaker',
  'ssm',
  'ssm-incidents',
  'states',
]);

/** Throws ValidationException when EventBridge would refuse a target of a rule of the caller's. */
export function refuseTarget(caller: Caller, target: TargetMembers): void {
  const arn = parseArn(target.Arn);
  if (arn === undefined || (arn.service === 'events' && isPartnerBus(arn.resource))) {
    throw validationError(
      `Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  if (ROLE_SERVICES.has(arn.service) && target.RoleArn === undefined) {
    throw validationError(`RoleArn is required for target ${target.Arn}.`);
  }
  refuseFifoWithoutGroup(target);
  refuseDeadLetterQueue(caller, target.DeadLetterConfig?.Arn);
  refuseInput(target, arn.service);
}

/** PutEvents puts nothing on a partner event bus, and so no rule does. */
function isPartnerBus(resource: string): boolean {
  return /^event-bus\/.*\//u.test(resource);
}

function refuseFifoWithoutGroup({ Arn, Id, SqsParameters }: TargetMembers): void {
  if (/^arn:[^:]+:sqs:.+\.fifo$/u.test(Arn) && !SqsParameters?.MessageGroupId) {
    throw validationError(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
}
