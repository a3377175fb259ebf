import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { functionNames } from '../../lambdas/settings/function-name.ts';
import { StageKey } from '../../lib/constructs/stage-key.ts';
import { addStageStacks } from '../../lib/stage-stacks.ts';
import { parseStage } from '../../lib/stage/read-stage.ts';
import type { Stage } from '../../lib/stage/stage.ts';
import { defaultVariables } from './default-variables.ts';

/** A stage of one Region, `us-east-1`, with further keys of its file. */
export function aStage(overrides: object = {}): Stage {
  return parseStage('test', {
    partnerDomain: 'vendor.example',
    account: '111122223333',
    homeRegion: 'us-east-1',
    regions: ['us-east-1'],
    ...overrides,
  });
}

/** A stage of two Regions, `us-east-1` its home, with a producer in another account. */
export function aTwoRegionStage(overrides: object = {}): Stage {
  return aStage({
    regions: ['us-east-1', 'eu-west-1'],
    producers: ['arn:aws:iam::444455556666:role/orders'],
    alarmEmails: ['platform@vendor.example'],
    ...overrides,
  });
}

/** The app of a stage, with the feature flags that it is deployed with; not synthesized yet. */
export function anApp(stage: Stage): App {
  const app = new App({ context: featureFlags() });
  addStageStacks(app, stage);
  return app;
}

/**
 * An app that makes templates alone: no bundles, and no validation, which is in rules.test.ts, and takes
 * CDK some seconds to begin with.
 */
export function aQuickApp(): App {
  const context = { ...featureFlags(), [BUNDLING_STACKS]: [] };
  return new App({ context, builtinCloudFormationValidation: false });
}

/** The templates of a stage's services, by Region. */
export function synthesizeStage(stage: Stage): ReadonlyMap<string, Template> {
  return synthesizeWhole(stage).services;
}

/** The templates of a stage's services and of its state, each by Region. */
export function synthesizeWhole(stage: Stage) {
  const { services, states } = addStageStacks(aQuickApp(), stage);
  return { services: templatesOf(services), states: templatesOf(states) };
}

function templatesOf(stacks: readonly Stack[]): ReadonlyMap<string, Template> {
  return new Map(stacks.map((stack) => [stack.region, Template.fromStack(stack)]));
}

/** The template of the services of a stage of one Region. */
export function synthesizeOneRegion(overrides: object = {}): Template {
  return synthesizeStage(aStage(overrides)).get('us-east-1')!;
}

/** A stack of the stage, with nothing in it but the Region's key: somewhere to put a construct. */
export function anEmptyStack(stage: Stage, region = stage.homeRegion) {
  const stack = new Stack(aQuickApp(), 'Stack', { env: { region, account: '111122223333' } });
  return { stack, stage, key: new StageKey(stack, 'Key', { stage }).key };
}

/** The feature flags that the app is deployed with. */
export function featureFlags(): Record<string, unknown> {
  const settings = readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8');
  return JSON.parse(settings).context;
}

/**
 * A template without what changes with each build of the bundles, and without the variables of the
 * functions that have their default: the table has those. A variable with another value is in it.
 */
export function forSnapshot(template: Template): unknown {
  const text = JSON.stringify(template.toJSON(), withoutDefaultVariables);
  return JSON.parse(text.replaceAll(/[0-9a-f]{64}/g, 'ASSET_HASH'));
}

function withoutDefaultVariables(key: string, value: unknown): unknown {
  if (key !== 'Variables') return value;
  const variables = Object(value);
  const name = functionNames.find((one) => one === variables['POWERTOOLS_SERVICE_NAME']);
  const defaults = new Map(Object.entries(name === undefined ? {} : defaultVariables(name)));
  const others = Object.entries(variables).filter(([one, text]) => defaults.get(one) !== text);
  return Object.fromEntries(others);
}
