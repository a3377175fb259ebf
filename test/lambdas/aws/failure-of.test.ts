import { expect, test } from '@jest/globals';
import { failureOf } from '../../../lambdas/aws/failure-of.ts';
import { classifyFailure } from '../../../lambdas/domain/outcome.ts';

/** An error with further properties, as the SDK and Node.js make them. */
function anError(name: string, properties: object = {}): Error {
  return Object.assign(new Error('some words'), { name, ...properties });
}

const answered = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

test.each([
  ["the service's exception", anError('ThrottlingException', answered(400)), 'ThrottlingException'],
  ['a lost connection', anError('Error', { code: 'ECONNRESET' }), 'ECONNRESET'],
  ['a host of several addresses', anError('AggregateError', { code: 'ETIMEDOUT' }), 'ETIMEDOUT'],
  ['a time-out of the SDK', anError('TimeoutError', { code: 'ETIMEDOUT' }), 'TimeoutError'],
  ['a call given up', anError('AbortError'), 'AbortError'],
  ['an answer without a code', anError('UnknownError', answered(503)), 'HTTP 503'],
  ['an answer that is no JSON', anError('SyntaxError', answered(502)), 'HTTP 502'],
  ['a good answer that is no JSON', anError('SyntaxError', answered(200)), 'UnreadableAnswer'],
  ['a redirection', anError('Unknown', answered(307)), 'HTTP 307'],
  ['an error that says nothing', anError('TypeError'), 'TypeError'],
])('%s', (_, error, code) => {
  expect(failureOf(error)).toEqual({ code, message: 'some words' });
});

test.each(['text', undefined, null, 7])('%j, which is no error at all', (thrown) => {
  expect(failureOf(thrown)).toEqual({ code: 'UnknownError', message: String(thrown) });
});

test('a host none of whose addresses answers is a known failure', () => {
  const refused = Object.assign(new AggregateError([new Error('one'), new Error('two')]), {
    code: 'ECONNREFUSED',
  });

  expect(classifyFailure(failureOf(refused))).toMatchObject({ kind: 'retryable', known: true });
});
