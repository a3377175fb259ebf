import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  longestLateness,
  noteLateness,
  type Lateness,
} from '../../../../lambdas/domain/history/lateness.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const keptMs = 1_000;

describe('the lateness', () => {
  test('is never shorter than that of any row that is kept, and at most twice as long', () => {
    const anySeen = fc.array(fc.tuple(fc.nat(3_000_000), fc.nat(500)), { minLength: 1 });
    fc.assert(
      fc.property(anySeen, (seen) => {
        let lateness: Lateness = [];
        let seenMs = 0;
        const all = seen.map(([latenessMs, later]) => {
          seenMs += later;
          lateness = noteLateness(lateness, { latenessMs, seenMs, keptMs });
          return { latenessMs, seenMs };
        });
        const kept = all.filter((one) => one.seenMs >= seenMs - keptMs);
        const longest = Math.max(...kept.map(({ latenessMs }) => latenessMs));
        expect(longestLateness(lateness)).toBeGreaterThanOrEqual(longest);
        expect(longestLateness(lateness)).toBeLessThanOrEqual(Math.max(1_000, 2 * longest));
        expect(lateness.length).toBeLessThan(25);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('is none before anything was recorded', () => {
    expect(longestLateness([])).toBe(0);
  });
});
