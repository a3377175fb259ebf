import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Outcome } from '../../../lambdas/domain/outcome.ts';
import {
  backOffSeconds,
  decideDisposition,
  putBackSeconds,
  type RetryPolicy,
} from '../../../lambdas/domain/retry-policy.ts';
import { aDelivery, testNowMs } from '../../support/domain-builders.ts';

const policy: RetryPolicy = {
  baseDelaySeconds: 2,
  maxDelaySeconds: 900,
  retryForSeconds: 24 * 60 * 60,
};
const dayMs = 24 * 60 * 60 * 1000;
const failure = { code: 'ThrottlingException', message: '' };
const throttled: Outcome = { kind: 'retryable', failure, known: true };
const unknown: Outcome = { ...throttled, known: false };

/** The disposition of an attempt so long after the first one; undefined if it is the first. */
function dispositionAt(
  triedMs: number | undefined,
  outcome: Outcome,
  { random = 0.5, ...tried }: { random?: number; attempts?: number; queuedAtMs?: number } = {},
) {
  const circumstances = { nowMs: testNowMs, random, policy };
  const first = triedMs === undefined ? {} : { firstAttemptAtMs: testNowMs - triedMs };
  return decideDisposition(aDelivery({ ...tried, ...first }), outcome, circumstances);
}

describe('back-off', () => {
  const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test('is a whole number of seconds between 0 and the doubling bound, 900 at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), anyRandom, (attempts, random) => {
        const seconds = backOffSeconds(attempts, random, policy);
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(Math.min(900, 2 * 2 ** (attempts - 1)));
      }),
    );
  });

  test('has full jitter: every second up to the bound comes as often as any other', () => {
    const steps = 7_000;
    const seconds = Array.from({ length: steps }, (_, step) =>
      backOffSeconds(2, step / steps, policy),
    );
    const counts = Map.groupBy(seconds, (one) => one);

    expect([...counts.keys()]).toStrictEqual([0, 1, 2, 3, 4]);
    for (const [, group] of counts) expect(group).toHaveLength(steps / 5);
  });

  test('reaches the bound of SQS and never passes it', () => {
    const almostOne = 1 - Number.EPSILON;

    expect(backOffSeconds(10, almostOne, policy)).toBe(900);
    expect(backOffSeconds(Number.MAX_SAFE_INTEGER, almostOne, policy)).toBe(900);
  });
});

describe('the disposition of a delivery', () => {
  test('accepted when delivered, however old the event', () => {
    expect(dispositionAt(9 * dayMs, { kind: 'delivered', eventId: 'e' })).toStrictEqual({
      kind: 'accepted',
      eventBridgeId: 'e',
    });
  });

  test('the bound of the back-off doubles with each attempt that was made', () => {
    const almostOne = 1 - Number.EPSILON;
    const delays = [0, 1, 2, 3].map((attempts) =>
      dispositionAt(0, throttled, { attempts, random: almostOne }),
    );

    expect(delays).toMatchObject([
      { delaySeconds: policy.baseDelaySeconds },
      { delaySeconds: 2 * policy.baseDelaySeconds },
      { delaySeconds: 4 * policy.baseDelaySeconds },
      { delaySeconds: 8 * policy.baseDelaySeconds },
    ]);
  });

  test('dropped when the source is gone, however often it was tried', () => {
    expect(dispositionAt(0, { kind: 'sourceGone', failure }, { attempts: 99 })).toMatchObject({
      kind: 'drop',
    });
  });

  test('dead-lettered at once when EventBridge refused it for good', () => {
    expect(dispositionAt(0, { kind: 'rejected', failure })).toMatchObject({
      kind: 'deadLetter',
      why: { reason: 'rejected', text: 'EventBridge refused the entry', failure },
    });
  });

  test.each([
    ['a known', throttled],
    ['an unknown', unknown],
  ])('%s failure is never given up before 24 hours have passed', (_, outcome) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: dayMs - 1 }), fc.nat(10_000), (triedMs, attempts) => {
        const disposition = dispositionAt(triedMs, outcome, { attempts, random: 0.99 });
        expect(disposition).toMatchObject({ kind: 'retry', failure });
      }),
    );
  });

  test('and is given up from then on, a known one for its age', () => {
    expect(dispositionAt(dayMs, throttled)).toStrictEqual({
      kind: 'deadLetter',
      why: { reason: 'tooOld', text: 'not accepted within 24 hours', failure },
    });
  });

  test('and an unknown one as such', () => {
    const text = 'failed for 24 hours, at last for an unknown cause';
    expect(dispositionAt(dayMs, unknown)).toStrictEqual({
      kind: 'deadLetter',
      why: { reason: 'unknownFailure', text, failure },
    });
  });

  test('an event that waited 25 hours on the events queue has its 24 hours at the first failure', () => {
    const queuedAtMs = testNowMs - 25 * 60 * 60 * 1000;

    expect(dispositionAt(undefined, throttled, { queuedAtMs })).toMatchObject({ kind: 'retry' });
    expect(dispositionAt(dayMs - 1, throttled, { queuedAtMs })).toMatchObject({ kind: 'retry' });
    expect(dispositionAt(undefined, unknown, { queuedAtMs })).toMatchObject({ kind: 'retry' });
  });

  test('the last attempt falls on the end of its time, not short of it or far beyond', () => {
    const almostOne = 1 - Number.EPSILON;
    const disposition = (leftMs: number) =>
      dispositionAt(dayMs - leftMs, throttled, { attempts: 20, random: almostOne });

    expect(disposition(100_000)).toMatchObject({ delaySeconds: 100 });
    expect(disposition(1)).toMatchObject({ delaySeconds: 1 });
  });

  test('a function whose clock is behind that of the one before does not confuse it', () => {
    const disposition = dispositionAt(-5 * dayMs, throttled, { random: 0 });

    expect(disposition).toStrictEqual({ kind: 'retry', delaySeconds: 0, failure });
  });
});

describe('an event whose detail cannot be stored', () => {
  test.each([
    [0, 0, 3],
    [0, 0.999, 5],
    [5, 0.999, 5],
    [60, 0, 30],
    [60, 0.999, 60],
    [100_000, 0, 900],
  ])('after %i s (chance %d) waits for %i s', (age, random, seconds) => {
    expect(putBackSeconds(age, random, policy)).toBe(seconds);
  });

  test('waits for half of its age to all of it, and no longer than the policy says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 900 }),
        (age, random, maxDelaySeconds) => {
          const seconds = putBackSeconds(age, random, { ...policy, maxDelaySeconds });
          expect(Number.isInteger(seconds)).toBe(true);
          expect(seconds).toBeLessThanOrEqual(Math.min(maxDelaySeconds, Math.max(5, age)));
          expect(seconds).toBeGreaterThanOrEqual(Math.min(maxDelaySeconds, Math.max(3, age / 2)));
        },
      ),
    );
  });
});
