import { describe, expect, test } from '@jest/globals';
import { App, Stage as CdkStage, type Stack, type StageProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import {
  addStageStacks,
  CatalogError,
  FanoutStack,
  StageError,
  StateStack,
  type Stage,
} from '../../lib/index.ts';
import { parseStage } from '../../lib/stage/read-stage.ts';
import { aQuickApp, aTwoRegionStage } from '../support/synthesize.ts';

/** A stage's stacks in a CDK stage of a pipeline, and the same straight in an app. */
function inBoth(stage = aTwoRegionStage(), props: StageProps = {}) {
  const pipelineStage = new CdkStage(aQuickApp(), 'Prod', props);
  const [inPipeline, inApp] = [pipelineStage, aQuickApp()].map((scope) => {
    const { states, services } = addStageStacks(scope, stage);
    return [...states, ...services];
  });
  return { pipelineStage, inPipeline: inPipeline!, inApp: inApp! };
}

/** The templates, but for the names of an API's permissions: CDK makes them of the path of its function. */
const resourcesOf = (stacks: readonly Stack[]) =>
  stacks.map((stack) => {
    const { Resources: resources, ...rest } = Template.fromStack(stack).toJSON();
    const named = Object.entries<{ Type: string }>(resources);
    const [permissions, others] = [true, false].map((wanted) =>
      named.filter(([, { Type: type }]) => (type === 'AWS::Lambda::Permission') === wanted),
    );
    return { ...rest, others, permissions: permissions!.map(([, one]) => one) };
  });

const placeOf = ({ stackName, account, region }: Stack) => ({ stackName, account, region });

test.each(['eu-west-9', ''])('a stack in %j, no Region of its stage, is an error', (region) => {
  const app = aQuickApp();
  const stage = aTwoRegionStage();
  const [state] = addStageStacks(new CdkStage(app, 'Whole'), stage).states;
  const message = `stage test: a stack’s region must be one of us-east-1, eu-west-1, not "${region}"`;

  expect(() => new StateStack(app, 'State', { stage, region })).toThrow(new StageError(message));
  expect(() => new FanoutStack(app, 'Services', { stage, region, state: state! })).toThrow(
    new StageError(message),
  );
});

describe('in a CDK stage of a pipeline', () => {
  test('the stacks have the names, accounts and Regions that they have in an app', () => {
    const { inPipeline, inApp } = inBoth();

    expect(inPipeline.map(placeOf)).toEqual(inApp.map(placeOf));
    expect(inPipeline.map(placeOf)[0]).toEqual({
      stackName: 'EventBridgePartnerState-test-us-east-1',
      account: '111122223333',
      region: 'us-east-1',
    });
  });

  test('the templates are the same, and refer to each other', () => {
    const { inPipeline, inApp } = inBoth();
    expect(resourcesOf(inPipeline)).toEqual(resourcesOf(inApp));
  });

  test('they are deployed in the same order', () => {
    const { pipelineStage } = inBoth();
    const { stacks } = pipelineStage.synth();
    const orderOf = (name: string) => stacks.findIndex(({ stackName }) => stackName === name);

    expect(stacks).toHaveLength(4);
    expect(orderOf('EventBridgePartnerState-test-us-east-1')).toBeLessThan(
      orderOf('EventBridgePartner-test-eu-west-1'),
    );
  });

  test('without an account of its own, the stage is in that of the CDK stage', () => {
    const stage = parseStage('test', {
      partnerDomain: 'vendor.example',
      homeRegion: 'us-east-1',
      regions: ['us-east-1'],
    });
    const { inPipeline } = inBoth(stage, { env: { account: '444455556666' } });

    expect(inPipeline.map(({ account }) => account)).toEqual(['444455556666', '444455556666']);
  });
});

test('an app without feature flags gets the same templates', () => {
  const app = new App({
    context: { [BUNDLING_STACKS]: [] },
    builtinCloudFormationValidation: false,
  });
  const { states, services } = addStageStacks(app, aTwoRegionStage());
  const { inApp } = inBoth();

  expect([...states, ...services].map((stack) => Template.fromStack(stack).toJSON())).toEqual(
    inApp.map((stack) => Template.fromStack(stack).toJSON()),
  );
});

test('a catalogue that is not there is one line, before anything is made', () => {
  const app = aQuickApp();
  const stage = { ...aTwoRegionStage(), catalog: 'no-such-folder' };

  expect(() => addStageStacks(app, stage)).toThrow(CatalogError);
  expect(() => addStageStacks(app, stage)).toThrow('no-such-folder/index.json: no such file');
});

test.each([[undefined], [{ name: 'beta', regions: ['us-east-1'] }]])('%j is no stage', (given) => {
  const add = () => addStageStacks(aQuickApp(), given as unknown as Stage);

  expect(add).toThrow(StageError);
  expect(add).toThrow('addStageStacks needs a stage of defineStage or readStage');
});
