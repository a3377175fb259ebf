import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { startStubCloudFormation } from '../support/stub-cloud-formation.ts';
import { featureFlags } from '../support/synthesize.ts';

jest.setTimeout(60_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanout-app-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The templates alone: no bundles, and no validation, for which CDK takes some seconds. */
const quick = {
  context: { [BUNDLING_STACKS]: [] },
  environment: { CDK_VALIDATION: 'false' },
};

/** Runs the CDK app as `cdk synth` does, with this context; without credentials unless given. */
async function synthesize(context: object, environment: Readonly<Record<string, string>> = {}) {
  const script = join(import.meta.dirname, '../../bin/app.ts');
  const { CDK_DEFAULT_ACCOUNT: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    ...environment,
    CDK_CONTEXT_JSON: JSON.stringify({ ...featureFlags(), ...context }),
    CDK_OUTDIR: folder,
  };
  return await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, [script], { env }, (error, _stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stderr });
    });
  });
}

test('a stage that is none is one line that names those there are', async () => {
  expect(await synthesize({ stage: 'nope' })).toEqual({
    code: 1,
    stderr: 'stages/nope.json: no such file; stages are dev, prod\n',
  });
});

/** The templates of a stage in the folder. */
async function templatesOf(stage: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.template.json') && file.includes(`-${stage}-`))
    .toSorted();
}

test('the app makes two templates for each Region of the stage', async () => {
  expect(await synthesize({ stage: 'prod' })).toEqual({ code: 0, stderr: '' });
  expect(await templatesOf('prod')).toEqual([
    'EventBridgePartner-prod-ap-southeast-2.template.json',
    'EventBridgePartner-prod-eu-west-1.template.json',
    'EventBridgePartner-prod-us-east-1.template.json',
    'EventBridgePartnerState-prod-ap-southeast-2.template.json',
    'EventBridgePartnerState-prod-eu-west-1.template.json',
    'EventBridgePartnerState-prod-us-east-1.template.json',
  ]);
});

describe('when no stage is named', () => {
  let synthesized: Awaited<ReturnType<typeof synthesize>>;
  beforeAll(async () => {
    synthesized = await synthesize(quick.context, quick.environment);
  });

  test('the app makes the templates of dev', async () => {
    expect(synthesized).toEqual({ code: 0, stderr: '' });
    expect(await templatesOf('dev')).toEqual([
      'EventBridgePartner-dev-us-east-1.template.json',
      'EventBridgePartnerState-dev-us-east-1.template.json',
    ]);
  });

  test('a stack without an account goes to its Region in the account of the credentials', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));

    expect(manifest.artifacts['EventBridgePartner-dev-us-east-1'].environment).toBe(
      'aws://unknown-account/us-east-1',
    );
  });
});

test('a synthesis with credentials looks whether it would lose a control plane', async () => {
  const account = '444455556666';
  const outputs = {
    StageName: 'dev',
    PartnerName: 'vendor.example.test',
    HomeRegion: 'eu-west-1',
  };
  const cloudFormation = await startStubCloudFormation((region) =>
    region === 'eu-west-1'
      ? [{ name: 'EventBridgePartnerState-dev-eu-west-1', account, outputs }]
      : [],
  );
  const environment = {
    ...quick.environment,
    CDK_DEFAULT_ACCOUNT: account,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  };
  try {
    const refused = await synthesize(quick.context, environment);
    const askedFor = await synthesize({ ...quick.context, moveControlPlane: 'true' }, environment);

    expect(refused).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^stages\/dev.json: homeRegion must stay eu-west-1, not .+\n$/),
    });
    expect(askedFor).toEqual({ code: 0, stderr: '' });
  } finally {
    await cloudFormation.stop();
  }
});
