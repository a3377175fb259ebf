import type { Environment } from 'aws-cdk-lib';
import type { Stage } from './stage.ts';

/** Where a stack of the stage is deployed: in the stage's account, or in that of the credentials. */
export function stackEnvironment({ account }: Pick<Stage, 'account'>, region: string): Environment {
  const deployedTo = account ?? process.env['CDK_DEFAULT_ACCOUNT'];
  return { region, ...(deployedTo !== undefined && { account: deployedTo }) };
}
