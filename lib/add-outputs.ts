import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { Stage } from './stage/stage.ts';

/** Adds an output for each key that has a value. */
export function addOutputs(
  stack: Stack,
  outputs: Readonly<Record<string, string | undefined>>,
): void {
  for (const [key, value] of Object.entries(outputs)) {
    if (value !== undefined) new CfnOutput(stack, key, { value });
  }
}

/** The outputs by which `findDeployedStages` identifies the stage of a stack. */
export function identityOutputs({ name, partnerName, homeRegion }: Stage) {
  return { StageName: name, PartnerName: partnerName, HomeRegion: homeRegion };
}
