import { expect, test } from '@jest/globals';
import { percentile } from '../../../operate/probe/measure-latency.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [hundred, 0.5, 50],
  [hundred, 0.99, 99],
  [[3], 0.5, 3],
  [[3], 0.99, 3],
  [[4, 1, 2], 0.5, 2],
  [[1.006], 0.5, 1.01],
])('the percentile is a value that was measured', (values, part, expected) => {
  expect(percentile(values, part)).toBe(expected);
});
