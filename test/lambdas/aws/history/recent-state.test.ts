import { expect, test } from '@jest/globals';
import { recentState } from '../../../../lambdas/aws/history/recent-state.ts';
import { timeKey } from '../../../../lambdas/domain/history/history-key.ts';
import { firstRecorderState } from '../../../../lambdas/domain/history/recorder-state.ts';

/** A state whose `throughMs` is the time of loading, kept for a second. */
function aRecentState() {
  let nowMs = 10_000;
  let loads = 0;
  let fails = false;
  const load = async () => {
    loads += 1;
    if (fails) throw new Error('no answer');
    return { ...firstRecorderState, throughMs: nowMs };
  };
  return {
    stateAt: recentState(load, { now: () => nowMs, forMs: 1_000 }),
    loads: () => loads,
    fail: (next: boolean) => (fails = next),
    pass: (milliseconds: number) => (nowMs += milliseconds),
  };
}

test('is loaded once a second, and once for those who ask at the same time', async () => {
  const { stateAt, loads, pass } = aRecentState();
  await Promise.all([stateAt(), stateAt()]);
  pass(999);
  expect(await stateAt()).toMatchObject({ throughMs: 10_000 });
  expect(loads()).toBe(1);
  pass(1);
  expect(await stateAt()).toMatchObject({ throughMs: 11_000 });
  expect(loads()).toBe(2);
});

test('is loaded again for a position from somebody who has seen more', async () => {
  const { stateAt, pass } = aRecentState();
  await stateAt();
  pass(500);
  expect(await stateAt(timeKey(10_000))).toMatchObject({ throughMs: 10_000 });
  expect(await stateAt(`${timeKey(10_000)}#2`)).toMatchObject({ throughMs: 10_500 });
});

test('is not kept if it could not be loaded', async () => {
  const { stateAt, fail } = aRecentState();
  fail(true);
  await expect(stateAt()).rejects.toThrow('no answer');
  fail(false);
  expect(await stateAt()).toMatchObject({ throughMs: 10_000 });
});
