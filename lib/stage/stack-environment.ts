import { Stage as CdkStage, type Environment } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * Where a stack of the stage is deployed: in the stage's account; without one, in that of the CDK stage around it
 * (CDK Pipelines), or of the credentials.
 */
export function stackEnvironment(
  scope: Construct,
  { account }: Pick<Stage, 'account'>,
  region: string,
): Environment {
  const deployedTo = account ?? CdkStage.of(scope)?.account ?? process.env['CDK_DEFAULT_ACCOUNT'];
  return { region, ...(deployedTo !== undefined && { account: deployedTo }) };
}
