import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { featureFlags } from '../support/synthesize.ts';

jest.setTimeout(60_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanout-app-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the CDK app as `cdk synth` does without credentials, with this context. */
async function synthesize(context: object) {
  const script = join(import.meta.dirname, '../../bin/app.ts');
  const { CDK_DEFAULT_ACCOUNT: _, ...inherited } = process.env;
  const env = {
    ...inherited,
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

test.each([
  ['dev, when none is named', {}, ['EventBridgePartner-dev-us-east-1']],
  [
    'prod',
    { stage: 'prod' },
    [
      'EventBridgePartner-prod-ap-southeast-2',
      'EventBridgePartner-prod-eu-west-1',
      'EventBridgePartner-prod-us-east-1',
    ],
  ],
])('the app makes a template for each Region of the stage: %s', async (_, context, stacks) => {
  expect(await synthesize(context)).toEqual({ code: 0, stderr: '' });

  const templates = (await readdir(folder)).filter(
    (file) => file.endsWith('.template.json') && stacks.some((stack) => file.startsWith(stack)),
  );

  expect(templates.toSorted()).toEqual(stacks.map((stack) => `${stack}.template.json`));
});

test('a stack without an account goes to its Region in the account of the credentials', async () => {
  await synthesize({});
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));

  expect(manifest.artifacts['EventBridgePartner-dev-us-east-1'].environment).toBe(
    'aws://unknown-account/us-east-1',
  );
});
