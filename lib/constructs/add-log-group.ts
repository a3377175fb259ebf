import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { OfStage } from './of-stage.ts';

/**
 * Adds a log group that keeps what it has for as long as the stage says, under the stage's key. Its
 * name is CloudFormation's, which begins with the stack's: the key's policy goes by that.
 */
export function addLogGroup(scope: Construct, id: string, { stage, key }: OfStage): LogGroup {
  return new LogGroup(scope, id, { retention: stage.logRetentionDays, encryptionKey: key });
}
