/**
 * The stacks, for a vendor's own CDK app. A {@link Stage} is one deployment of the fan-out: {@link defineStage} makes
 * it of typed props, {@link readStage} of a file. {@link addStageStacks} adds its stacks to the app, or to a CDK stage
 * of a pipeline.
 *
 * @example
 * ```ts
 * import { App } from 'aws-cdk-lib';
 * import { addStageStacks, defineStage } from 'eventbridge-partner-fanout/cdk';
 *
 * const app = new App();
 * const stage = defineStage({
 *   name: 'try',
 *   partnerDomain: 'vendor.example',
 *   homeRegion: 'us-east-1',
 *   regions: ['us-east-1'],
 * });
 * addStageStacks(app, stage);
 * ```
 *
 * @module eventbridge-partner-fanout/cdk
 */
export { CatalogError } from '../lambdas/registration/catalog-files.ts';
export { defineStage, type StageProps } from './define-stage.ts';
export { FanoutStack, type FanoutStackProps } from './fanout-stack.ts';
export { addStageStacks, type StageStacks } from './stage-stacks.ts';
export { readStage, StageError } from './stage/read-stage.ts';
export type { StageKeys } from './stage/stage-keys.ts';
export type { Stage } from './stage/stage.ts';
export { StateStack, type HomeState, type StateStackProps } from './state-stack.ts';
