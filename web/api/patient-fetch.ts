import type { Fetch } from './authorized-fetch.ts';

/** After what times, in milliseconds, a throttled call is repeated. */
const pausesMs = [1000, 2000, 4000];

/**
 * Repeats a call that API Gateway throttles, a few times: all customers share its rate, and a long list
 * takes a hundred calls. The service itself says when to try again; that is for the user to decide.
 */
export function patientFetch(fetch: Fetch, wait: (ms: number) => Promise<unknown> = waitMs): Fetch {
  return async (path, init) => {
    let answer = await fetch(path, init);
    for (const pauseMs of pausesMs) {
      if (answer.status !== 429 || answer.headers.has('retry-after')) break;
      await wait(pauseMs);
      answer = await fetch(path, init);
    }
    return answer;
  };
}

function waitMs(ms: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
