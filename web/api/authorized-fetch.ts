import { failed, ok, type ApiResult } from './api-result.ts';

/** The session of the signed-in user. */
export interface Session {
  /** A token for the API; waits while nobody is signed in. Rejects if no token is available. */
  token(): Promise<string>;
  /** The API has rejected the token: the next one must be another. */
  readonly onUnauthorized: () => void;
}

/** As the browser's `fetch`; paths are of the page's own origin. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/**
 * Calls the API with the session's token. If the token is rejected, the session drops it and the call
 * is repeated once with the next token, so that work continues after a new sign-in.
 */
export function authorizedFetch(
  session: Session,
  fetch: Fetch,
): (path: string, init: RequestInit) => Promise<ApiResult<Response>> {
  const send = async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await session.token()}`);
    return fetch(path, { ...init, headers, cache: 'no-store' });
  };
  return async (path, init) => {
    try {
      const first = await send(path, init);
      if (first.status !== 401) return ok(first);
      session.onUnauthorized();
      return ok(await send(path, init));
    } catch {
      return failed({ kind: 'unreachable' });
    }
  };
}
