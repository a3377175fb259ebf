import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { propertyRuns } from '../../support/property-runs.ts';
import { BrokenInvariantsError, invariantsHold } from './property.ts';
import { plantedBugs } from './planted-bugs.ts';
import { plantedBugsOfHistory } from './planted-bugs-of-history.ts';
import {
  heldInAPause,
  leftInAPause,
  skippedInAnOutage,
  stoppedWhileSending,
} from './planted-histories.ts';
import { live } from './live.ts';

jest.setTimeout(300_000);

const histories = propertyRuns(500);

describe('whatever happens, and whatever goes wrong at any await', () => {
  test(`the invariants hold after ${histories} random histories of the whole pipeline`, async () => {
    await expect(fc.assert(invariantsHold(), { numRuns: histories })).resolves.toBeUndefined();
  });
});

test('what was held in a pause comes once, by one replay', async () => {
  const world = await live(heldInAPause);

  expect(world.violations).toEqual([]);
  expect([...world.receptions.values()]).toMatchObject([
    { received: 1, heldMs: [expect.any(Number)] },
    { received: 1, heldMs: [expect.any(Number)] },
  ]);
});

test('what was being sent when its customer stopped it comes once', async () => {
  const world = await live(stoppedWhileSending);

  expect(world.violations).toEqual([]);
  expect([...world.receptions.values()].map(({ received }) => received)).toEqual([1, 1]);
  expect(world.replays.table.all().map(({ state }) => state)).toContain('cancelled');
});

test('what was left never comes', async () => {
  const world = await live(leftInAPause);

  expect(world.violations).toEqual([]);
  expect([...world.receptions.values()].map(({ received }) => received)).toEqual([0, 0]);
});

test('what waited when its customer skipped that never comes, and is counted', async () => {
  const world = await live(skippedInAnOutage);

  expect(world.violations).toEqual([]);
  expect([...world.receptions.values()]).toEqual([]);
  expect([...world.dropped.values()]).toEqual([1]);
});

describe('the invariants find', () => {
  test.each([...plantedBugs, ...plantedBugsOfHistory])(
    '$name',
    async ({ sabotage, breaks, example, seed = 7 }) => {
      const { failed, errorInstance } = await fc.check(invariantsHold({ sabotage }), {
        numRuns: 400,
        seed,
        endOnFailure: true,
        examples: example === undefined ? [] : [[example]],
      });

      expect(failed).toBe(true);
      const broken = errorInstance instanceof BrokenInvariantsError ? errorInstance.invariants : [];
      expect(breaks.filter((invariant) => broken.includes(invariant))).not.toEqual([]);
    },
  );
});
