import { expect, test } from '@jest/globals';
import { codesOf } from '../../../lambdas/domain/error-codes.ts';
import { errorMeaning } from '../../../web/text/error-texts.ts';

const unknown = errorMeaning('SomethingNew');

test.each(
  codesOf(
    'throttled',
    'outOfOrder',
    'sourceGone',
    'denied',
    'operationDisabled',
    'invalid',
    'entryRefused',
    'tooLarge',
    'expiredCredentials',
    'noCredentials',
    'unknownCredentials',
    'regionOff',
    'wrongSignature',
    'notConnected',
    'timedOut',
    'noAnswer',
    'reset',
    'broken',
  ),
)('what %s means is known', (code) => {
  expect(errorMeaning(code)).not.toBe(unknown);
});

test('spaces in a code do not matter', () => {
  expect(errorMeaning('Event Bus Not Found')).toBe('AWS no longer had the source.');
});

test('a code that is not known refers to the message', () => {
  expect(unknown).toMatch(/the message says more/);
});
