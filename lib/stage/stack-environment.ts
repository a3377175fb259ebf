import { Stage as CdkStage, type Environment } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { StageError } from './read-stage.ts';
import type { Stage } from './stage.ts';

/**
 * Where a stack of the stage is deployed: in the stage's account; without one, in that of the CDK stage around it
 * (CDK Pipelines), or of the credentials. Throws a {@link StageError} for a Region that is none of the stage's.
 */
export function stackEnvironment(
  scope: Construct,
  { name, account, regions }: Pick<Stage, 'name' | 'account' | 'regions'>,
  region: string,
): Environment {
  if (!regions.includes(region)) {
    throw new StageError(
      `stage ${name}: a stack’s region must be one of ${regions.join(', ')}, not "${region}"`,
    );
  }
  const deployedTo = account ?? CdkStage.of(scope)?.account ?? process.env['CDK_DEFAULT_ACCOUNT'];
  return { region, ...(deployedTo !== undefined && { account: deployedTo }) };
}
