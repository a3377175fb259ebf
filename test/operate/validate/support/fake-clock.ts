import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../../operate/validate/clock.ts';

/** A clock that stands still but for its own pauses. */
export function fakeClock(startMs = 0): Clock & { readonly pauses: number[] } {
  let nowMs = startMs;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => nowMs,
    async pause(milliseconds, signal) {
      // What is under way goes first.
      await nextTurn();
      if (signal?.aborted) return;
      pauses.push(milliseconds);
      nowMs += milliseconds;
    },
  };
}
