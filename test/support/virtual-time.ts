import { setImmediate } from 'node:timers/promises';
import type { Time } from '../../lambdas/ports/time.ts';
import { testNowMs } from './domain-builders.ts';

/** Time that passes only while everybody sleeps, and then at once. */
export interface VirtualTime extends Time {
  readonly advance: (milliseconds: number) => void;
  /** Lets time pass until a promise is settled. */
  readonly runUntil: <T>(promise: Promise<T>) => Promise<T>;
}

/** A virtual time; whoever waits for anything but its `sleep` must not wait for the real time. */
export function virtualTime(startMs = testNowMs): VirtualTime {
  let nowMs = startMs;
  const sleepers: { readonly untilMs: number; readonly wake: () => void }[] = [];
  return {
    now: () => nowMs,
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        const untilMs = nowMs + milliseconds;
        const at = sleepers.findLastIndex((other) => other.untilMs <= untilMs);
        sleepers.splice(at + 1, 0, { untilMs, wake: resolve });
      }),
    async runUntil(promise) {
      let isSettled = false;
      const settle = () => {
        isSettled = true;
      };
      promise.then(settle, settle);
      for (;;) {
        // Everything that can go on without time passing goes on first.
        await setImmediate();
        if (isSettled) return await promise;
        const next = sleepers.shift();
        if (next === undefined) throw new Error('everybody waits, and nobody for time to pass');
        nowMs = Math.max(nowMs, next.untilMs);
        next.wake();
      }
    },
  };
}
