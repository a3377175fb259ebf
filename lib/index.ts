/**
 * What a vendor's own CDK app needs: {@link defineStage} or {@link readStage}, and {@link addStageStacks}.
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
