import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addBundledFunction } from '../../../lib/constructs/bundled-function.ts';
import { StageKey } from '../../../lib/constructs/stage-key.ts';
import { aStage, featureFlags } from '../../support/synthesize.ts';

/** The files of the recorder's code, and its template, as a command of CDK has them. */
function synthesized(context: Readonly<Record<string, unknown>>) {
  const app = new App({
    context: { ...featureFlags(), ...context },
    builtinCloudFormationValidation: false,
  });
  const stage = aStage();
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1', account: '111122223333' } });
  addBundledFunction(stack, {
    functionName: 'history',
    deployment: { memoryMb: 256, timeoutSeconds: 3, recursiveLoop: 'Terminate' },
    environment: {},
    stage,
    key: new StageKey(stack, 'Key', { stage }).key,
  });
  const { directory } = app.synth();
  const code = readdirSync(directory).filter((name) => name.startsWith('asset.'));
  return {
    files: code.flatMap((name) => readdirSync(join(directory, name))),
    properties: Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => ({ ...Properties, Code: Object.keys(Properties.Code) }),
    ),
  };
}

it('has its bundle, as cdk deploy and cdk synth want it', () => {
  expect(synthesized({}).files).toContain('index.mjs');
});

it('has no bundle where CDK wants none, as for cdk list and cdk destroy', () => {
  const { files, properties } = synthesized({ 'aws:cdk:bundling-stacks': [] });

  expect(files).toContain('index.ts');
  expect(files).not.toContain('index.mjs');
  expect(properties).toEqual(synthesized({}).properties);
});
