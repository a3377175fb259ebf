import { describe, expect, test } from '@jest/globals';
import {
  variants,
  delaysMs,
  eventsOf,
  naive,
  ours,
} from '../../../../tools/bench/sender/variants.ts';
import type { SenderRun, SenderRuns } from '../../../../tools/bench/sender/measure.ts';
import { senderGoals, senderTables } from '../../../../tools/bench/sender/tables.ts';

/** Ten runs of each variant that differ by a tenth: ours has `ratio` times the events a second of its peers. */
function runsAt(delayMs: number, ratio: number, cpuMicros: number): SenderRuns {
  const byVariant = variants.map((variant) => {
    const rate = { [ours.name]: 1_000 * ratio, [naive.name]: 50 }[variant.name] ?? 1_000;
    const runs = Array.from({ length: 10 }, (_, round): SenderRun => {
      const factor = 1 + (round - 4.5) / 90;
      return {
        eventsPerSecond: rate * factor,
        cpuMicrosPerEvent: cpuMicros * factor,
        entriesPerCall: 20,
      };
    });
    return [variant.name, runs] as const;
  });
  return { payload: 'small', delayMs, byVariant: new Map(byVariant) };
}

const allRuns = (ratio: number, cpuMicros: number) =>
  delaysMs.map((delayMs) => runsAt(delayMs, ratio, cpuMicros));

describe('the goals', () => {
  test('are decided by the medians', () => {
    expect(senderGoals(allRuns(1.6, 39))).toMatchObject([
      { measured: '1.60', isReached: true },
      { measured: '32.00', isReached: true },
      { measured: '39.0', isReached: true },
    ]);
  });

  test('can be missed', () => {
    expect(senderGoals(allRuns(0.9, 41)).map(({ isReached }) => isReached)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

test('a table has a row for each variant, as wide as its head', () => {
  const [table, ...others] = senderTables(allRuns(2, 30));

  expect(others).toEqual([]);
  expect(table!.rows.map(([name]) => name)).toEqual(variants.map(({ name }) => name));
  for (const row of table!.rows) expect(row).toHaveLength(table!.head.length);
  expect(table!.rows.at(-1)!.slice(0, 3)).toEqual([ours.name, 2_000, '1,900–2,100']);
});

test('runs of large events have fewer of them, and the slow variants as many as ever', () => {
  expect(eventsOf(ours, 'small')).toEqual([5_000, 5_000, 5_000]);
  expect(eventsOf(ours, 'github')).toEqual([2_500, 2_500, 2_500]);
  expect(eventsOf(naive, 'github')).toEqual(naive.events);
});
