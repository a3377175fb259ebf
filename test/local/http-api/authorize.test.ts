import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { authorize, type Trust } from '../../../local/http-api/authorize.ts';

const now = Date.UTC(2026, 10, 21, 19);
const seconds = now / 1000;
const issuer = 'https://issuer.example';
const audience = 'console';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
let own: KeyPair;
let strangers: KeyPair;
let elliptic: KeyPair;
let trust: Trust;
beforeAll(async () => {
  own = await generateKeyPair('RS256', { extractable: true });
  strangers = await generateKeyPair('RS256', { extractable: true });
  elliptic = await generateKeyPair('ES256', { extractable: true });
  const keys = createLocalJWKSet({
    keys: [
      { ...(await exportJWK(own.publicKey)), kid: 'own' },
      { ...(await exportJWK(elliptic.publicKey)), kid: 'elliptic' },
    ],
  });
  trust = { keys, issuer, audience };
});

const claims = { iss: issuer, aud: audience, tenant: 'acme', iat: seconds, exp: seconds + 60 };

const without = (claim: keyof typeof claims): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));

async function sign(
  payload: JWTPayload,
  key: Parameters<SignJWT['sign']>[0] = own.privateKey,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const protectedHeader = { alg: 'RS256', kid: 'own', ...header };
  return await new SignJWT(payload).setProtectedHeader(protectedHeader).sign(key);
}

const unreachable = () => Promise.reject(new Error('no JWKS'));

const judged = (header: string | undefined) => authorize(header, { ...trust, now });
const judgedToken = async (payload: JWTPayload) => judged(`Bearer ${await sign(payload)}`);

describe('a good token', () => {
  test('gives its claims, each of them a text', async () => {
    expect(await judgedToken({ ...claims, groups: ['a', 'b'] })).toEqual({
      iss: issuer,
      aud: audience,
      tenant: 'acme',
      iat: String(seconds),
      exp: String(seconds + 60),
      groups: '[a b]',
    });
  });

  test.each(['RS256', 'RS384', 'RS512'])('may be signed with %s', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg);
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'own' }] });
    const header = `Bearer ${await sign(claims, privateKey, { alg })}`;
    expect(await authorize(header, { ...trust, keys, now })).toMatchObject({ tenant: 'acme' });
  });

  test.each(['Bearer ', 'bearer ', ''])('may come after "%s"', async (scheme) => {
    expect(await judged(`${scheme}${await sign(claims)}`)).toMatchObject({ tenant: 'acme' });
  });

  test.each<[string, JWTPayload]>([
    ['is for several audiences', { ...claims, aud: ['other', audience] }],
    ['has a client_id and no aud', { ...without('aud'), client_id: audience }],
    ['has no time of issue', without('iat')],
    ['came into force just now', { ...claims, nbf: seconds }],
    ['ends in a second', { ...claims, exp: seconds + 1 }],
  ])('%s', async (_, payload) => {
    expect(await judgedToken(payload)).toMatchObject({ tenant: 'acme' });
  });
});

describe('unauthorized is', () => {
  test.each<[string, JWTPayload]>([
    ['an expired token', { ...claims, exp: seconds }],
    ['a token that never expires', without('exp')],
    ['a token not yet in force', { ...claims, nbf: seconds + 1 }],
    ['a token issued in the future', { ...claims, iat: seconds + 1 }],
    ['another audience', { ...claims, aud: 'other' }],
    ['another audience, whatever the client_id', { ...claims, aud: 'x', client_id: audience }],
    ['no audience at all', without('aud')],
    ['another client_id without aud', { ...without('aud'), client_id: 'other' }],
    ['another issuer', { ...claims, iss: 'https://other.example' }],
    ['an issuer with a slash more', { ...claims, iss: `${issuer}/` }],
    ['no issuer', without('iss')],
  ])('%s', async (_, payload) => {
    expect(await judgedToken(payload)).toBe('unauthorized');
  });

  test('a token of a stranger, under the name of our key', async () => {
    expect(await judged(`Bearer ${await sign(claims, strangers.privateKey)}`)).toBe('unauthorized');
  });

  test('a token of an unknown key, or one that names none', async () => {
    const unknown = await sign(claims, own.privateKey, { kid: 'unknown' });
    const unnamed = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256' })
      .sign(own.privateKey);
    expect(await judged(`Bearer ${unknown}`)).toBe('unauthorized');
    expect(await judged(`Bearer ${unnamed}`)).toBe('unauthorized');
  });

  test('a token whose claims were changed after it was signed', async () => {
    const [head, , signature] = (await sign(claims)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, tenant: 'other' })).toString(
      'base64url',
    );
    expect(await judged(`Bearer ${head}.${forged}.${signature}`)).toBe('unauthorized');
  });

  test('a token with alg none', async () => {
    expect(await judged(`Bearer ${new UnsecuredJWT(claims).encode()}`)).toBe('unauthorized');
    const [, body] = (await sign(claims)).split('.');
    const head = Buffer.from('{"alg":"none","kid":"own"}').toString('base64url');
    expect(await judged(`Bearer ${head}.${body}.`)).toBe('unauthorized');
  });

  test('a token signed with the public key as an HMAC secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(own.publicKey));
    const token = await sign(claims, secret, { alg: 'HS256' });
    expect(await judged(`Bearer ${token}`)).toBe('unauthorized');
  });

  test.each([
    ['PS256', 'own'],
    ['ES256', 'elliptic'],
  ])('a token signed with %s, which HTTP APIs do not take', async (alg, kid) => {
    const jwk = await exportJWK((alg === 'ES256' ? elliptic : own).privateKey);
    const token = await sign(claims, jwk, { alg, kid });
    expect(await judged(`Bearer ${token}`)).toBe('unauthorized');
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a.b.c',
    'Bearer  ',
    'Bearer x,Bearer y',
  ])('the header %j', async (header) => {
    expect(await judged(header)).toBe('unauthorized');
  });

  test('two tokens at once, both of them good', async () => {
    const token = await sign(claims);
    expect(await judged(`Bearer ${token},Bearer ${token}`)).toBe('unauthorized');
  });

  test('any token while the keys cannot be had', async () => {
    const header = `Bearer ${await sign(claims)}`;
    expect(await authorize(header, { ...trust, keys: unreachable, now })).toBe('unauthorized');
  });
});
