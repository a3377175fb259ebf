import { expect, test } from '@jest/globals';
import type { MeasuredBundle } from '../../../../tools/bench/cold-start/measure.ts';
import { coldStartGoals, coldStartTables } from '../../../../tools/bench/cold-start/tables.ts';

function aBundle(fields: Partial<MeasuredBundle> = {}): MeasuredBundle {
  const starts = [30, 50, 40].map((importMs) => ({ importMs, importCpuMs: 44, firstBatchMs: 80 }));
  return { name: 'fan-out', codeBytes: 301_600, zippedBytes: 96_400, starts, ...fields };
}

test('a bundle is shown with its size, and the median of its starts between the least and the most', () => {
  const [table] = coldStartTables({ bundles: [aBundle()], leftOut: [] });
  expect(table?.rows).toEqual([
    ['fan-out', 302, 96, '40.0 (30.0-50.0)', '44.0 (44.0-44.0)', '80.0 (80.0-80.0)'],
  ]);
});

test('a bundle that was handed no batch has no time until one', () => {
  const starts = [{ importMs: 30, importCpuMs: 44 }];
  const [table] = coldStartTables({ bundles: [aBundle({ starts })], leftOut: [] });
  expect(table?.rows[0]?.at(-1)).toBe('');
});

test('a stand-in is shown with what it takes off, after those before it', () => {
  const complete = aBundle({ name: 'fan-out, nothing left out', codeBytes: 460_000 });
  const leftOut = [
    { what: 'one', reason: 'first', codeBytes: 330_000 },
    { what: 'other', reason: 'second', codeBytes: 310_000 },
  ];
  const [, table] = coldStartTables({ bundles: [complete], leftOut });
  expect(table?.rows).toEqual([
    ['one', 130, 'first'],
    ['other', 20, 'second'],
  ]);
});

test('the goals go by the bytes and by the median', () => {
  const reached = coldStartGoals({ bundles: [aBundle()], leftOut: [] });
  expect(reached.map(({ isReached }) => isReached)).toEqual([true, true]);

  const starts = [44, 46, 60].map((importMs) => ({ importMs, importCpuMs: 44 }));
  const missed = coldStartGoals({
    bundles: [aBundle({ codeBytes: 350_001, starts })],
    leftOut: [],
  });
  expect(missed.map(({ isReached }) => isReached)).toEqual([false, false]);
});
