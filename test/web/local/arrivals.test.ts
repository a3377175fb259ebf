import { describe, expect, test } from '@jest/globals';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { isSentAgain, isTestEvent, withArrivals } from '../../../web/local/arrivals.ts';
import type { Arrival } from '../../../web/local/schemas.ts';

function anArrival(sequence: number, detailType = 'push', resources = ['event/1']): Arrival {
  const event = { 'detail-type': detailType, time: '2026-11-21T19:00:00Z', resources };
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

  test('distinguish what was sent again, by its last resource', () => {
    const again = eventResource('e/1', '0001-r');
    expect(isSentAgain(anArrival(1, 'push', ['a', again]))).toBe(true);
    expect(isSentAgain(anArrival(1, 'push', [again, eventResource('e')]))).toBe(false);
    expect(isSentAgain(anArrival(1, 'push', []))).toBe(false);
  });
});
