import type { Construct } from 'constructs';
import { checkCatalog } from '../lambdas/bundle/catalog-parts.ts';
import { isJsonObject } from '../lambdas/domain/json.ts';
import { FanoutStack } from './fanout-stack.ts';
import { StageError } from './stage/read-stage.ts';
import { stackName, stateStackName, type Stage } from './stage/stage.ts';
import { StateStack } from './state-stack.ts';

/** The stacks of a stage, each in the order of its Regions. */
export interface StageStacks {
  /** The state of each Region: what must not be lost. */
  readonly states: readonly StateStack[];
  /** The services of each Region, which can be deployed anew. */
  readonly services: readonly FanoutStack[];
}

/**
 * Adds a stage's stacks, two for each of its Regions. State is deployed first, the home Region's last
 * among them; services are deployed after the state of their own Region and of the home Region. Throws a
 * {@link CatalogError} when the stage's catalogue is not valid, and a {@link StageError} for what is no stage.
 *
 * @param scope an app, or a CDK stage of a pipeline: the stacks have the same names and accounts in both
 */
export function addStageStacks(scope: Construct, stage: Stage): StageStacks {
  // Whatever the types say, JavaScript may give a stage's keys, without their defaults.
  if (!isStage(stage)) {
    throw new StageError('addStageStacks needs a stage of defineStage or readStage');
  }
  if (stage.catalog !== undefined) checkCatalog(stage.catalog);
  const states = stage.regions.map(
    (region) => new StateStack(scope, stateStackName(stage, region), { stage, region }),
  );
  const homeState = states.find(({ region }) => region === stage.homeRegion);
  // The table's replicas are encrypted with the keys of the other stacks.
  for (const state of states) if (state !== homeState) homeState?.addStackDependency(state);
  const services = states.map((state) => {
    const { region } = state;
    const stack = new FanoutStack(scope, stackName(stage, region), { stage, region, state });
    stack.addStackDependency(state);
    if (homeState !== undefined) stack.addStackDependency(homeState);
    return stack;
  });
  return { states, services };
}

function isStage(value: unknown): boolean {
  return isJsonObject(value) && typeof value['partnerName'] === 'string';
}
