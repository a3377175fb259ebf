import { createHmac } from 'node:crypto';

/** The code of a token: the HMAC-SHA-256 of its signed part, in base64url. */
export function tokenCode(signed: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(signed).digest('base64url');
}
