import { expect, test } from '@jest/globals';
import { codesOf, errorCodes, fold, foldedCodesOf } from '../../../lambdas/domain/error-codes.ts';

test('no code means two things, however it is written', () => {
  const all = Object.values(errorCodes).flat().map(fold);

  expect(all).toEqual([...new Set(all)]);
});

test('the codes of several classes are those of each', () => {
  expect(codesOf('sourceGone', 'tooLarge')).toEqual([
    'EventBusNotFound',
    'PartnerEventSourceNotFound',
    'RequestEntityTooLargeException',
    'HTTP 413',
  ]);
  expect(foldedCodesOf('tooLarge')).toEqual(new Set(['requestentitytoolargeexception', 'http413']));
});

test('a code is folded to letters and digits', () => {
  expect(fold('Event Bus Not-Found')).toBe('eventbusnotfound');
});
