import { describe, expect, test } from '@jest/globals';
import {
  variants,
  delaysMs,
  eventsOf,
  naive,
  ours,
  recording,
} from '../../../../tools/bench/sender/variants.ts';
import type { SenderRun, SenderRuns } from '../../../../tools/bench/sender/measure.ts';
import { senderGoals, senderTables } from '../../../../tools/bench/sender/tables.ts';

interface Figures {
  readonly ratio: number;
  readonly cpuMicros: number;
  readonly historyTimes?: number;
}

/**
 * Ten runs of each variant that differ by a tenth: ours has `ratio` times the events a second of its peers, and
 * the history takes `historyTimes` the processor time.
 */
function runsAt(delayMs: number, { ratio, cpuMicros, historyTimes = 1 }: Figures): SenderRuns {
  const byVariant = variants.map((variant) => {
    const rate = { [ours.name]: 1_000 * ratio, [naive.name]: 50 }[variant.name] ?? 1_000;
    const times = variant === recording ? historyTimes : 1;
    const runs = Array.from({ length: 10 }, (_, round): SenderRun => {
      const factor = 1 + (round - 4.5) / 90;
      return {
        eventsPerSecond: rate * factor,
        cpuMicrosPerEvent: cpuMicros * times * factor,
        entriesPerCall: 20,
      };
    });
    return [variant.name, runs] as const;
  });
  return { payload: 'small', delayMs, byVariant: new Map(byVariant) };
}

const allRuns = (figures: Figures) => delaysMs.map((delayMs) => runsAt(delayMs, figures));

describe('the goals', () => {
  test('are decided by the medians', () => {
    expect(senderGoals(allRuns({ ratio: 1.6, cpuMicros: 39, historyTimes: 1.1 }))).toMatchObject([
      { measured: '1.60', isReached: true },
      { measured: '32.00', isReached: true },
      { measured: '39.0', isReached: true },
      { measured: '1.10', isReached: true },
    ]);
  });

  test('can be missed', () => {
    expect(
      senderGoals(allRuns({ ratio: 0.9, cpuMicros: 41, historyTimes: 1.2 })).map(
        ({ isReached }) => isReached,
      ),
    ).toEqual([false, false, false, false]);
  });
});

test('a table has a row for each variant, as wide as its head', () => {
  const [table, ...others] = senderTables(allRuns({ ratio: 2, cpuMicros: 30 }));

  expect(others).toEqual([]);
  expect(table!.rows.map(([name]) => name)).toEqual(variants.map(({ name }) => name));
  for (const row of table!.rows) expect(row).toHaveLength(table!.head.length);
  expect(table!.rows.at(-2)!.slice(0, 3)).toEqual([ours.name, 2_000, '1,900–2,100']);
});

test('runs of large events have fewer of them, and the slow variants as many as ever', () => {
  expect(eventsOf(ours, 'small')).toEqual([5_000, 5_000, 5_000]);
  expect(eventsOf(ours, 'github')).toEqual([2_500, 2_500, 2_500]);
  expect(eventsOf(naive, 'github')).toEqual(naive.events);
});
