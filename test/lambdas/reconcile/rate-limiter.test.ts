import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { rateLimiter } from '../../../lambdas/reconcile/rate-limiter.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';

const later = testNowMs + 3_600_000;

/** The times of calls that ask the rateLimiter in groups, each so many milliseconds after the last. */
async function callTimes(rate: number, groups: readonly (readonly [number, number])[]) {
  const time = virtualClock();
  const { ready } = rateLimiter(rate, time);
  const made: number[] = [];
  const all = groups.flatMap(([count], index) => {
    const startMs = groups.slice(0, index + 1).reduce((sum, [, ms]) => sum + ms, 0);
    return Array.from({ length: count }, async () => {
      await time.sleep(startMs);
      if (await ready(later)) made.push(time.now());
    });
  });
  await time.runUntil(Promise.all(all));
  return made;
}

/** The most calls in any second. */
function most(times: readonly number[]): number {
  return Math.max(
    0,
    ...times.map((end) => times.filter((one) => one > end - 1000 && one <= end).length),
  );
}

const anyGroups = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(2_500)), {
  minLength: 1,
  maxLength: 6,
});

describe('the rateLimiter', () => {
  test('lets no more than the rate through in any second, however calls come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), anyGroups, async (rate, groups) => {
        const times = await callTimes(rate, groups);

        expect(times).toHaveLength(groups.reduce((sum, [count]) => sum + count, 0));
        expect(most(times)).toBeLessThanOrEqual(rate);
      }),
      { numRuns: 60 },
    );
  });

  test('spreads calls evenly, and uses the rate', async () => {
    const times = await callTimes(40, [[81, 0]]);

    expect(times.map((ms) => ms - testNowMs)).toEqual(
      Array.from({ length: 81 }, (_, index) => index * 25),
    );
  });

  test('lets no more through when timers ring late, or a little early', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.constantFrom(-1, 0, 0, 1, 700, 3_000), { minLength: 1 }),
        async (rate, errorsMs) => {
          const time = virtualClock();
          let sleeps = 0;
          const sleep = async (ms: number) => {
            sleeps += 1;
            await time.sleep(Math.max(1, ms + errorsMs[sleeps % errorsMs.length]!));
          };
          const { ready } = rateLimiter(rate, { now: time.now, sleep });
          const made: number[] = [];
          const calls = Array.from({ length: 120 }, async () => {
            if (await ready(later)) made.push(time.now());
          });
          await time.runUntil(Promise.all(calls));

          expect(most(made)).toBeLessThanOrEqual(rate);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('says at once which calls would come too late, and takes no turn for them', async () => {
    const time = virtualClock();
    const { ready } = rateLimiter(2, time);
    const lastMs = testNowMs + 1_000;
    const all = Promise.all(Array.from({ length: 5 }, () => ready(lastMs)));

    expect(await time.runUntil(all)).toEqual([true, true, true, false, false]);
    expect(time.now()).toBe(lastMs);
    expect(await time.runUntil(ready(later))).toBe(true);
    expect(time.now()).toBe(testNowMs + 1_500);
  });

  test('that was held up lets nothing through after the last moment', async () => {
    const time = virtualClock();
    const sleep = async () => await time.sleep(5_000);
    const { ready } = rateLimiter(2, { now: time.now, sleep });
    const all = Promise.all([ready(testNowMs), ready(testNowMs + 600), ready(testNowMs + 1_200)]);

    expect(await time.runUntil(all)).toEqual([true, false, false]);
  });
});
