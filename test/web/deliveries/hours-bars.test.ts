import { describe, expect, test } from '@jest/globals';
import { chartText, hoursBars, sumsOf } from '../../../web/deliveries/hours-bars.ts';
import { anHour } from '../support/history-builders.ts';

const hourMs = 3_600_000;
const toMs = Date.parse('2026-11-21T19:30:00Z');
const span = { fromMs: toMs - 3 * hourMs, toMs };
const at = (hour: number, counts: object) =>
  anHour({ hour: `2026-11-21T${hour}:00:00.000Z`, ...counts });

describe('the chart', () => {
  test('has a place for each hour that the range touches, and the highest bar is full', () => {
    const { bars, width, most } = hoursBars(
      [at(17, { accepted: 1, failed: 1 }), at(19, { accepted: 4 })],
      span,
    );

    expect(width).toBe(4);
    expect(most).toBe(4);
    expect(bars).toEqual([
      { kind: 'accepted', x: 1, y: 75, height: 25 },
      { kind: 'failed', x: 1, y: 50, height: 25 },
      { kind: 'accepted', x: 3, y: 0, height: 100 },
    ]);
  });

  test('also shows hours that are later by the service’s clock, and none from before', () => {
    const { bars, width } = hoursBars([at(10, { held: 9 }), at(21, { held: 1 })], span);

    expect(width).toBe(6);
    expect(bars).toEqual([{ kind: 'held', x: 5, y: 0, height: 100 }]);
  });

  test('of nothing is empty', () => {
    expect(hoursBars([], span)).toEqual({ bars: [], width: 4, most: 0 });
    expect(hoursBars([at(18, {})], span).bars).toEqual([]);
  });

  test('in words has the sum of each outcome that there is', () => {
    const hours = [at(17, { accepted: 1200, acceptedUnheard: 3 }), at(18, { accepted: 4 })];

    expect(sumsOf(hours)).toEqual([
      ['accepted', 1204],
      ['acceptedUnheard', 3],
    ]);
    expect(chartText(hours)).toBe(
      'Outcomes by hour: accepted 1,204, accepted while nobody listened 3',
    );
    expect(chartText([])).toBe('Outcomes by hour: none');
  });
});
