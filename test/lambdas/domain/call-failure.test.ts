import { expect, test } from '@jest/globals';
import { classifyCallFailure, isPassing } from '../../../lambdas/domain/call-failure.ts';

test.each([
  ['ConcurrentModificationException', 'concurrentChange', true],
  ['ThrottlingException', 'throttled', true],
  ['TooManyRequestsException', 'throttled', true],
  ['HTTP 429', 'throttled', true],
  ['InternalException', 'unavailable', true],
  ['HTTP 503', 'unavailable', true],
  ['TimeoutError', 'unavailable', true],
  ['ECONNRESET', 'unavailable', true],
  ['CredentialsProviderError', 'unavailable', true],
  ['LimitExceededException', 'sourceLimit', false],
  ['OperationDisabledException', 'operationDisabled', false],
  ['AccessDeniedException', 'unexpected', false],
  ['ValidationException', 'unexpected', false],
  ['ResourceNotFoundException', 'unexpected', false],
  ['SomethingNew', 'unexpected', false],
  ['', 'unexpected', false],
])('%s is %s', (code, kind, passes) => {
  const failure = { code, message: '' };

  expect(classifyCallFailure(failure)).toBe(kind);
  expect(isPassing(failure)).toBe(passes);
});
