import { Aws, Fn, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { stateRemoval } from '../stage/state-removal.ts';
import type { OfStage } from './of-stage.ts';

/**
 * Adds a log group that keeps what it has for as long as the stage says, under the stage's key. Its
 * name is CloudFormation's, which begins with the stack's: the key's policy goes by that. In production
 * it outlives the stack.
 */
export function addLogGroup(scope: Construct, id: string, ofStage: OfStage): LogGroup {
  return addNamedLogGroup(scope, id, ofStage, undefined);
}

/**
 * The same for logs that a service of AWS delivers. Below this prefix they need no place in CloudWatch
 * Logs' resource policy of the account, which ends at 5,120 characters (API Gateway developer guide,
 * HTTP API access logs). The name ends in the stack's unique id, so that a log group that stayed never
 * stands in the way of the next.
 */
export function addVendedLogGroup(scope: Construct, id: string, ofStage: OfStage): LogGroup {
  const uniqueId = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  const name = `${vendedLogsPrefix}${Stack.of(scope).stackName}-${id}-${uniqueId}`;
  return addNamedLogGroup(scope, id, ofStage, name);
}

/** What the names of log groups begin with that services of AWS deliver to. */
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
