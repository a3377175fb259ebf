import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BrokenLawsError, lawsHold } from '../../../torture/model/property.ts';
import { plants } from '../../../torture/model/plants.ts';
import { propertyRuns } from '../../support/property-runs.ts';

jest.setTimeout(300_000);

const histories = propertyRuns(500);

describe('whatever happens, and whatever goes wrong at any await', () => {
  test(`the laws hold after ${histories} random histories of the whole pipeline`, async () => {
    await expect(fc.assert(lawsHold(), { numRuns: histories })).resolves.toBeUndefined();
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
