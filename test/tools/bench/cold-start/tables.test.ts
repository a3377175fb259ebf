import { expect, test } from '@jest/globals';
import type { MeasuredBundle } from '../../../../tools/bench/cold-start/measure.ts';
import { coldStartGoals, coldStartTables } from '../../../../tools/bench/cold-start/tables.ts';

function aBundle(fields: Partial<MeasuredBundle> = {}): MeasuredBundle {
  const starts = [20, 40, 30].map((importMs) => ({ importMs, importCpuMs: 31, firstBatchMs: 60 }));
  return { name: 'fan-out', codeBytes: 156_700, zippedBytes: 115_400, starts, ...fields };
}

test('a bundle is shown with its size, and the median of its starts between the least and the most', () => {
  const [table] = coldStartTables({ bundles: [aBundle()], leftOut: [] });
  expect(table?.rows).toEqual([
    ['fan-out', 157, 115, '30.0 (20.0-40.0)', '31.0 (31.0-31.0)', '60.0 (60.0-60.0)'],
  ]);
});

test('a bundle that was handed no batch has no time until one', () => {
  const starts = [{ importMs: 30, importCpuMs: 44 }];
  const [table] = coldStartTables({ bundles: [aBundle({ starts })], leftOut: [] });
  expect(table?.rows[0]?.at(-1)).toBe('');
});

test('a stand-in is shown with what it takes off, after those before it', () => {
  const leftOut = [
    { what: 'one', reason: 'first', savedBytes: 130_000 },
    { what: 'other', reason: 'second', savedBytes: 20_040 },
  ];
  const [, table] = coldStartTables({ bundles: [aBundle()], leftOut });
  expect(table?.rows).toEqual([
    ['one', 130, 'first'],
    ['other', 20, 'second'],
  ]);
});

test('the goals go by the bytes and by the median', () => {
  const reached = coldStartGoals({ bundles: [aBundle()], leftOut: [] });
  expect(reached.map(({ isReached }) => isReached)).toEqual([true, true]);

  const starts = [29, 31, 45].map((importMs) => ({ importMs, importCpuMs: 44 }));
  const missed = coldStartGoals({
    bundles: [aBundle({ codeBytes: 250_001, starts })],
    leftOut: [],
  });
  expect(missed.map(({ isReached }) => isReached)).toEqual([false, false]);
});
