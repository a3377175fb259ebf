import type { Session } from '../api/authorized-fetch.ts';

/** The tokens of a signed-in user. */
export interface Tokens {
  /** Sent to the API. */
  readonly bearer: string;
  /** The provider's ID of the user. */
  readonly subject: string;
  /** Names the user to sign out to the provider; undefined where that is the API's token, which must not be in a URL. */
  readonly signOutHint: string | undefined;
  readonly expiresInSeconds: number;
}

/** A session whose tokens are only in memory. */
export interface TokenSession extends Session {
  /** Continues with new tokens: calls that wait for one get it. */
  readonly accept: (tokens: Tokens) => void;
  /** The user of the session; another user's sign-in is another session. */
  readonly subject: string;
  /** The hint of the last sign-in. */
  readonly signOutHint: () => string | undefined;
}

/** A token is not used this shortly before it expires: it could expire on the way. */
const leewayMs = 10_000;

/** A session that asks to sign in again when its token expires or is rejected. */
export function tokenSession(
  tokens: Tokens,
  { onExpired, now = Date.now }: { onExpired: () => void; now?: () => number },
): TokenSession {
  let latest = tokens;
  let bearer: { readonly text: string; readonly usableUntilMs: number } | undefined;
  let waiting: ((token: string) => void)[] = [];

  function accept(accepted: Tokens) {
    latest = accepted;
    const usableUntilMs = now() + accepted.expiresInSeconds * 1000 - leewayMs;
    bearer = { text: accepted.bearer, usableUntilMs };
    for (const resolve of waiting) resolve(accepted.bearer);
    waiting = [];
  }

  accept(tokens);
  return {
    accept,
    subject: tokens.subject,
    signOutHint: () => latest.signOutHint,
    token() {
      if (bearer !== undefined && now() < bearer.usableUntilMs) return Promise.resolve(bearer.text);
      bearer = undefined;
      onExpired();
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    onUnauthorized() {
      bearer = undefined;
      onExpired();
    },
  };
}
