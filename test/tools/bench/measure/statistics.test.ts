import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { spreadCells, spreadHead } from '../../../../tools/bench/measure/spread-cells.ts';
import { quantile, spreadOf } from '../../../../tools/bench/measure/statistics.ts';

const numbers = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });

describe('a quantile', () => {
  test.each([
    [0, 1],
    [0.5, 2.5],
    [0.9, 3.7],
    [1, 4],
  ])('of 1 to 4 at %d is %d', (part, value) => {
    expect(quantile([3, 1, 4, 2], part)).toBeCloseTo(value);
  });

  test('lies between the least and the most, and grows with its part', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, part) => {
        const { min, max } = spreadOf(values);
        const value = quantile(values, part);

        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
        expect(quantile(values, part / 2)).toBeLessThanOrEqual(value + Math.abs(value) * 1e-9);
      }),
    );
  });

  test('of nothing is a RangeError', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});

test('a spread is a median and, beside it, the least and the most', () => {
  expect(spreadOf([5, 1, 2])).toEqual({ median: 2, min: 1, max: 5 });
  expect(spreadHead('calls/s')).toHaveLength(spreadCells(spreadOf([1])).length);
  expect(spreadCells({ median: 1_234.56, min: 999.4, max: 12_345.6 })).toEqual([
    1_235,
    '999–12,346',
  ]);
  expect(spreadCells({ median: 1.26, min: 1, max: 2.04 }, 1)).toEqual([1.3, '1–2']);
});
