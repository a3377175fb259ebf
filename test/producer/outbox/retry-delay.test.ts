import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pauseMs, retryDelayMs } from '../../../producer/outbox/retry-delay.ts';

const attempts = fc.integer({ min: 1, max: 2_147_483_647 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('a row waits', () => {
  test.each([
    ['passing', 1, 1_000],
    ['passing', 2, 2_000],
    ['passing', 6, 32_000],
    ['passing', 7, 60_000],
    ['refused', 1, 60_000],
    ['refused', 2, 120_000],
    ['refused', 7, 3_600_000],
  ] as const)('after a failure that is %s, attempt %j: up to %j ms', (kind, attempt, longestMs) => {
    expect(retryDelayMs(attempt, kind, () => 1)).toBe(longestMs);
    expect(retryDelayMs(attempt, kind, () => 0)).toBe(longestMs / 2);
  });

  test('a time that PostgreSQL takes, whatever the attempt', () => {
    fc.assert(
      fc.property(attempts, random, (attempt, chance) => {
        for (const kind of ['passing', 'refused'] as const) {
          const delayMs = retryDelayMs(attempt, kind, () => chance);
          expect(delayMs).toBeGreaterThanOrEqual(500);
          expect(delayMs).toBeLessThanOrEqual(3_600_000);
        }
        expect(pauseMs(attempt, () => chance)).toBeLessThanOrEqual(30_000);
      }),
    );
  });
});
