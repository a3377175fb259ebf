import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { retryDelayMs } from '../../../emulator/targets/retry-delay.ts';
import { DAY_MS, failureOf, NO_FAILURE } from '../support.ts';

const longest = (attempts: number) => retryDelayMs(attempts, () => 1);

test('a wait doubles up to ten minutes, and jitter takes up to half of it', () => {
  expect([1, 2, 3, 10].map(longest)).toEqual([1000, 2000, 4000, 512_000]);
  expect([11, 185].map(longest)).toEqual([600_000, 600_000]);
  const property = fc.property(fc.integer({ min: 1, max: 185 }), (attempts) => {
    const delayMs = retryDelayMs(attempts);
    expect(delayMs).toBeGreaterThanOrEqual(longest(attempts) / 2);
    expect(delayMs).toBeLessThanOrEqual(longest(attempts));
  });
  expect(failureOf(property)).toBe(NO_FAILURE);
});

test('185 retries may fit into 24 hours', () => {
  const halves = Array.from({ length: 185 }, (_, n) => retryDelayMs(n + 1, () => 0.5));
  expect(halves.reduce((sum, delayMs) => sum + delayMs, 0)).toBeLessThan(DAY_MS);
});
