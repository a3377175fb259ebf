import { describe, expect, test } from '@jest/globals';
import { standardSettings, withOverrides } from '../../../../lambdas/settings/standard-settings.ts';
import { judgeMissingSource } from '../../../../operate/validate/judge/missing-source.ts';

const withCode = withOverrides(standardSettings, { errorCodes: { sourceGone: ['NoSuchSource'] } });
const sentence = (code: string) => `Event Bus Not Found (${code}: there is none)`;

describe('the reason of a retirement by an answer to an event', () => {
  test.each([
    ['a code of the product', sentence('EventBusNotFound'), standardSettings],
    ['a code that the stage has', sentence('NoSuchSource'), withCode],
    ['the same in another case', sentence('nosuchsource'), withCode],
    ['a code that counts with a sentence', sentence('ResourceNotFoundException'), standardSettings],
  ])('%s is right', (_, reason, settings) => {
    expect(judgeMissingSource(reason, settings)).toEqual({});
  });

  test('a code that nobody set is noted', () => {
    expect(judgeMissingSource(sentence('NoSuchSource'), standardSettings)).toEqual({
      note: 'the code for a missing source was NoSuchSource, which these settings do not have',
    });
  });

  test('a reason without a code is a problem that quotes it', () => {
    const { problem } = judgeMissingSource('the reconciler did not find it', standardSettings);

    expect(problem).toMatch(/EventBusNotFound.*but it is: the reconciler did not find it$/);
  });
});
