import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet } from 'jose';
import type { Trust } from '../http-api/authorize.ts';
import type { LocalSignIn } from './sign-in.ts';

/** The lifetime of a token. */
export const tokenSeconds = 60 * 60;

/** An issuer of tokens, with its own key. */
export interface LocalIssuer {
  /** What an authorizer needs to accept this issuer's tokens. */
  readonly trust: Trust;
  /** The public key, as a JWKS. */
  jwks(): Promise<JSONWebKeySet>;
  /** A token that names a tenant, issued at `nowMs` (epoch milliseconds). */
  token(tenant: string, nowMs: number): Promise<string>;
}

const algorithm = 'RS256';
const keyId = 'local';

/** Opens an issuer. It creates its RSA key on first use, and keeps it only in memory. */
export function openLocalIssuer({
  issuer,
  audience,
  tenantClaim,
}: Pick<LocalSignIn, 'issuer' | 'audience' | 'tenantClaim'>): LocalIssuer {
  let made: ReturnType<typeof makeKeys> | undefined;
  const keys = () => (made ??= makeKeys());
  return {
    jwks: async () => (await keys()).jwks,
    trust: {
      issuer,
      audience,
      keys: async (header, token) => await (await keys()).findKey(header, token),
    },
    async token(tenant, nowMs) {
      const { privateKey } = await keys();
      const issuedAt = Math.floor(nowMs / 1000);
      return await new SignJWT({ [tenantClaim]: tenant })
        .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject('local-administrator')
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + tokenSeconds)
        .sign(privateKey);
    },
  };
}

async function makeKeys() {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: algorithm, use: 'sig' };
  const jwks = { keys: [jwk] };
  return { privateKey, jwks, findKey: createLocalJWKSet(jwks) };
}

/** The discovery document of an issuer that only signs tokens. */
export function discoveryDocument({ issuer, jwksUri }: Pick<LocalSignIn, 'issuer' | 'jwksUri'>) {
  return {
    issuer,
    jwks_uri: jwksUri,
    id_token_signing_alg_values_supported: [algorithm],
    subject_types_supported: ['public'],
    response_types_supported: ['none'],
  };
}
