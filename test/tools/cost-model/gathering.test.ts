import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { seededRandom } from '../../../emulator/faults/random.ts';
import {
  bisect,
  gatheredMessages,
  gatheringSeconds,
  turnSeconds,
} from '../../../tools/cost-model/gathering.ts';
import { usualScenario } from '../../../tools/cost-model/scenarios.ts';

const at = (eventsPerSecond: number) => ({ ...usualScenario, eventsPerSecond });
const window = (batchWindowSeconds: number) => ({ batchWindowSeconds });

describe('a batch with a window', () => {
  test.each([
    ['no window', 1_000, 0, 0],
    ['an event an hour', 1 / 3_600, 1, 20],
    ['an event in ten seconds', 0.1, 1, 20],
    ['a window that is longer than the 20 seconds', 1 / 3_600, 60, 60],
    ['a thousand events a second', 1_000, 1, 1.02],
  ])('waits: %s', (_, eventsPerSecond, windowSeconds, expected) => {
    const seconds = gatheringSeconds(at(eventsPerSecond), window(windowSeconds));

    expect(Math.abs(seconds - expected)).toBeLessThan(0.05);
  });

  test('waits less the more messages come, between its window and 20 seconds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 10_000, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (eventsPerSecond, windowSeconds) => {
          const seconds = gatheringSeconds(at(eventsPerSecond), window(windowSeconds));
          const more = gatheringSeconds(at(2 * eventsPerSecond), window(windowSeconds));

          expect(seconds).toBeLessThanOrEqual(20);
          expect(more).toBeLessThanOrEqual(seconds + 1e-6);
          expect(seconds).toBeGreaterThan(0.9 * windowSeconds);
        },
      ),
    );
  });

  test.each([1, 10, 100])('waits as long as if it were played, at %d a second', (rate) => {
    const played = playedWaits(rate / 5, 1, 20_000).toSorted((a, b) => a - b);
    const late = played[Math.floor(0.99 * played.length)]!;

    expect(gatheringSeconds(at(rate), window(1)) / late).toBeGreaterThan(0.95);
    expect(gatheringSeconds(at(rate), window(1)) / late).toBeLessThan(1.05);
  });

  test('has its first message, and a fifth of what comes during its window', () => {
    expect(gatheredMessages(at(1_000), window(1))).toBe(201);
    expect(gatheredMessages(at(1_000), window(0))).toBe(1);
  });
});

/** Waits of the messages of batches: the first's, and of those that come within the window, to the next one after it. */
function playedWaits(rate: number, windowSeconds: number, batches: number): number[] {
  const random = seededRandom(7);
  const apart = () => -Math.log(1 - random()) / rate;
  return Array.from({ length: batches }, () => {
    const came = [0];
    for (;;) {
      const next = came.at(-1)! + apart();
      const ends = Math.max(windowSeconds, Math.min(next, 20));
      if (next >= windowSeconds) return came.map((one) => ends - one);
      came.push(next);
    }
  }).flat();
}

describe('a poller', () => {
  test('that gathers is free for the next batch at once', () => {
    expect(turnSeconds(0.5, window(1))).toBe(0.5);
  });

  test('that does not comes back for it, ten times a second at the most', () => {
    expect(turnSeconds(0.5, window(0))).toBeCloseTo(0.53);
    expect(turnSeconds(0.01, window(0))).toBe(0.1);
  });
});

test('what holds from a value on is found', () => {
  expect(bisect(0, 8, (value) => value >= 3)).toBeCloseTo(3);
  expect(bisect(0, 8, () => false)).toBe(8);
});
