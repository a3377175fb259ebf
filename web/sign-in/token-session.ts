import type { Session } from '../api/session.ts';

/** What somebody has after signing in. */
export interface Tokens {
  /** What the API is given. */
  readonly bearer: string;
  /** The provider's id of whom it has signed in. */
  readonly subject: string;
  /** By which the provider knows whom to sign out; undefined where that is the API's token, which must stand in no URL. */
  readonly signOutHint: string | undefined;
  readonly expiresInSeconds: number;
}

/** A session whose tokens are in memory alone. */
export interface TokenSession extends Session {
  /** Goes on with new tokens: whoever waits for one gets it. */
  readonly accept: (tokens: Tokens) => void;
  /** Whose session it is; another person's sign-in is another session. */
  readonly subject: string;
  /** That of the last sign-in. */
  readonly signOutHint: () => string | undefined;
}

/** A token is not used any more so shortly before it expires: the call would come too late. */
const leewayMs = 10_000;

/** A session that asks to sign in again when its token has expired or is refused. */
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
