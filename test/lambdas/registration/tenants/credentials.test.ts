import { describe, expect, test } from '@jest/globals';
import { jwtVerify } from 'jose';
import { authorize } from '../../../../local/http-api/authorize.ts';
import {
  credentialKinds,
  credentialsOf,
  forgersKeys,
  tokensNowMs,
  trust,
  type CredentialKind,
} from './credentials.ts';

const credentials = await credentialsOf('acme');
const headerOf = (kind: CredentialKind) => credentials.get(kind)?.header;
const now = tokensNowMs;

/** Signed by the issuer, for us and in force; what is wrong is the tenant. */
const tenantless: readonly CredentialKind[] = [
  'no tenant',
  'an empty tenant',
  'a slash in the tenant',
  'half a character in the tenant',
  'the tenant under another claim',
  'the tenant in a prototype',
];

describe('the tokens of the tests', () => {
  test.each(credentialKinds.filter((kind) => credentials.get(kind)?.tenant !== undefined))(
    'one that is to act as a tenant names it: %s',
    async (kind) => {
      const { header, tenant } = credentials.get(kind)!;

      expect(await authorize(header, { ...trust, now })).toMatchObject({ tenant });
    },
  );

  test.each(tenantless)('one that names no tenant is still the issuer’s: %s', async (kind) => {
    expect(await authorize(headerOf(kind), { ...trust, now })).toMatchObject({
      iss: trust.issuer,
    });
  });

  test.each(
    credentialKinds.filter(
      (kind) => credentials.get(kind)?.tenant === undefined && !tenantless.includes(kind),
    ),
  )('any other is refused: %s', async (kind) => {
    expect(await authorize(headerOf(kind), { ...trust, now })).toBe('unauthorized');
  });

  test.each([
    ['expired', { now: now - 60_000 }],
    ['not yet valid', { now: now + 120_000 }],
    ['issued in the future', { now: now + 120_000 }],
    ['for another audience', { audience: 'mobile' }],
    ['for another audience, by our client', { audience: 'mobile' }],
    ['of another issuer', { issuer: 'https://issuer.other.test' }],
    ['forged with another key', { keys: forgersKeys }],
    ['forged with a key that it brings', { keys: forgersKeys }],
  ] as const)('nothing else is wrong with one that is %s', async (kind, forgiving) => {
    expect(await authorize(headerOf(kind), { ...trust, now, ...forgiving })).toMatchObject({
      tenant: 'acme',
    });
  });

  test.each(['RSA-PSS', 'elliptic'] as const)(
    'nothing is wrong with the signature of one that is %s but its algorithm',
    async (kind) => {
      const token = headerOf(kind)?.replace('Bearer ', '') ?? '';
      const { payload } = await jwtVerify(token, trust.keys, { currentDate: new Date(now) });

      expect(payload['tenant']).toBe('acme');
    },
  );
});
