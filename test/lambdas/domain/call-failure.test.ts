import { expect, test } from '@jest/globals';
import { classifyCallFailure, isPassing, isRefusal } from '../../../lambdas/domain/call-failure.ts';

test.each([
  ['ConcurrentModificationException', 'concurrentChange', true],
  ['ThrottlingException', 'throttled', true],
  ['TooManyRequestsException', 'throttled', true],
  ['Throttling', 'throttled', true],
  ['ThrottledException', 'throttled', true],
  ['RequestLimitExceeded', 'throttled', true],
  ['RequestThrottled', 'throttled', true],
  ['RequestThrottledException', 'throttled', true],
  ['SlowDown', 'throttled', true],
  ['HTTP 429', 'throttled', true],
  ['InternalException', 'unavailable', true],
  ['HTTP 503', 'unavailable', true],
  ['TimeoutError', 'unavailable', true],
  ['ECONNRESET', 'unavailable', true],
  ['CredentialsProviderError', 'unavailable', true],
  ['LimitExceededException', 'sourceLimit', false],
  ['OperationDisabledException', 'operationDisabled', false],
  ['UnrecognizedClientException', 'regionDisabled', false],
  ['InvalidClientTokenId', 'regionDisabled', false],
  ['OptInRequired', 'regionDisabled', false],
  ['Opt-In Required', 'regionDisabled', false],
  ['AccessDeniedException', 'unexpected', false],
  ['ValidationException', 'unexpected', false],
  ['ResourceNotFoundException', 'unexpected', false],
  ['SomethingNew', 'unexpected', false],
  ['', 'unexpected', false],
])('%j is %s', (code, kind, passes) => {
  const failure = { code, message: '' };

  expect(classifyCallFailure(failure)).toBe(kind);
  expect(isPassing(failure)).toBe(passes);
});

test.each([
  ['LimitExceededException', true],
  ['ThrottlingException', true],
  ['ConcurrentModificationException', true],
  ['OptInRequired', true],
  ['AccessDeniedException', true],
  ['ValidationException', true],
  ['InternalException', false],
  ['HTTP 503', false],
  ['TimeoutError', false],
  ['ECONNRESET', false],
  ['SomethingNew', false],
  ['', false],
])('%j is an answer that nothing was done: %s', (code, isSure) => {
  expect(isRefusal({ code, message: '' })).toBe(isSure);
});
