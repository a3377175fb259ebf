import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  takeFetch,
  type FetchAllowance,
} from '../../../../lambdas/domain/payload/fetch-allowance.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const rate = { perSecond: 10, burst: 20 };

/** The moments of the fetches that were allowed, of those asked for at these moments. */
function allowedOf(momentsMs: readonly number[]): readonly number[] {
  let allowance: FetchAllowance | undefined;
  return momentsMs.filter((nowMs) => {
    const taken = takeFetch(allowance, nowMs, rate);
    if (taken.kind === 'allowed') allowance = taken.left;
    return taken.kind === 'allowed';
  });
}

describe('the fetches of a source', () => {
  test('are allowed at once up to the burst', () => {
    expect(allowedOf(Array.from({ length: 50 }, () => 0))).toHaveLength(20);
  });

  test('are allowed again as time passes, and no more than the burst after a long pause', () => {
    const burst = Array.from({ length: 50 }, () => 0);

    expect(allowedOf([...burst, 100, 100])).toHaveLength(21);
    expect(allowedOf([...burst, ...burst.map(() => 86_400_000)])).toHaveLength(40);
  });

  test('are refused with the time after which one is allowed', () => {
    const empty = { fetches: 0, atMs: 0 };

    expect(takeFetch(empty, 0, rate)).toEqual({ kind: 'tooMany', retryAfterSeconds: 1 });
    const slow = { perSecond: 0.25, burst: 1 };
    expect(takeFetch(empty, 1_000, slow)).toEqual({ kind: 'tooMany', retryAfterSeconds: 3 });
    expect(takeFetch(empty, 4_000, slow)).toMatchObject({ kind: 'allowed' });
  });

  test('do not become more or fewer when the clock goes backwards', () => {
    expect(takeFetch({ fetches: 1.5, atMs: 5_000 }, 0, rate)).toEqual({
      kind: 'allowed',
      left: { fetches: 0.5, atMs: 0 },
    });
  });

  test('are never more than the burst and what has grown since', () => {
    const steps = fc.array(fc.nat({ max: 400 }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (pauses) => {
        let nowMs = 0;
        const moments = pauses.map((pause) => (nowMs += pause));
        const allowed = allowedOf(moments);

        expect(allowed.length).toBeLessThanOrEqual(rate.burst + (nowMs / 1_000) * rate.perSecond);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
