import { setImmediate } from 'node:timers/promises';
import type { Time } from '../../lambdas/ports/time.ts';
import { earliestFirst } from './earliest-first.ts';

/** Virtual time in whole milliseconds: it passes only while everybody sleeps, and then at once. */
export interface VirtualClock extends Time {
  /** Plans an action; a time that has passed counts as now. Actions of one time happen in the order they were planned. */
  readonly at: (timeMs: number, action: () => void) => void;
  /** Starts work whose promises are awaited before time advances. */
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
  const plan = planFrom(startMs);
  let hasWoken = false;
  const work = workUnderWay();
  return {
    now: plan.now,
    advance: plan.advance,
    at: (timeMs, action) => plan.add(Math.max(plan.now(), Math.ceil(timeMs)), action),
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        plan.add(plan.now() + milliseconds, () => {
          hasWoken = true;
          resolve();
        });
      }),
    begin(beginning) {
      hasWoken = true;
      work.begin(beginning);
    },
    async run() {
      while (plan.passTime()) {
        for (const action of plan.due.splice(0)) action();
        // A turn of the event loop costs more than most actions, and few of them wake a promise.
        if (!hasWoken) continue;
        hasWoken = false;
        await work.follow();
      }
    },
    async runUntil(promise) {
      const settled = isSettled(promise);
      for (;;) {
        await work.follow();
        if (settled()) return await promise;
        if (!plan.passTime()) throw new Error('everybody waits, and nobody for time to pass');
        plan.due.shift()?.();
      }
    },
  };
}

/** Work that was begun, and the first error of it. */
function workUnderWay() {
  let failure: { readonly error: unknown } | undefined;
  return {
    begin(work: () => Promise<void>): void {
      work().catch((error: unknown) => {
        failure ??= { error };
      });
    },
    /** Follows all promises as far as they go without time passing. Rejects with the first error. */
    async follow(): Promise<void> {
      await setImmediate();
      if (failure !== undefined) throw failure.error;
    },
  };
}

/** What is to happen when, and how far time has come. */
function planFrom(startMs: number) {
  let nowMs = startMs;
  const planned = earliestFirst<() => void>();
  /** What is due now, and has not happened yet. */
  const due: (() => void)[] = [];
  return {
    due,
    now: () => nowMs,
    advance: (milliseconds: number) => {
      nowMs += milliseconds;
    },
    add: planned.add,
    /** Whether anything is due, when time has passed until something is. */
    passTime(): boolean {
      if (due.length > 0) return true;
      const next = planned.take();
      if (next === undefined) return false;
      nowMs = Math.max(nowMs, next.timeMs);
      for (const action of next.items) due.push(action);
      return true;
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
