import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { paceAfter, paceAt, pauseMs, type Pace } from '../../../../lambdas/domain/history/pace.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

test('a replay that begins may send the events of a second', () => {
  expect(paceAt(undefined, 5, 1_000)).toEqual({ events: 5, atMs: 1_000 });
});

test('what it has sent comes back with the time, up to a second', () => {
  const pace = paceAfter(paceAt(undefined, 4, 1_000), 4);

  expect(paceAt(pace, 4, 1_250)).toEqual({ events: 1, atMs: 1_250 });
  expect(paceAt(pace, 4, 60_000)).toEqual({ events: 4, atMs: 60_000 });
  expect(paceAt(pace, 4, 0)).toEqual({ events: 0, atMs: 0 });
});

test('it pauses until it may send one event', () => {
  expect(pauseMs({ events: 1, atMs: 0 }, 4)).toBe(0);
  expect(pauseMs({ events: 0.5, atMs: 0 }, 4)).toBe(125);
  expect(pauseMs({ events: -3, atMs: 0 }, 4)).toBe(1_000);
});

test('in any time it sends no more than its rate allows, and the events of a second', () => {
  const steps = fc.array(fc.tuple(fc.nat(5_000), fc.nat(200)), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), steps, (maxPerSecond, waits) => {
      let pace: Pace | undefined;
      let nowMs = 0;
      const sent: { readonly atMs: number; readonly events: number }[] = [];
      for (const [waitMs, wanted] of waits) {
        nowMs += waitMs;
        pace = paceAt(pace, maxPerSecond, nowMs);
        nowMs += pauseMs(pace, maxPerSecond);
        pace = paceAt(pace, maxPerSecond, nowMs);
        const events = Math.min(wanted, Math.floor(pace.events + 1e-6));
        pace = paceAfter(pace, events);
        sent.push({ atMs: nowMs, events });
      }
      for (const { atMs: fromMs } of sent) {
        for (const { atMs: toMs } of sent) {
          if (toMs < fromMs) continue;
          const inTime = sent.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
          const count = inTime.reduce((sum, { events }) => sum + events, 0);
          const most = maxPerSecond * (1 + (toMs - fromMs) / 1000);
          expect(count).toBeLessThanOrEqual(most + 1e-3);
        }
      }
    }),
    { numRuns: propertyRuns(500) },
  );
});
