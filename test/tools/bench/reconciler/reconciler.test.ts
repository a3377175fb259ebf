import { describe, expect, test } from '@jest/globals';
import {
  goalsOf,
  tableOf,
  type MeasuredPass,
} from '../../../../tools/bench/reconciler/benchmark.ts';
import { callCounter } from '../../../../tools/bench/reconciler/call-counter.ts';
import { fill, untrueRows } from '../../../../tools/bench/reconciler/fill.ts';
import { callsPerSecond } from '../../../../tools/bench/reconciler/full-pass.ts';
import { makeRows } from '../../../../tools/bench/reconciler/rows.ts';

function aPass(fields: Partial<MeasuredPass> = {}): MeasuredPass {
  return {
    spread: 'even',
    runs: 2,
    calls: 3 * callsPerSecond * 100,
    busiest: callsPerSecond * 100,
    workedMs: 104_000,
    calendarMs: 150_000,
    mostInASecond: callsPerSecond,
    heapBytes: 4 * 2 ** 20,
    notified: 5,
    cpuMs: 12_345,
    ...fields,
  };
}

describe('the goals', () => {
  test('are held against the worst pass', () => {
    const slow = aPass({ workedMs: 120_000, spread: 'skewed' });

    expect(goalsOf([aPass(), aPass()]).map(({ isReached }) => isReached)).toEqual([
      true,
      true,
      true,
    ]);
    expect(goalsOf([aPass(), slow])[0]).toMatchObject({ measured: '1.20', isReached: false });
  });

  test('are missed by one call too many in a second, and by a heap as large as the function', () => {
    const [, rate] = goalsOf([aPass({ mostInASecond: callsPerSecond + 1 })]);
    const [, , heap] = goalsOf([aPass({ heapBytes: 256 * 2 ** 20 })]);

    expect(rate?.isReached).toBe(false);
    expect(heap?.isReached).toBe(false);
  });
});

test('the table has the time that the calls would take at the full rate', () => {
  const { head, rows } = tableOf([aPass()]);
  const cells = Object.fromEntries(head.map((name, column) => [name, rows[0]?.[column]]));

  expect(cells).toMatchObject({
    sources: 'even',
    'worked s': 104,
    'at the full rate s': 100,
    'CPU s': 12,
  });
});

test('calls are counted by Region, and in the worst second of any', () => {
  const counter = callCounter();
  for (const [region, nowMs] of [
    ['a', 0],
    ['a', 999],
    ['a', 1_000],
    ['b', 1_000],
    ['a', 1_500],
  ] as const) {
    counter.count(region, nowMs);
  }

  expect(counter.totals()).toEqual({ calls: 5, busiest: 4, mostInASecond: 3 });
});

test('a row is untrue while its table and AWS say different things', () => {
  const rows = makeRows(1_000, 'even');
  fill(rows);
  const changed = Array.from({ length: 1_000 }, (_, row) => row).filter(
    (row) => row % 101 === 0 || row % 503 === 0,
  );

  expect(untrueRows(rows)).toEqual(changed.slice(0, 10));

  rows.tableState.set(rows.awsState);

  expect(untrueRows(rows)).toEqual([]);
});
