import { describe, expect, test } from '@jest/globals';
import { judgeKeySet } from '../../../../../operate/preflight/checks/issuer/key-set.ts';
import { aKey, anAnswer, issuer } from './builders.ts';

const discovery = {
  jwksUri: new URL(`${issuer}/jwks`),
  tokenEndpoint: new URL(`${issuer}/token`),
  algorithms: ['RS256'] as readonly string[] | undefined,
};

const elliptic = { kty: 'EC', use: 'sig', alg: 'ES256', kid: 'two' };

describe('a key set', () => {
  test.each([
    ['an RSA key', [aKey()]],
    [
      'one that does not say what it is for, as Entra ID’s',
      [aKey({ use: undefined, alg: undefined })],
    ],
    [
      'one beside others',
      [elliptic, aKey({ alg: 'RS512' }), aKey({ use: 'enc', alg: 'RSA-OAEP' })],
    ],
  ])('with %s can be used', (_, keys) => {
    expect(judgeKeySet(discovery, anAnswer({ keys }))).toEqual([
      { status: 'ok', text: '1 RSA key at https://login.example.com/jwks' },
    ]);
  });

  test.each([
    ['elliptic keys alone', { keys: [elliptic] }],
    ['an RSA key for PS256', { keys: [aKey({ alg: 'PS256' })] }],
    ['an RSA key to encrypt with', { keys: [aKey({ use: 'enc' })] }],
    ['an RSA key without kid', { keys: [aKey({ kid: undefined })] }],
    ['no key', { keys: [] }],
    ['no list', {}],
    ['texts for keys', { keys: ['RSA', null] }],
    ['no JSON', 'keys'],
  ])('with %s fails: API Gateway supports only RSA', (_, body) => {
    expect(judgeKeySet(discovery, anAnswer(body))).toMatchObject([
      { status: 'fails', remedy: expect.stringContaining('RS256') },
    ]);
  });

  test('of a provider that signs by others alone fails', () => {
    const algorithms = ['ES256', 'PS256'];

    expect(judgeKeySet({ ...discovery, algorithms }, anAnswer({ keys: [aKey()] }))).toMatchObject([
      { status: 'fails', text: 'tokens are signed with ES256, PS256, not RS256' },
    ]);
  });

  test('of a provider that does not list its algorithms is accepted', () => {
    const silent = { ...discovery, algorithms: undefined };

    expect(judgeKeySet(silent, anAnswer({ keys: [aKey()] }))).toMatchObject([{ status: 'ok' }]);
  });

  test.each([
    [anAnswer({}, { status: 503 }), /returned status 503$/],
    [{ kind: 'unanswered', reason: 'fetch failed' } as const, /cannot be reached: fetch failed$/],
    [
      anAnswer({ keys: [aKey({ x: 'x'.repeat(150_000) })] }),
      /bytes, but API Gateway accepts at most 150000$/,
    ],
  ])('that API Gateway could not read fails (%#)', (fetched, text) => {
    expect(judgeKeySet(discovery, fetched)).toMatchObject([
      { status: 'fails', text: expect.stringMatching(text) },
    ]);
  });

  test('that takes longer than API Gateway waits is a warning', () => {
    const late = anAnswer({ keys: [aKey()] }, { milliseconds: 4_000 });

    expect(judgeKeySet(discovery, late)).toMatchObject([{ status: 'ok' }, { status: 'warning' }]);
  });
});
