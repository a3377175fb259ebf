import { expect, test } from '@jest/globals';
import { parseStage } from '../../../../lib/stage/read-stage.ts';
import { namesOf } from '../../../../operate/validate/run-names.ts';
import {
  stageTenants,
  type GivenTokens,
} from '../../../../operate/validate/subject/stage-tenants.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const aToken = (claims: object) => ({
  token: `${part({ alg: 'none' })}.${part(claims)}.x`,
  given: 'FANOUT_TOKEN',
});

const functionName = () => 'registration';

const nowMs = 1_800_000_000_000;

function tenantsOf(tokens: GivenTokens, signIn?: object) {
  const invoked: { FunctionName?: string; Payload?: Uint8Array }[] = [];
  const stage = parseStage('dev', {
    partnerDomain: 'vendor.example',
    homeRegion: 'us-east-1',
    regions: ['us-east-1'],
    ...(signIn && { signIn }),
  });
  const client = {
    async send({ input }: { input: (typeof invoked)[number] }) {
      invoked.push(input);
      return { Payload: Buffer.from('{"statusCode":200}') };
    },
  };
  const url = 'https://api.example';
  const names = namesOf('abcdefgh');
  return {
    invoked,
    ...stageTenants(tokens, { url, stage, names, client, functionName, now: () => nowMs }),
  };
}

test('without a token the function is invoked for two tenants of the run’s own', async () => {
  const { tenants, notes, invoked } = tenantsOf({ first: undefined, second: undefined });
  await tenants.second?.send({ method: 'GET', path: '/regions' });

  expect(tenants).toMatchObject({
    areOwn: true,
    first: { tenant: 'fanout-validate-abcdefgh-a' },
    second: { tenant: 'fanout-validate-abcdefgh-b' },
  });
  expect(notes).toEqual([expect.stringContaining('invoked directly')]);
  expect(JSON.parse(Buffer.from(invoked[0]?.Payload ?? []).toString())).toMatchObject({
    headers: { host: 'api.example' },
    requestContext: {
      authorizer: { jwt: { claims: { 'custom:tenant': 'fanout-validate-abcdefgh-b' } } },
    },
  });
});

test('a token is its tenant’s, whose history stays', () => {
  const first = aToken({ 'custom:tenant': 'acme' });
  const { tenants, notes } = tenantsOf({ first, second: aToken({ 'custom:tenant': 'globex' }) });

  expect(tenants).toMatchObject({
    areOwn: false,
    first: { tenant: 'acme' },
    second: { tenant: 'globex' },
  });
  expect(notes).toEqual([
    expect.stringContaining('the tenant acme of the given token keeps its history'),
  ]);
  expect(tenantsOf({ first, second: undefined }).tenants.second).toBeUndefined();
});

test('a token that may end before the walk does is named', () => {
  const first = aToken({ 'custom:tenant': 'acme', exp: nowMs / 1_000 + 300 });
  const second = aToken({ 'custom:tenant': 'globex', exp: nowMs / 1_000 + 3_600 });

  expect(tenantsOf({ first, second }).notes.slice(1)).toEqual([
    'the token of FANOUT_TOKEN ended 5 minutes after the start: what is answered with 401 later is for this',
  ]);
});

test('the claim of the stage’s provider names the tenant', () => {
  const signIn = { issuer: 'https://login.example', clientId: 'x' };
  const first = aToken({ org: 'acme', tenant: 'globex' });
  const named = (given: object) =>
    tenantsOf({ first, second: undefined }, given).tenants.first.tenant;

  expect(named({ ...signIn, tenantClaim: 'org' })).toBe('acme');
  expect(named(signIn)).toBe('globex');
});
