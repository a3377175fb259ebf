import { failed, ok, type Answer } from './answer.ts';
import type { Session } from './session.ts';

/** As the browser's `fetch`; paths are of the page's own origin. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/**
 * Calls the API with the session's token. A token that is refused is given up, and the call is made
 * once more with the next one, so that what somebody was doing goes on after they have signed in.
 */
export function authorizedFetch(
  session: Session,
  fetch: Fetch,
): (path: string, init: RequestInit) => Promise<Answer<Response>> {
  const attempt = async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await session.token()}`);
    return fetch(path, { ...init, headers, cache: 'no-store' });
  };
  return async (path, init) => {
    try {
      const first = await attempt(path, init);
      if (first.status !== 401) return ok(first);
      session.onUnauthorized();
      return ok(await attempt(path, init));
    } catch {
      return failed({ kind: 'unreachable' });
    }
  };
}
