import type { Time } from '../ports/time.ts';

/** Lets calls through at a steady rate. */
export interface RateLimiter {
  /**
   * Resolves with true when the next call may be made, or with false if that would be later than
   * `lastMs` (epoch milliseconds).
   */
  readonly ready: (lastMs: number) => Promise<boolean>;
}

/**
 * A rate limiter that spaces calls evenly and never exceeds the rate in any second, even after the
 * process was suspended: the quota is shared with registrations.
 */
export function rateLimiter(requestsPerSecond: number, { now, sleep }: Time): RateLimiter {
  const intervalMs = 1000 / requestsPerSecond;
  // The last second's calls, in a ring: a new call overwrites the one that must be a second old.
  const madeMs: number[] = [];
  let slot = 0;
  let nextMs = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const pass = async (turnMs: number, lastMs: number) => {
    const dueMs = Math.max(turnMs, (madeMs[slot] ?? -Infinity) + 1000);
    if (dueMs > lastMs) return false;
    // A timer may fire a little early.
    while (now() < dueMs) await sleep(Math.ceil(dueMs - now()));
    if (now() > lastMs) return false;
    madeMs[slot] = now();
    slot = (slot + 1) % requestsPerSecond;
    return true;
  };
  return {
    async ready(lastMs) {
      const turnMs = Math.max(nextMs, now());
      if (turnMs > lastMs) return false;
      nextMs = turnMs + intervalMs;
      const passed = queue.then(() => pass(turnMs, lastMs));
      queue = passed;
      return await passed;
    },
  };
}
