import { describe, expect, test } from '@jest/globals';
import { createLocalJWKSet } from 'jose';
import { authorize } from '../../../local/http-api/authorize.ts';
import { openLocalIssuer, tokenSeconds } from '../../../local/sign-in/local-issuer.ts';
import { localSignIn } from '../../../local/sign-in/sign-in.ts';

const now = Date.UTC(2026, 10, 21, 19, 0, 0, 999);
const signIn = localSignIn('http://127.0.0.1:4604', 'custom:tenant');
const { issuer, audience } = signIn;

describe('a token of the local issuer', () => {
  test('names its tenant, for an hour', async () => {
    const local = openLocalIssuer(signIn);
    const header = `Bearer ${await local.token('acme', now)}`;
    const at = (ms: number) => authorize(header, { ...local.trust, now: ms });

    expect(await at(now)).toMatchObject({ iss: issuer, aud: audience, 'custom:tenant': 'acme' });
    expect(await at(now + (tokenSeconds - 1) * 1000)).toMatchObject({ iss: issuer });
    expect(await at(now + tokenSeconds * 1000)).toBe('unauthorized');
  });

  test('can be checked by its public JWKS, which has nothing private', async () => {
    const local = openLocalIssuer(signIn);
    const header = `Bearer ${await local.token('acme', now)}`;
    const jwks = await local.jwks();

    const keys = createLocalJWKSet(jwks);
    expect(await authorize(header, { keys, issuer, audience, now })).toMatchObject({ iss: issuer });
    expect(Object.keys(jwks.keys[0]!).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  test('is no token of another start of local mode', async () => {
    const header = `Bearer ${await openLocalIssuer(signIn).token('acme', now)}`;
    const { trust } = openLocalIssuer(signIn);
    expect(await authorize(header, { ...trust, now })).toBe('unauthorized');
  });
});
