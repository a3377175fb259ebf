import type { Fetch } from '../../../web/api/authorized-fetch.ts';

/** A request as the page sent it. */
export interface SentRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A network on which each request gets the next of the answers; `undefined` breaks the connection. */
export function fakeFetch(...answers: readonly (Response | undefined)[]) {
  const sent: SentRequest[] = [];
  const fetch: Fetch = async (path, { method = 'GET', headers, body }) => {
    const sentBody: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
    sent.push({ path, method, headers: new Headers(headers), body: sentBody });
    const answer = answers[sent.length - 1];
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return answer;
  };
  return { fetch, sent };
}

/** An answer in JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers });
}

/** Problem details as the API gives them. */
export function aProblem(fields: Record<string, unknown> = {}) {
  return {
    type: 'about:blank',
    title: 'Not valid',
    status: 400,
    code: 'invalidRequest',
    ...fields,
  };
}

/** A session whose tokens are `token-1`, `token-2`, as each is refused. */
export function fakeSession() {
  let refused = 0;
  return {
    token: () => Promise.resolve(`token-${refused + 1}`),
    onUnauthorized: () => {
      refused += 1;
    },
  };
}
