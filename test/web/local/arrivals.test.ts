import { describe, expect, test } from '@jest/globals';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { isTestEvent, withArrivals } from '../../../web/local/arrivals.ts';
import type { Arrival } from '../../../web/local/schemas.ts';

function anArrival(sequence: number, detailType = 'push'): Arrival {
  const event = { 'detail-type': detailType, time: '2026-11-21T19:00:00Z' };
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

  test('distinguish test events from others', () => {
    expect(isTestEvent(anArrival(1, testEventDetailType))).toBe(true);
    expect(isTestEvent(anArrival(1))).toBe(false);
  });
});
