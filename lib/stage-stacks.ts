import type { App } from 'aws-cdk-lib';
import { FanoutStack } from './fanout-stack.ts';
import { stackName, stateStackName, type Stage } from './stage/stage.ts';
import { StateStack } from './state-stack.ts';

/** The stacks of a stage, each in the order of its Regions. */
export interface StageStacks {
  readonly states: readonly StateStack[];
  readonly services: readonly FanoutStack[];
}

/**
 * Adds a stage's stacks, two for each of its Regions. State is deployed first, the home Region's last
 * among them; services are deployed after the state of their own Region and of the home Region.
 */
export function addStageStacks(app: App, stage: Stage): StageStacks {
  const states = stage.regions.map(
    (region) => new StateStack(app, stateStackName(stage, region), { stage, region }),
  );
  const homeState = states.find(({ region }) => region === stage.homeRegion);
  // The table's replicas are encrypted with the keys of the other stacks.
  for (const state of states) if (state !== homeState) homeState?.addStackDependency(state);
  const services = states.map((state) => {
    const { region } = state;
    const stack = new FanoutStack(app, stackName(stage, region), { stage, region, state });
    stack.addStackDependency(state);
    if (homeState !== undefined) stack.addStackDependency(homeState);
    return stack;
  });
  return { states, services };
}
