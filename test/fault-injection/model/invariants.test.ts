import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { testNowMs } from '../../support/domain-builders.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { BrokenInvariantsError, invariantsHold } from './property.ts';
import { plantedBugs } from './planted-bugs.ts';
import { plantedBugsOfHistory } from './planted-bugs-of-history.ts';
import { plantedBugsOfPayloads } from './planted-bugs-of-payloads.ts';
import {
  deletedAndMadeAgain,
  filteredBesideRefused,
  largeForTwo,
  referring,
  withoutS3,
} from './planted-histories-of-payloads.ts';
import { isRightReference, referenceKinds } from './payloads/planned-reference.ts';
import {
  heldInAPause,
  leftInAPause,
  skippedInAnOutage,
  stoppedWhileSending,
} from './planted-histories.ts';
import { live } from './live.ts';

jest.setTimeout(300_000);

const histories = propertyRuns(300, 50);

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

test('a large event is stored once, and both customers get its stub', async () => {
  const world = await live(largeForTwo);

  expect(world.violations).toEqual([]);
  expect(world.payloads.stubsTaken).toBe(2);
  expect(world.invocations.flatMap(({ puts }) => [...puts])).toEqual([['event-0-0-0', 1]]);
});

test.each(referenceKinds)(
  'an event whose reference is %s is a stub for each customer, or refused once',
  async (kind) => {
    const world = await live(referring(kind));

    expect(world.violations).toEqual([]);
    const [stubs, letters] = isRightReference(kind) ? [2, 0] : [0, 1];
    expect(world.payloads.stubsTaken).toBe(stubs);
    expect(world.eventDeadLetters).toHaveLength(letters);
  },
);

test('what a filter leaves out is counted once, also beside an event that is refused before its mappings are read', async () => {
  const { violations, eventDeadLetters, invocations } = await live(filteredBesideRefused);

  expect(violations).toEqual([]);
  expect(eventDeadLetters).toHaveLength(1);
  expect(invocations.map(({ counters }) => counters?.dropped.filtered)).toEqual([1]);
});

test('while S3 fails and the key for links is missing, large events wait and small ones do not', async () => {
  const world = await live(withoutS3);

  expect(world.violations).toEqual([]);
  const arrivals = [...world.receptions].map(
    ([
      pair,
      {
        arrivals: [first],
      },
    ]) => ({
      pair,
      minutes: Math.floor((first!.atMs - testNowMs) / 60_000),
    }),
  );
  const minutesOf = (id: string) =>
    arrivals.filter(({ pair }) => pair.startsWith(id)).map(({ minutes }) => minutes);
  expect(minutesOf('event-1-0-1')).toEqual([0, 0]);
  expect(minutesOf('event-1-0-0').every((minutes) => minutes >= 15)).toBe(true);
  expect(minutesOf('event-1-0-0')).toHaveLength(2);
});

test('a link is dead once its registration was deleted, and a new one does not revive it', async () => {
  const world = await live(deletedAndMadeAgain);

  expect(world.violations).toEqual([]);
  expect(world.registry.all()).toHaveLength(2);
  expect(world.payloads.sent.size).toBe(2);
});

describe('the invariants find', () => {
  test.each([...plantedBugs, ...plantedBugsOfHistory, ...plantedBugsOfPayloads])(
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
