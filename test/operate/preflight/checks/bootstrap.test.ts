import { describe, expect, test } from '@jest/globals';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import {
  bootstrapCheck,
  bootstrapCheckBy,
  bootstrapParameter,
  lowestBootstrapVersion,
  qualifierIn,
  standardQualifier,
} from '../../../../operate/preflight/checks/bootstrap.ts';
import { aContext, anError, aPreflightStage, noPermission, refusing } from '../support/fake-aws.ts';

/** What is found when each Region has such a version. */
async function find(versions: Readonly<Record<string, string | Error>>) {
  const GetParameter = ({ Name: name }: { Name?: unknown }, region: string) => {
    const version = versions[region]!;
    if (version instanceof Error) throw version;
    return name === bootstrapParameter(standardQualifier) ? { Parameter: { Value: version } } : {};
  };
  return await bootstrapCheck.run(aContext({ GetParameter }));
}

describe('a Region', () => {
  test('with a version that is high enough is ready', async () => {
    expect(await find({ 'us-east-1': '31', 'eu-west-1': '31' })).toEqual([
      { check: 'CDK bootstrap', status: 'ok', text: 'us-east-1, eu-west-1: version 31' },
    ]);
  });

  test.each([
    [anError('ParameterNotFound'), 'eu-west-1: is not bootstrapped'],
    ['5', 'eu-west-1: has version 5, but 6 or later is required'],
  ])('with %s is to be bootstrapped, in the stage’s account', async (version, text) => {
    expect(await find({ 'us-east-1': '6', 'eu-west-1': version })).toMatchObject([
      { status: 'ok' },
      { status: 'fails', text, remedy: 'npx cdk bootstrap aws://111122223333/eu-west-1' },
    ]);
  });

  test('without permission is unknown', async () => {
    const refusal = noPermission('ssm:GetParameter');

    expect(await find({ 'us-east-1': refusal, 'eu-west-1': refusal })).toMatchObject([
      {
        status: 'unknown',
        text: 'us-east-1, eu-west-1: could not be checked: requires ssm:GetParameter',
      },
    ]);
  });
});

test('a stage without an account is bootstrapped in the caller’s', async () => {
  const GetParameter = refusing(anError('ParameterNotFound'));
  const stage = aPreflightStage({ account: undefined, regions: ['us-east-1'] });

  expect(await bootstrapCheck.run(aContext({ GetParameter }, { stage }))).toMatchObject([
    { remedy: 'npx cdk bootstrap aws://111122223333/us-east-1' },
  ]);
});

describe('the qualifier of cdk.json', () => {
  const cdkJson = JSON.stringify({ context: { '@aws-cdk/core:bootstrapQualifier': 'vendor' } });

  test('determines which bootstrap is checked and created', async () => {
    const asked = new Set<unknown>();
    const GetParameter = ({ Name: name }: { Name?: unknown }) => {
      asked.add(name);
      throw anError('ParameterNotFound');
    };
    const stage = aPreflightStage({ regions: ['us-east-1'] });
    const check = bootstrapCheckBy(() => cdkJson);

    expect(await check.run(aContext({ GetParameter }, { stage }))).toMatchObject([
      { remedy: 'npx cdk bootstrap aws://111122223333/us-east-1 --qualifier vendor' },
    ]);
    expect([...asked]).toEqual(['/cdk-bootstrap/vendor/version']);
  });

  test.each([['{}'], ['{"context": {"other": true}}']])('is CDK’s own in %s', (text) => {
    expect(qualifierIn(text)).toBe('hnb659fds');
  });

  test('is the one that a stack is synthesized with', () => {
    const context = { '@aws-cdk/core:bootstrapQualifier': 'vendor' };
    const app = new App({ context });
    const stack = new Stack(app, 'Any');
    const topic = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
    const artifact = app.synth().getStackArtifact(topic.stack.artifactId);

    expect(artifact.bootstrapStackVersionSsmParameter).toBe(
      bootstrapParameter(qualifierIn(JSON.stringify({ context }))),
    );
  });
});

test('the parameter and the version are those that CDK asks for', () => {
  const app = new App();
  const stack = new Stack(app, 'Any');
  const topic = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
  const artifact = app.synth().getStackArtifact(topic.stack.artifactId);

  expect(artifact.bootstrapStackVersionSsmParameter).toBe(bootstrapParameter(standardQualifier));
  expect(artifact.requiresBootstrapStackVersion).toBe(lowestBootstrapVersion);
});
