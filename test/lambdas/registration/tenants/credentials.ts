import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign, createLocalJWKSet } from 'jose';
import type { Trust } from '../../../../local/http-api/authorize.ts';
import { testNowMs } from '../../../support/domain-builders.ts';
import { registrationTestSettings } from '../../../support/registration-services.ts';

/** The value of a request's Authorization header, and as which tenant its sender may act. */
export interface Credential {
  readonly kind: CredentialKind;
  /** Undefined: the request has no such header. */
  readonly header: string | undefined;
  /** Undefined: as none. */
  readonly tenant: string | undefined;
}

/** What is right or wrong with a credential. */
export type CredentialKind = keyof typeof makers;

/** When the tokens are in force, epoch milliseconds. */
export const tokensNowMs = testNowMs;

const {
  tenantClaim,
  signIn: { issuer, clientId: audience },
} = registrationTestSettings;
const nowSeconds = tokensNowMs / 1000;
const times = { iat: nowSeconds - 60, exp: nowSeconds + 3600 };
const kid = 'key-1';
const ellipticKid = 'key-2';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const forgers = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Whose tokens the tests' authorizer takes. It has an elliptic key too, which HTTP APIs do not take. */
export const trust: Trust = {
  issuer,
  audience,
  keys: createLocalJWKSet({
    keys: [
      { ...rsa.publicKey.export({ format: 'jwk' }), kid, use: 'sig' },
      { ...elliptic.publicKey.export({ format: 'jwk' }), kid: ellipticKid, use: 'sig' },
    ],
  }),
};

/** The credentials of a tenant by their kinds: its own, and those of impostors. */
export type Credentials = ReadonlyMap<CredentialKind, Credential>;

/** Makes a tenant's credentials. */
export async function credentialsOf(tenant: string): Promise<Credentials> {
  const entries = Object.entries<Maker>(makers).map(async ([name, { header, actsAs = nobody }]) => {
    const kind = name as CredentialKind;
    return [kind, { kind, header: await header(tenant), tenant: actsAs(tenant) }] as const;
  });
  return new Map(await Promise.all(entries));
}

/** The credentials of each of these tenants. */
export async function credentialsOfEach(
  tenants: readonly string[],
): Promise<ReadonlyMap<string, Credentials>> {
  const distinct = [...new Set(tenants)];
  return new Map(
    await Promise.all(
      distinct.map(async (tenant) => [tenant, await credentialsOf(tenant)] as const),
    ),
  );
}

interface Maker {
  readonly header: (tenant: string) => Promise<string | undefined>;
  /** Whom a sender may act as; as nobody unless given. */
  readonly actsAs?: (tenant: string) => string | undefined;
}

const nobody = () => undefined;
const itself = (tenant: string) => tenant;

/** A token as the issuer makes it, but for what is given. */
async function token(
  claims: Readonly<Record<string, unknown>>,
  {
    key = rsa.privateKey,
    ...header
  }: {
    readonly key?: KeyObject | Uint8Array;
    readonly alg?: string;
    readonly kid?: string;
    readonly jwk?: object;
  } = {},
): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify({ iss: issuer, ...times, ...claims }));
  return await new CompactSign(payload)
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT', ...header })
    .sign(key);
}

const bearer = (text: string) => `Bearer ${text}`;

/** A bearer token of the audience that names the tenant, but for what is given. */
const named = async (
  tenant: unknown,
  claims: Readonly<Record<string, unknown>> = {},
  header: Parameters<typeof token>[1] = {},
) => bearer(await token({ aud: audience, [tenantClaim]: tenant, ...claims }, header));

/** A token in three parts, for what no library signs. */
const pieced = (header: object, claims: object, signature: string) =>
  bearer(`${inBase64(header)}.${inBase64(claims)}.${signature}`);

const inBase64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const full = (tenant: string) => ({ iss: issuer, aud: audience, ...times, [tenantClaim]: tenant });

/** The token of somebody else, in whose payload the tenant was written. */
async function tampered(tenant: string): Promise<string> {
  const [header = '', , signature = ''] = (await named('somebody-else')).split('.');
  return `${header}.${inBase64(full(tenant))}.${signature}`;
}

/** The keys of somebody who signs in the issuer's name. */
export const forgersKeys: Trust['keys'] = createLocalJWKSet({
  keys: [{ ...forgers.publicKey.export({ format: 'jwk' }), kid, use: 'sig' }],
});

const publicPem = rsa.publicKey.export({ format: 'pem', type: 'spki' });
const publicJwk = rsa.publicKey.export({ format: 'jwk' });
const forgersJwk = forgers.publicKey.export({ format: 'jwk' });
const asSecret = (text: string | Buffer) => ({
  alg: 'HS256',
  key: new Uint8Array(Buffer.from(text)),
});

const makers = {
  valid: { header: (tenant) => named(tenant), actsAs: itself },
  'valid by its client_id': {
    header: async (tenant) => bearer(await token({ client_id: audience, [tenantClaim]: tenant })),
    actsAs: itself,
  },

  // What the issuer has signed, and is no text: a tenant of the name that the gateway makes of it.
  'an array as tenant': { header: (tenant) => named([tenant]), actsAs: (tenant) => `[${tenant}]` },
  'an object as tenant': {
    header: (tenant) => named({ name: tenant }),
    actsAs: (tenant) => `map[name:${tenant}]`,
  },
  'a number as tenant': { header: () => named(7), actsAs: () => '7' },
  'null as tenant': { header: () => named(null), actsAs: () => '<nil>' },

  'no tenant': { header: () => named(undefined) },
  'an empty tenant': { header: () => named('') },
  'a slash in the tenant': { header: (tenant) => named(`${tenant}/repo1`) },
  'half a character in the tenant': { header: (tenant) => named(`${tenant}\ud800`) },
  'the tenant under another claim': { header: (tenant) => named(undefined, { Tenant: tenant }) },
  'the tenant in a prototype': {
    header: (tenant) => named(undefined, { ['__proto__']: { [tenantClaim]: tenant } }),
  },

  none: { header: async () => undefined },
  empty: { header: async () => '' },
  garbage: { header: async () => bearer('not.a.token') },
  'the name alone': { header: async (tenant) => bearer(tenant) },
  basic: {
    header: async (tenant) => `Basic ${Buffer.from(`${tenant}:secret`).toString('base64')}`,
  },
  'two tokens': { header: async (tenant) => `${await named('x')}, ${await named(tenant)}` },
  'forged with another key': { header: (tenant) => named(tenant, {}, { key: forgers.privateKey }) },
  'forged with a key that it brings': {
    header: (tenant) => named(tenant, {}, { key: forgers.privateKey, jwk: forgersJwk }),
  },
  'forged with a key that nobody knows': {
    header: (tenant) => named(tenant, {}, { key: forgers.privateKey, kid: 'key-0' }),
  },
  'tampered with': { header: tampered },
  'without its signature': {
    header: async (tenant) => `${(await named(tenant)).split('.').slice(0, 2).join('.')}.`,
  },
  'alg none': { header: async (tenant) => pieced({ alg: 'none' }, full(tenant), '') },
  'alg None, with a key id': {
    header: async (tenant) => pieced({ alg: 'None', kid }, full(tenant), ''),
  },
  'HS256 by the public key': { header: (tenant) => named(tenant, {}, asSecret(publicPem)) },
  "HS256 by the public key's JWK": {
    header: (tenant) => named(tenant, {}, asSecret(JSON.stringify(publicJwk))),
  },
  'RSA-PSS': { header: (tenant) => named(tenant, {}, { alg: 'PS256' }) },
  elliptic: {
    header: (tenant) =>
      named(tenant, {}, { alg: 'ES256', kid: ellipticKid, key: elliptic.privateKey }),
  },
  expired: { header: (tenant) => named(tenant, { exp: nowSeconds - 1 }) },
  'never expiring': { header: (tenant) => named(tenant, { exp: undefined }) },
  'not yet valid': { header: (tenant) => named(tenant, { nbf: nowSeconds + 60 }) },
  'issued in the future': { header: (tenant) => named(tenant, { iat: nowSeconds + 60 }) },
  'for another audience': { header: (tenant) => named(tenant, { aud: 'mobile' }) },
  'for another audience, by our client': {
    header: (tenant) => named(tenant, { aud: 'mobile', client_id: audience }),
  },
  'for nobody': { header: (tenant) => named(tenant, { aud: undefined }) },
  'of another issuer': {
    header: (tenant) => named(tenant, { iss: 'https://issuer.other.test' }),
  },
  'of no issuer': { header: (tenant) => named(tenant, { iss: undefined }) },
} as const satisfies Record<string, Maker>;

/** Every kind of credential. */
export const credentialKinds = Object.keys(makers) as readonly CredentialKind[];
