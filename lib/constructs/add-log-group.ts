import { Aws, Fn, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { stateRemoval } from '../stage/state-removal.ts';
import type { OfStage } from './of-stage.ts';

/**
 * Adds a log group with the stage's retention and key. CloudFormation generates its name, which begins
 * with the stack's: the key's policy depends on that. In production it outlives the stack.
 */
export function addLogGroup(scope: Construct, id: string, ofStage: OfStage): LogGroup {
  return addNamedLogGroup(scope, id, ofStage, undefined);
}

/**
 * The same for logs that an AWS service delivers. Below this prefix they need no statement in the
 * account's CloudWatch Logs resource policy, which holds at most 5,120 characters (API Gateway developer
 * guide, HTTP API access logs). The name ends in the stack's unique id, so that a retained log group
 * never blocks the next one.
 */
export function addVendedLogGroup(scope: Construct, id: string, ofStage: OfStage): LogGroup {
  const uniqueId = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  const name = `${vendedLogsPrefix}${Stack.of(scope).stackName}-${id}-${uniqueId}`;
  return addNamedLogGroup(scope, id, ofStage, name);
}

/** The prefix of log groups that AWS services deliver to. */
export const vendedLogsPrefix = '/aws/vendedlogs/';

function addNamedLogGroup(
  scope: Construct,
  id: string,
  { stage, key }: OfStage,
  logGroupName: string | undefined,
): LogGroup {
  return new LogGroup(scope, id, {
    ...(logGroupName !== undefined && { logGroupName }),
    retention: stage.logRetentionDays,
    encryptionKey: key,
    removalPolicy: stateRemoval(stage),
  });
}
