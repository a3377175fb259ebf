import { expect, test } from '@jest/globals';
import type { Way } from '../../../../tools/bench/end-to-end/delay.ts';
import {
  preferenceGoals,
  preferenceTable,
} from '../../../../tools/bench/end-to-end/preferences.ts';

/** Ways of events that took so long. */
function ways(...milliseconds: readonly number[]): readonly Way[] {
  return milliseconds.map((all) => ({
    sending: 0,
    waiting: 0,
    gathering: 0,
    delivering: all,
    all,
  }));
}

const quick = {
  prefer: 'latency',
  alone: ways(20),
  few: ways(10, 20, 30),
  many: ways(5, 5),
} as const;

test('latency reaches its goals with a short p99, and with last events that are not late', () => {
  expect(preferenceGoals(quick).map(({ isReached }) => isReached)).toEqual([true, true]);
});

test('latency misses them with one late event in a few, and when the last ones come ever later', () => {
  const late = { ...quick, few: ways(10, 20, 400), many: ways(5, 1_001) };

  expect(preferenceGoals(late)).toMatchObject([
    { measured: '392 ms', isReached: false },
    { measured: '1001 ms', isReached: false },
  ]);
});

test('the table has a line for each rate of each preference', () => {
  const { rows } = preferenceTable([quick, { ...quick, prefer: 'cost', alone: ways(20_010) }]);

  expect(rows).toHaveLength(6);
  expect(rows[0]).toEqual(['latency', 'one alone', 20, 20, 20, 20, 20]);
  expect(rows[3]).toEqual(['cost', 'one alone', 20_010, 20_010, 20_010, 20_010, 20_010]);
});
