import { describe, expect, test } from '@jest/globals';
import { rulesText, withArrivals } from '../../../emulator/page/arrivals.ts';
import type { Arrival } from '../../../emulator/page/schemas.ts';

function anArrival(sequence: number): Arrival {
  const event = {
    'detail-type': 'push',
    time: '2026-11-21T19:00:00Z',
    account: '111122223333',
    region: 'us-east-1',
    resources: [],
    detail: {},
  };
  return { sequence, bus: 'bus', rules: [], event };
}
const sequences = (arrivals: readonly Arrival[]) => arrivals.map(({ sequence }) => sequence);

describe('the arrivals', () => {
  test('are shown newest first', () => {
    const shown = withArrivals([anArrival(2), anArrival(1)], [anArrival(3), anArrival(4)]);
    expect(sequences(shown)).toEqual([4, 3, 2, 1]);
  });

  test('are shown once', () => {
    const shown = withArrivals([anArrival(2), anArrival(1)], [anArrival(2), anArrival(3)]);
    expect(sequences(shown)).toEqual([3, 2, 1]);
  });

  test('are the newest 200 at most', () => {
    const many = Array.from({ length: 250 }, (_, index) => anArrival(index));
    expect(sequences(withArrivals([], many))).toHaveLength(200);
    expect(sequences(withArrivals([], many))[0]).toBe(249);
  });

  test('say which rules matched', () => {
    expect(rulesText([])).toBe('no rule matched');
    expect(rulesText(['one', 'two'])).toBe('matched by one, two');
  });
});
