import { testNowMs } from './domain-builders.ts';

/** A clock that stands still until it is moved. */
export function fakeClock(startMs = testNowMs) {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (milliseconds: number) => {
      nowMs += milliseconds;
    },
  };
}
