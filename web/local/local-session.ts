import type { Session } from '../api/authorized-fetch.ts';

/** Makes a token for a tenant's administrator. */
export type TokenMaker = (tenant: string) => Promise<{
  readonly token: string;
  readonly expiresInSeconds: number;
}>;

/** The share of its lifetime for which a token is used. */
const usableShare = 0.5;

/** The session of a tenant's administrator, without a sign-in. */
export function localSession(
  tenant: string,
  makeToken: TokenMaker,
  now: () => number = Date.now,
): Session {
  let held: { readonly token: string; readonly usableUntilMs: number } | undefined;
  return {
    async token() {
      if (held !== undefined && now() < held.usableUntilMs) return held.token;
      const { token, expiresInSeconds } = await makeToken(tenant);
      held = { token, usableUntilMs: now() + expiresInSeconds * 1000 * usableShare };
      return token;
    },
    onUnauthorized() {
      held = undefined;
    },
  };
}
