import type { Fetched } from '../../../../../operate/preflight/checks/issuer/fetched.ts';

export const issuer = 'https://login.example.com';

/** A discovery document with which nothing is wrong. */
export function aDocument(): Readonly<Record<string, unknown>> {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['plain', 'S256'],
  };
}

/** An RSA key as a key set has it. */
export function aKey(fields: Readonly<Record<string, unknown>> = {}) {
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'one', n: 'x', e: 'AQAB', ...fields };
}

/** What a provider answers to a request that every page may make. */
export function anAnswer(
  body: unknown,
  more: Partial<Extract<Fetched, { kind: 'answered' }>> = {},
): Extract<Fetched, { kind: 'answered' }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    kind: 'answered',
    status: 200,
    body: text,
    allowedOrigin: '*',
    milliseconds: 20,
    ...more,
  };
}
