import type { Session } from '../api/session.ts';

/** What gives a tenant's administrator a token. */
export type TokenMaker = (tenant: string) => Promise<{
  readonly token: string;
  readonly expiresInSeconds: number;
}>;

/** A token is used until half its time is over. */
const usableShare = 0.5;

/** The session of a tenant's administrator, who has no need to sign in. */
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
