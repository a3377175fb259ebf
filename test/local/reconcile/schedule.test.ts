import { describe, expect, test } from '@jest/globals';
import { runOnSchedule, Schedule, type ScheduledTask } from '../../../local/reconcile/schedule.ts';

const everyMs = 900_000;
const startMs = Date.UTC(2026, 10, 21, 19);

/** Which of these times, asked for one after the other, a schedule says are due. */
function dueAt(...minutes: readonly number[]): number[] {
  const schedule = new Schedule(everyMs, startMs);
  return minutes.filter((minute) => schedule.isDue(startMs + minute * 60_000));
}

describe('a schedule of every 15 minutes', () => {
  test('is due once at each of its times', () => {
    expect(dueAt(0, 14.9, 15, 15.1, 29.9, 30, 30, 45)).toEqual([15, 30, 45]);
  });

  test('is due once for all the times that the clock was moved past', () => {
    expect(dueAt(1, 10_000, 10_000.1, 10_004.9, 10_005)).toEqual([10_000, 10_005]);
  });

  test('restarts when the clock was moved back', () => {
    expect(dueAt(100, -500, -486, -485, -484, -470)).toEqual([100, -485, -470]);
  });

  test('is not due again when the clock was set back by a second', () => {
    expect(dueAt(15, 14.99, 15, 29.98, 30)).toEqual([15, 30]);
  });
});

/** A task by a clock that each pause moves on by a minute; it stops after so many pauses. */
function aTask(pauses: number, overrides: Partial<ScheduledTask> = {}) {
  const stopping = new AbortController();
  const errors: unknown[] = [];
  let paused = 0;
  const task: ScheduledTask = {
    schedule: new Schedule(everyMs, startMs),
    now: async () => startMs + paused * 60_000,
    run: async () => {},
    onError: (error) => errors.push(error),
    pause: async () => {
      paused += 1;
      if (paused >= pauses) stopping.abort();
    },
    ...overrides,
  };
  return { task, errors, stopping };
}

describe('a task on a schedule', () => {
  test('runs at its times, with the time of the clock', async () => {
    const runs: number[] = [];
    const run = async (nowMs: number) => {
      runs.push((nowMs - startMs) / 60_000);
    };
    const { task, stopping } = aTask(40, { run });
    await runOnSchedule(task, stopping.signal);

    expect(runs).toEqual([15, 30]);
  });

  test('continues after a failed run and after a clock that could not be read', async () => {
    let asked = 0;
    const { task, stopping, errors } = aTask(40, {
      now: async () => {
        asked += 1;
        if (asked === 5) throw new Error('no clock');
        return startMs + asked * 60_000;
      },
      run: () => Promise.reject(new Error('no run')),
    });
    await runOnSchedule(task, stopping.signal);

    expect(errors.map(String)).toEqual(['Error: no clock', 'Error: no run', 'Error: no run']);
  });

  test('never runs twice at once, and is looked at again only after a run', async () => {
    const order: string[] = [];
    const { task, stopping } = aTask(3, {
      now: async () => startMs + everyMs * (order.length + 1),
      run: async () => {
        order.push('begins');
        await Promise.resolve();
        order.push('ends');
      },
    });
    await runOnSchedule(task, stopping.signal);

    expect(order).toEqual(['begins', 'ends', 'begins', 'ends', 'begins', 'ends']);
  });

  test('does not delay the end of local mode for a running task', async () => {
    const { task, stopping } = aTask(1_000, { run: () => new Promise(() => {}) });
    const done = runOnSchedule({ ...task, now: async () => startMs + everyMs }, stopping.signal);
    stopping.abort();

    await expect(done).resolves.toBeUndefined();
  });
});
