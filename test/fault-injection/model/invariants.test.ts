import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { propertyRuns } from '../../support/property-runs.ts';
import { BrokenInvariantsError, invariantsHold } from './property.ts';
import { plantedBugs } from './planted-bugs.ts';

jest.setTimeout(300_000);

const histories = propertyRuns(500);

describe('whatever happens, and whatever goes wrong at any await', () => {
  test(`the invariants hold after ${histories} random histories of the whole pipeline`, async () => {
    await expect(fc.assert(invariantsHold(), { numRuns: histories })).resolves.toBeUndefined();
  });
});

describe('the invariants find', () => {
  test.each(plantedBugs)('$name', async ({ sabotage, breaks, example }) => {
    const { failed, errorInstance } = await fc.check(invariantsHold({ sabotage }), {
      numRuns: 400,
      seed: 7,
      endOnFailure: true,
      examples: example === undefined ? [] : [[example]],
    });

    expect(failed).toBe(true);
    const broken = errorInstance instanceof BrokenInvariantsError ? errorInstance.invariants : [];
    expect(breaks.filter((invariant) => broken.includes(invariant))).not.toEqual([]);
  });
});
