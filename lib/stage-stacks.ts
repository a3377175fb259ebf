import type { App } from 'aws-cdk-lib';
import { FanoutStack } from './fanout-stack.ts';
import { stackName, type Stage } from './stage/stage.ts';

/** Adds a stage's stacks, one for each of its Regions, and returns them in the order of the Regions. */
export function addStageStacks(app: App, stage: Stage): readonly FanoutStack[] {
  const stacks = stage.regions.map(
    (region) => new FanoutStack(app, stackName(stage, region), { stage, region }),
  );
  const home = stacks.find(({ region }) => region === stage.homeRegion);
  // The table's replicas are encrypted with the keys of the other stacks.
  for (const stack of stacks) if (stack !== home) home?.addStackDependency(stack);
  return stacks;
}
