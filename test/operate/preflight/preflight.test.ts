import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../terminal/input-error.ts';
import { preflightBy } from '../../../operate/preflight/preflight.ts';
import { runCommand } from '../../../operate/run-command.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { aDocument, aKey } from './checks/issuer/builders.ts';
import {
  anError,
  fakeClients,
  noPermission,
  refusing,
  type Operations,
} from './support/fake-aws.ts';

const issuer = 'https://login.vendor.example';

/** The provider of stages/prod.json, which every page may ask. */
async function provider(url: URL): Promise<Response> {
  // No bucket is there.
  if (url.hostname.endsWith('.amazonaws.com')) return new Response(null, { status: 404 });
  const text = JSON.stringify(aDocument()).replaceAll('https://login.example.com', issuer);
  const headers = { 'access-control-allow-origin': '*' };
  switch (url.pathname) {
    case '/.well-known/openid-configuration':
      return new Response(text, { headers });
    case '/jwks':
      return Response.json({ keys: [aKey()] }, { headers });
    default:
      return Response.json({ error: 'invalid_grant' }, { status: 400, headers });
  }
}

interface Conditions {
  readonly operations?: Operations;
  readonly timeLimit?: () => AbortSignal;
  readonly isTTY?: boolean;
}

async function run(words: string, conditions: Conditions = {}) {
  const { operations, timeLimit = () => new AbortController().signal, isTTY = false } = conditions;
  const { clients, calls } = fakeClients(operations);
  const command = preflightBy({
    clients,
    fetch: provider,
    resolve: async () => ['203.0.113.1'],
    now: () => 0,
    timeLimit,
  });
  const fake = fakeTerminal();
  const errorOutput = { ...fake.terminal.errorOutput, isTTY };
  const code = await runCommand(words.split(' '), [command], { ...fake.terminal, errorOutput });
  return { code, calls, ...fake };
}

test('a stage that is ready has a line for each check, and exit code 0', async () => {
  const { code, written } = await run('preflight --stage prod');

  expect(written()).toBe(`Preflight of stage prod
ok       account        111122223333, as arn:aws:iam::111122223333:user/me
ok       Regions        17 Regions: enabled
ok       CDK bootstrap  us-east-1, eu-west-1, ap-southeast-2: version 31
ok       partner API    17 Regions: EventBridge answers for vendor.example
ok       producers      arn:aws:iam::111122223333:role/orders-service: exists
ok       sign-in        the discovery document is valid, with PKCE (S256)
ok       sign-in        1 RSA key at https://login.vendor.example/jwks
ok       sign-in        the page can call login.vendor.example
ok       control plane  not deployed yet; the stage file places it in us-east-1
ok       stacks         6 stacks: not deployed yet
ok       mapping table  us-east-1, eu-west-1, ap-southeast-2: none yet
ok       history        6 tables and buckets: none yet
ok       large events   bucket in us-east-1, bucket in eu-west-1, bucket in ap-southeast-2: none yet
ok       keys           us-east-1, eu-west-1, ap-southeast-2: none yet
14 ok, 0 failed, 0 warnings, 0 could not be checked
`);
  expect(code).toBe(0);
});

test('only reads', async () => {
  const { calls } = await run('preflight --stage prod');
  const operations = new Set(calls.map((call) => call.split(' ')[1]));

  expect([...operations].filter((one) => !/^(Get|Describe|List)/.test(one ?? ''))).toEqual([]);
});

describe('what fails', () => {
  const operations: Operations = {
    GetParameter(_, region) {
      if (region === 'eu-west-1') throw anError('ParameterNotFound');
      return { Parameter: { Value: '31' } };
    },
  };

  test('is a line with what to do beneath it, and exit code 1', async () => {
    const { code, written } = await run('preflight --stage prod', { operations });

    expect(written()).toContain(`
fails    CDK bootstrap  eu-west-1: is not bootstrapped
                        -> npx cdk bootstrap aws://111122223333/eu-west-1
`);
    expect(written()).toMatch(/\n14 ok, 1 failed, 0 warnings, 0 could not be checked\n$/);
    expect(code).toBe(1);
  });

  test('is in the JSON document, too', async () => {
    const { code, json } = await run('preflight --stage prod --json', { operations });

    expect(json()).toMatchObject({ stage: 'prod', passed: false });
    expect(json().findings).toContainEqual({
      check: 'CDK bootstrap',
      status: 'fails',
      text: 'eu-west-1: is not bootstrapped',
      remedy: 'npx cdk bootstrap aws://111122223333/eu-west-1',
    });
    expect(code).toBe(1);
  });
});

test('a missing permission fails nothing', async () => {
  const refuse = refusing(noPermission('x'));
  const operations = {
    GetParameter: refuse,
    DescribeTable: refuse,
    ListPartnerEventSources: refuse,
  };
  const { code, json } = await run('preflight --stage prod --json', { operations });

  expect(code).toBe(0);
  expect(json().passed).toBe(true);
});

test('a service that never answers holds up neither the other checks nor the command', async () => {
  const time = new AbortController();
  const operations = { DescribeTable: () => new Promise(() => undefined) };
  const running = run('preflight --stage prod', { operations, timeLimit: () => time.signal });
  // All that answers has answered by then.
  await new Promise(setImmediate);
  time.abort();
  const { code, written } = await running;

  expect(written()).toMatch(/unknown {2}mapping table {2}.*: could not be checked: timed out/);
  expect(written()).toMatch(/ok {7}keys/);
  expect(code).toBe(0);
});

test('a check that throws is reported, and the others continue', async () => {
  const operations = { DescribeKey: () => Promise.reject(new TypeError('of undefined')) };
  const { written } = await run('preflight --stage prod', { operations });

  expect(written()).toMatch(/unknown {2}keys .*of undefined/);
  expect(written()).toMatch(/ok {7}mapping table/);
});

test('progress is shown on a terminal', async () => {
  expect((await run('preflight --stage prod', { isTTY: true })).complained()).toContain(
    '12 of 12 checks done',
  );
  expect((await run('preflight --stage prod')).complained()).toBe('');
});

test.each([
  ['preflight', 'preflight checks a deployment: specify its stage with --stage NAME'],
  ['preflight --port 4600', 'preflight checks a deployment: specify its stage with --stage NAME'],
  ['preflight --stage nope', /^--stage nope: .*no such file; stages are dev, prod$/],
  [
    'preflight --stage prod --port 4600',
    '--port is for local mode and --stage for AWS: specify only one',
  ],
  ['preflight prod', /^unexpected argument "prod"$/],
  ['preflight --stage prod --fast', /^Unknown option '--fast'/],
])('%s is wrong input, in one line', async (words, message) => {
  const running = run(words);

  await expect(running).rejects.toThrow(InputError);
  await expect(running).rejects.toThrow(message);
  await expect(running).rejects.toThrow(/^[^\n]+$/);
});
