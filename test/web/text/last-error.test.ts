import { expect, test } from '@jest/globals';
import { lastErrorFact } from '../../../web/text/last-error.ts';

const error = { code: 'ThrottlingException', message: 'slow down', time: '2026-11-21T19:00:00Z' };

test('an error that stands is the last error', () => {
  expect(lastErrorFact({ ...error, resolved: false })).toEqual({
    name: 'Last error',
    value: expect.stringMatching(/^ThrottlingException: slow down \(.+\)$/),
  });
});

test('one after which an event was accepted is said to be resolved', () => {
  expect(lastErrorFact({ ...error, resolved: true }).name).toBe('Last error, resolved since');
});
