import { expect, test } from '@jest/globals';
import { senderGoals } from '../../../../tools/bench/sender/goals.ts';
import type { SenderRun, SenderRuns } from '../../../../tools/bench/sender/measure.ts';
import { bestPeer, ratioOf } from '../../../../tools/bench/sender/ratios.ts';
import { floor, naive, ours, peers, recording } from '../../../../tools/bench/sender/variants.ts';
import { runsOf } from './runs.ts';

/** Both payloads, with these figures of ours; the floor takes 10 us, and the best peer sends 1,000 a second. */
function allRuns(
  small: Partial<SenderRun>,
  github: Partial<SenderRun>,
  withHistory: Partial<SenderRun>,
): readonly SenderRuns[] {
  const others = {
    [floor.name]: { cpuMicrosPerEvent: 10, eventsPerSecond: 90_000 },
    [naive.name]: { eventsPerSecond: 50 },
    [recording.name]: withHistory,
  };
  return [
    ...runsOf('small', { ...others, [ours.name]: small }),
    ...runsOf('github', { ...others, [ours.name]: github }),
  ];
}

test('goals are reached at their very aims', () => {
  const all = allRuns(
    { eventsPerSecond: 1_600, cpuMicrosPerEvent: 20 },
    { eventsPerSecond: 1_500, cpuMicrosPerEvent: 16 },
    { cpuMicrosPerEvent: 22 },
  );

  expect(senderGoals(all).map(({ measured }) => measured.split(' ')[0])).toEqual([
    '1.60',
    '1.50',
    '32.00',
    '2.00',
    '1.60',
    '1.10',
  ]);
  expect(senderGoals(all).every(({ isReached }) => isReached)).toBe(true);
});

test('goals are missed by a hundredth', () => {
  const all = allRuns(
    { eventsPerSecond: 1_590, cpuMicrosPerEvent: 20.1 },
    { eventsPerSecond: 1_490, cpuMicrosPerEvent: 16.1 },
    { cpuMicrosPerEvent: 22.4 },
  );

  expect(senderGoals(all).map(({ isReached }) => isReached)).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
  ]);
});

test('a goal shows its median, and how far the rounds lie apart', () => {
  const [one] = runsOf('small', {});
  const rounds = [10, 30, 20].map((cpuMicrosPerEvent) => ({ cpuMicrosPerEvent }) as SenderRun);
  const tens = [10, 10, 10].map((cpuMicrosPerEvent) => ({ cpuMicrosPerEvent }) as SenderRun);
  const byVariant = new Map([
    [ours.name, rounds],
    [floor.name, tens],
  ]);
  const setting = { payload: 'small', delayMs: 20 } as const;

  expect(
    ratioOf([ours, floor], 'cpuMicrosPerEvent', setting, [{ ...one!, ...setting, byVariant }]),
  ).toEqual({ median: 2, min: 1, max: 3 });
  expect(senderGoals(allRuns({}, {}, {}))[0]!.measured).toBe('1.00 (1–1)');
});

test('the floor is no peer, however fast it is', () => {
  const all = allRuns({}, {}, {});

  expect(peers.map(({ name }) => name)).not.toContain(floor.name);
  expect(bestPeer({ payload: 'small', delayMs: 20 }, all)).not.toBe(floor);
  expect(bestPeer({ payload: 'small', delayMs: 20 }, all)).not.toBe(naive);
});
