import { setImmediate } from 'node:timers/promises';
import type { Time } from '../../lambdas/ports/time.ts';
import { earliestFirst } from './earliest-first.ts';

/** Virtual time in whole milliseconds: it passes only while everybody sleeps, and then at once. */
export interface VirtualClock extends Time {
  /** Plans an action; a time that has passed counts as now. Actions of one time happen in the order they were planned. */
  readonly at: (timeMs: number, action: () => void) => void;
  /** Begins work whose promises are followed before time goes on. */
  readonly begin: (work: () => Promise<void>) => void;
  /** Moves the clock without waking anybody who sleeps. */
  readonly advance: (milliseconds: number) => void;
  /** Lets time pass until nothing is planned. Rejects with the first error of the work that was begun. */
  readonly run: () => Promise<void>;
  /** Lets time pass until a promise is settled. Rejects as `run` does, and when nobody waits for time to pass any more. */
  readonly runUntil: <T>(promise: Promise<T>) => Promise<T>;
}

/** The time at which simulations begin, epoch milliseconds. */
const simulationStartMs = Date.parse('2026-11-21T19:00:00Z');

/** A clock on which nothing is planned. Whoever waits for anything but its `sleep` must not wait for real time. */
export function virtualClock(startMs = simulationStartMs): VirtualClock {
  let nowMs = startMs;
  let hasWoken = false;
  let failure: { readonly error: unknown } | undefined;
  const planned = earliestFirst<() => void>();
  /** What is due now, and has not happened yet. */
  let due: (() => void)[] = [];

  /** Whether anything is due, when time has passed until something is. */
  const passTime = (): boolean => {
    if (due.length > 0) return true;
    const next = planned.take();
    if (next === undefined) return false;
    nowMs = Math.max(nowMs, next.timeMs);
    due = next.items;
    return true;
  };
  return {
    now: () => nowMs,
    at: (timeMs, action) => planned.add(Math.max(nowMs, Math.ceil(timeMs)), action),
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        planned.add(nowMs + milliseconds, () => {
          hasWoken = true;
          resolve();
        });
      }),
    begin(work) {
      hasWoken = true;
      work().catch((error: unknown) => {
        failure ??= { error };
      });
    },
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
    async run() {
      while (passTime()) {
        for (const action of due.splice(0)) action();
        // A turn of the event loop costs more than most actions, and few of them wake a promise.
        if (!hasWoken) continue;
        hasWoken = false;
        await setImmediate();
        if (failure !== undefined) throw failure.error;
      }
    },
    async runUntil(promise) {
      const settled = isSettled(promise);
      for (;;) {
        await setImmediate();
        if (failure !== undefined) throw failure.error;
        if (settled()) return await promise;
        if (!passTime()) throw new Error('everybody waits, and nobody for time to pass');
        due.shift()?.();
      }
    },
  };
}

function isSettled(promise: Promise<unknown>): () => boolean {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  return () => settled;
}
