import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(60_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanout-app-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the CDK app as `cdk synth` does, with this context. */
async function synthesize(context: object) {
  const script = join(import.meta.dirname, '../../bin/app.ts');
  const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: folder };
  return await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, [script], { env }, (error, _stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stderr });
    });
  });
}

test('a wrong context key is one line that names it', async () => {
  const { code, stderr } = await synthesize({ partnerName: 'a/b' });

  expect(stderr).toMatch(/^context key partnerName must .*, not "a\/b"\n$/);
  expect(code).toBe(1);
});

test('a provider without its client is one line that names the key', async () => {
  const { code, stderr } = await synthesize({ oidcIssuer: 'https://login.example.com' });

  expect(stderr).toBe('context key oidcClientId must be given with oidcIssuer\n');
  expect(code).toBe(1);
});

test.each([
  ['a user pool', {}],
  ['a provider', { oidcIssuer: 'https://login.example.com', oidcClientId: 'page' }],
])('the app makes a template of the context, with %s', async (_, provider) => {
  const context = { partnerName: 'example.com', regions: 'us-east-1', ...provider };

  expect(await synthesize(context)).toEqual({ code: 0, stderr: '' });
  expect(await readdir(folder)).toContain('EventBridgePartnerFanout.template.json');
});
