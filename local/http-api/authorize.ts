import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { claimTexts, type Claims } from './claim-texts.ts';

/** Which tokens are accepted. */
export interface Trust {
  /** Finds the issuer's public key that a token names; jose makes one from a JWKS or its address. */
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
}

/**
 * Checks a request's Authorization header as the JWT authorizer of an HTTP API does: a signature by one
 * of the issuer's RSA keys, issuer, audience, and validity at `now` (epoch milliseconds). Resolves with
 * the claims, or with `unauthorized` for any fault; never rejects.
 */
export async function authorize(
  header: string | undefined,
  { keys, issuer, audience, now }: Trust & { readonly now: number },
): Promise<Claims | 'unauthorized'> {
  const token = /^(?:bearer +)?(?<token>[^\s,]+)$/i.exec(header ?? '')?.groups?.['token'];
  if (token === undefined) return 'unauthorized';
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ['RS256', 'RS384', 'RS512'],
      issuer,
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    const isAccepted =
      protectedHeader.kid !== undefined && isFor(audience, payload) && isIssued(payload, now);
    return isAccepted ? claimTexts(payload) : 'unauthorized';
  } catch {
    return 'unauthorized';
  }
}

function isFor(audience: string, { aud, client_id: clientId }: JWTPayload): boolean {
  if (aud === undefined) return clientId === audience;
  return Array.isArray(aud) ? aud.includes(audience) : aud === audience;
}

function isIssued({ iat }: JWTPayload, nowMs: number): boolean {
  return iat === undefined || iat * 1000 <= nowMs;
}
