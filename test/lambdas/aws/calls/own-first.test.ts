import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ownFirst } from '../../../../lambdas/aws/calls/own-first.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { notedPauses } from '../../../support/service-stub.ts';

/** Two operations of a service whose own calls fail where `fails` says so; who made which call, in order. */
function twoOperations(fails: (input: number) => boolean, random = 0.5) {
  const made: string[] = [];
  const { pausesMs, time } = notedPauses(random);
  const first = ownFirst(time);
  const own = async (input: number) => {
    made.push(`own ${input}`);
    if (fails(input)) throw new Error('refused');
    return input;
  };
  const sdk = async (input: number) => {
    made.push(`SDK ${input}`);
    return input;
  };
  return { read: first(own, sdk), write: first(own, sdk), made, pausesMs };
}

test('as long as all goes well, no call is the SDK’s', async () => {
  const { read, write, made } = twoOperations(() => false);
  expect([await read(1), await write(2), await read(3)]).toEqual([1, 2, 3]);
  expect(made).toEqual(['own 1', 'own 2', 'own 3']);
});

test('a call that fails is made again by the SDK, and all later ones of the service are the SDK’s alone', async () => {
  const { read, write, made } = twoOperations((input) => input === 2);
  expect([await read(1), await write(2), await read(3), await write(4)]).toEqual([1, 2, 3, 4]);
  expect(made).toEqual(['own 1', 'own 2', 'SDK 2', 'SDK 3', 'SDK 4']);
});

test('calls under way when one fails are each made again once, if they fail too', async () => {
  const { read, made } = twoOperations((input) => input < 3);
  expect(await Promise.all([read(1), read(2), read(3)])).toEqual([1, 2, 3]);
  expect(made.toSorted()).toEqual(['SDK 1', 'SDK 2', 'own 1', 'own 2', 'own 3']);
});

test('a call that its caller has ended is the SDK’s to reject, at once', async () => {
  const { read, pausesMs } = twoOperations(() => true);
  const options = { abortSignal: AbortSignal.abort() };
  expect(await read(1, options)).toBe(1);
  expect(pausesMs).toEqual([]);
});

test('whatever fails, a service gets each call once from us at most, and then pauses of 50 to 100 ms', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 8 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      async (failing, random) => {
        const { read, made, pausesMs } = twoOperations((input) => failing[input] === true, random);
        for (const index of failing.keys()) await read(index);
        const failed = failing.indexOf(true);
        const own = failed === -1 ? failing.length : failed + 1;
        expect(made.filter((one) => one.startsWith('own'))).toHaveLength(own);
        expect(made).toHaveLength(failing.length + (failed === -1 ? 0 : 1));
        expect(pausesMs).toHaveLength(failed === -1 ? 0 : 1);
        for (const pauseMs of pausesMs) {
          expect(pauseMs).toBeGreaterThanOrEqual(50);
          expect(pauseMs).toBeLessThanOrEqual(100);
        }
      },
    ),
    { numRuns: propertyRuns(1_000) },
  );
});
