import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { isError } from '../../../lambdas/domain/is-error.ts';

class OwnError extends RangeError {}

test.each([
  ['an error', new Error('no')],
  ['one of a class of its own', new OwnError('no')],
  ['what a signal aborts with', new DOMException('late', 'TimeoutError')],
  ['one of another realm', runInNewContext('new TypeError("no")')],
])('%s is an error', (_, value: unknown) => {
  expect(isError(value)).toBe(true);
});

test.each([undefined, null, 'Error', 1, { name: 'Error', message: 'no' }, Error])(
  '%p is none',
  (value) => {
    expect(isError(value)).toBe(false);
  },
);
