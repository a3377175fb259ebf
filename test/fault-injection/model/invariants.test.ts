import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BrokenLawsError, lawsHold } from './property.ts';
import { plants } from './plants.ts';

jest.setTimeout(300_000);

describe('whatever happens, and whatever goes wrong at any await', () => {
  test('the laws hold after 500 random histories of the whole pipeline', async () => {
    await expect(fc.assert(lawsHold(), { numRuns: 500 })).resolves.toBeUndefined();
  });
});

describe('the laws find', () => {
  test.each(plants)('$name', async ({ sabotage, breaks, example }) => {
    const { failed, errorInstance } = await fc.check(lawsHold({ sabotage }), {
      numRuns: 400,
      seed: 7,
      endOnFailure: true,
      examples: example === undefined ? [] : [[example]],
    });

    expect(failed).toBe(true);
    const broken = errorInstance instanceof BrokenLawsError ? errorInstance.laws : [];
    expect(breaks.filter((law) => broken.includes(law))).not.toEqual([]);
  });
});
