import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  classifyEntry,
  classifyFailure,
  isForItsSize,
  isForSomeEntry,
  isUnanswered,
  maySaySourceGone,
  sourceGoneCodesWith,
} from '../../../lambdas/domain/outcome.ts';
import { anyCharacter } from '../../support/any-character.ts';

const sourceName = 'aws.partner/vendor.test/acct1/repo1/111122223333';
const sourceArn = `arn:aws-us-gov:events:us-gov-west-1::event-source/${sourceName}`;

/** One word for what a failure means. */
function verdict(code: string, message = ''): string {
  const outcome = classifyFailure({ code, message });
  return outcome.kind === 'retryable' && !outcome.known ? 'unknown' : outcome.kind;
}

describe('the table of failures', () => {
  test.each([
    'ThrottlingException',
    'Throttling',
    'ThrottledException',
    'throttling exception',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'InternalFailure',
    'InternalException',
    'Internal Service Error',
    'InternalServerError',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'RequestTimeout',
    'RequestTimeoutException',
    'TimeoutError',
    'AbortError',
    'ECONNRESET',
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'HTTP 500',
    'HTTP 503',
    'HTTP 429',
    'HTTP 307',
    'HTTP 401',
    'HTTP 403',
    'HTTP 407',
    'HTTP 408',
    'AuthFailure',
    'IncompleteSignature',
    'InvalidClientTokenId',
    'MissingAuthenticationToken',
    'OptInRequired',
    'RequestTimeTooSkewed',
    'SignatureDoesNotMatch',
    'UnreadableAnswer',
    'ECONNABORTED',
    'EPROTO',
    'EAI_FAIL',
    'EADDRNOTAVAIL',
    'EMFILE',
    'ENFILE',
    'ENOBUFS',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SOCKET_CLOSED',
    'ERR_STREAM_PREMATURE_CLOSE',
    'HPE_INVALID_CONSTANT',
  ])('%s is retried as long as the event is young', (code) => {
    expect(verdict(code)).toBe('retryable');
  });

  test.each([
    ['EventBusNotFound', ''],
    ['Event Bus Not Found', ''],
    ['EVENT_BUS_NOT_FOUND', ''],
    ['event-bus-not-found', ''],
    ['PartnerEventSourceNotFound', ''],
    ['ResourceNotFoundException', `Event source ${sourceName} does not exist.`],
    [
      'ResourceNotFoundException',
      `Event source ${sourceName} or event bus ${sourceName} does not exist.`,
    ],
    ['ResourceNotFoundException', `Event bus ${sourceName} does not exist.`],
    ['ResourceNotFoundException', `Event bus ${sourceArn} does not exist`],
    ['ResourceNotFound', `Partner event source ${sourceName} does not exist.`],
    ['Resource not found', 'Partner event source does not exist'],
  ])('%j with %j means that the source is gone', (code, message) => {
    expect(verdict(code, message)).toBe('sourceGone');
  });

  test.each([
    ['ValidationException', 'Detail type "Event Source Not Found" is not valid', 'rejected'],
    ['ValidationException', 'Event source not found', 'rejected'],
    ['InvalidArgument', 'Partner event source does not exist', 'rejected'],
    ['AccessDeniedException', 'Event bus does not exist or access to it is denied', 'rejected'],
    ['Whatever', `Event source ${sourceName} does not exist.`, 'unknown'],
    ['HTTP 404', 'Event bus not found', 'unknown'],
    ['ResourceNotFoundException', 'Endpoint not found', 'unknown'],
    ['ResourceNotFoundException', '', 'unknown'],
    ['ResourceNotFoundException', "Detail type 'Event Source Not Found' is unknown", 'unknown'],
    ['', 'Detail type "Event Source Not Found" is not valid', 'unknown'],
    ['', 'Detail type Event Source Not Found is not valid', 'unknown'],
    ['', 'Event bus not found', 'unknown'],
    ['', 'Partner event source does not exist', 'unknown'],
    ['', `Event bus ${sourceName} does not exist.`, 'unknown'],
    ['NotFound', "The event source's schema registry was not found", 'unknown'],
    ['NotFound', 'Partner event source does not exist', 'unknown'],
    ['ResourceNotFoundException', 'Detail type Event Source Not Found has no schema', 'unknown'],
    ['ResourceNotFoundException', 'KMS key of event bus vendor/x not found', 'unknown'],
    ['ResourceNotFoundException', 'Event bus vendor/x does not exist.', 'unknown'],
    ['ResourceNotFoundException', `Event bus ${sourceName} was not found`, 'unknown'],
    ['ResourceNotFoundException', `No event source ${sourceName} does not exist.`, 'unknown'],
    ['ResourceNotFoundException', `Event source ${sourceName} does not exist. Or so.`, 'unknown'],
    ['ResourceNotFoundException', `Event source ${sourceName} does not exist.\n`, 'unknown'],
    ['ResourceNotFoundException', `Event source ${sourceName}, does not exist.`, 'unknown'],
    ['ResourceNotFoundException', 'Event source  does not exist.', 'unknown'],
  ])('%j with %j does not, whatever its words: %s', (code, message, expected) => {
    expect(verdict(code, message)).toBe(expected);
  });

  test.each([
    'AccessDeniedException',
    'InvalidAccountIdException',
    'InvalidArgument',
    'MalformedDetail',
    'RedactionFailure',
    'NotAuthorizedForSourceException',
    'NotAuthorizedForDetailTypeException',
    'OperationDisabledException',
    'ValidationException',
    'RequestEntityTooLargeException',
    'HTTP 413',
  ])('%s is refused for good', (code) => {
    expect(verdict(code)).toBe('rejected');
  });

  test.each([
    '',
    'SomethingNew',
    'HTTP 400',
    'HTTP 200',
    'HTTP 5000',
    'HTTP 4290',
    'NoHTTP 503',
    'HTTP 404',
    'CERT',
    'ERR_INVALID_ARG_TYPE',
    'constructor',
    '__proto__',
  ])('%j is unknown: retryable all the same', (code) => {
    expect(verdict(code, 'no idea')).toBe('unknown');
  });

  test('a failure that is retryable by its code does not mean that the source is gone, whatever its message', () => {
    expect(verdict('InternalException', 'event source lookup: not found in cache')).toBe(
      'retryable',
    );
  });

  test("no name of a customer's generator makes a failure look like sourceGone", () => {
    for (const trap of ['acme/not-found', 'acme/does-not-exist', 'acme/event-bus-not-found']) {
      const name = `aws.partner/vendor.test/${trap}/111122223333`;
      const arn = `arn:aws:events:us-east-1::event-source/${name}`;
      expect(verdict('NotAuthorizedForSourceException', `No grant for event source ${name}`)).toBe(
        'rejected',
      );
      expect(verdict('SomethingNew', `Event source '${arn}' is busy`)).toBe('unknown');
    }
  });

  test('never throws, whatever EventBridge says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }),
        fc.string({ unit: anyCharacter }),
        (code, message) => {
          expect(classifyFailure({ code, message })).toHaveProperty('failure', { code, message });
        },
      ),
    );
  });
});

describe('the result of an entry', () => {
  test('an id and no error is delivered', () => {
    expect(classifyEntry({ EventId: 'e' })).toStrictEqual({ kind: 'delivered', eventId: 'e' });
    expect(classifyEntry({ EventId: 'e', ErrorCode: '', ErrorMessage: '' })).toMatchObject({
      kind: 'delivered',
    });
  });

  test.each([
    ['a missing one', undefined, 'no result came back for the entry'],
    ['one with neither id nor error', {}, 'the result has no event id'],
    [
      'one with empty texts only',
      { EventId: '', ErrorCode: '', ErrorMessage: '' },
      'the result has no event id',
    ],
  ])('%s proves nothing, so the entry is sent again', (_, result, message) => {
    expect(classifyEntry(result)).toStrictEqual({
      kind: 'retryable',
      known: true,
      failure: { code: 'NoResult', message },
    });
  });

  test('an error without a message, or without a code, is kept unchanged', () => {
    expect(classifyEntry({ ErrorCode: 'Some' })).toMatchObject({
      failure: { code: 'Some', message: '' },
    });
    expect(classifyEntry({ ErrorMessage: 'words' })).toMatchObject({
      failure: { code: '', message: 'words' },
    });
  });

  test('an error counts, even with an id', () => {
    expect(classifyEntry({ EventId: 'e', ErrorCode: 'ThrottlingException' })).toMatchObject({
      kind: 'retryable',
    });
  });

  test('a message alone is an error, and an unknown one', () => {
    expect(classifyEntry({ ErrorMessage: 'Partner event source does not exist' })).toMatchObject({
      kind: 'retryable',
      known: false,
    });
  });
});

const failing = (code: string) => ({ code, message: 'words' });

describe('codes that a stage sets for a missing source', () => {
  const gone = sourceGoneCodesWith([
    'EventSourceMissing',
    'ThrottlingException',
    'InvalidArgument',
  ]);

  test('say that the source is gone, besides AWS’s own', () => {
    expect(classifyFailure(failing('event source missing'), gone).kind).toBe('sourceGone');
    expect(classifyEntry({ ErrorCode: 'EventSourceMissing' }, gone).kind).toBe('sourceGone');
    expect(isForSomeEntry(failing('EventSourceMissing'), gone)).toBe(true);
    expect(classifyFailure(failing('EventBusNotFound'), gone).kind).toBe('sourceGone');
  });

  test('are unknown failures for a stage that does not set them', () => {
    expect(verdict('EventSourceMissing')).toBe('unknown');
    expect(isForSomeEntry(failing('EventSourceMissing'))).toBe(false);
    expect(classifyFailure(failing('EventSourceMissing'), sourceGoneCodesWith([]))).toMatchObject({
      kind: 'retryable',
      known: false,
    });
  });

  test('change nothing about codes that have another meaning', () => {
    expect(classifyFailure(failing('ThrottlingException'), gone).kind).toBe('retryable');
    expect(classifyFailure(failing('InvalidArgument'), gone).kind).toBe('rejected');
    expect(sourceGoneCodesWith(['Throttling', 'HTTP 404', '!'])).toEqual(sourceGoneCodesWith([]));
  });

  test.each([
    ['EventSourceMissing', true],
    ['EventBusNotFound', true],
    ['ResourceNotFoundException', true],
    ['ThrottlingException', false],
    ['InternalFailure', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false],
    ['MalformedDetail', false],
    ['AccessDeniedException', false],
    ['ConcurrentModificationException', false],
    ['HTTP 404', false],
    ['HTTP 503', false],
    ['', false],
    ['...', false],
  ])('may be %j: %s', (code, may) => {
    expect(maySaySourceGone(code)).toBe(may);
  });

  test('never hide what is known to be busy, broken or refused', () => {
    const codes = fc.array(fc.string({ maxLength: 40 }), { maxLength: 5 });
    fc.assert(
      fc.property(codes, fc.string({ maxLength: 40 }), (own, code) => {
        const before = classifyFailure(failing(code));
        const after = classifyFailure(failing(code), sourceGoneCodesWith([...own, code]));
        const isUnknown = before.kind === 'retryable' && !before.known;
        expect(isUnknown || after.kind === before.kind).toBe(true);
      }),
    );
  });
});

describe('a request that failed whole', () => {
  test.each([
    ['ValidationException', '', true],
    ['RequestEntityTooLargeException', '', true],
    ['HTTP 413', '', true],
    ['EventBusNotFound', '', true],
    ['ResourceNotFoundException', 'Partner event source does not exist', true],
    ['', 'Partner event source does not exist', false],
    ['ThrottlingException', '', false],
    ['AccessDeniedException', '', false],
    ['AbortError', '', false],
    ['SomethingNew', '', false],
  ])('with %s (%j) is for some entry in it: %s', (code, message, isFor) => {
    expect(isForSomeEntry({ code, message })).toBe(isFor);
  });
});

test.each(['ExpiredTokenException', 'CredentialsProviderError', 'InvalidSignatureException'])(
  '%s is retried as long as the event is young: somebody will mend the credentials',
  (code) => {
    expect(classifyFailure({ code, message: '' })).toMatchObject({
      kind: 'retryable',
      known: true,
    });
  },
);

test.each([
  ['TimeoutError', true],
  ['AbortError', true],
  ['ETIMEDOUT', true],
  ['ECONNREFUSED', false],
  ['ThrottlingException', false],
  ['', false],
])('%j says that no answer came in time: %s', (code, expected) => {
  expect(isUnanswered({ code, message: '' })).toBe(expected);
});

test.each([
  ['TimeoutError', true],
  ['AbortError', true],
  ['ETIMEDOUT', true],
  ['ECONNREFUSED', false],
  ['RequestTimeout', false],
  ['ThrottlingException', false],
  ['', false],
])('whether a call with %s ended without an answer: %s', (code, isSo) => {
  expect(isUnanswered({ code, message: '' })).toBe(isSo);
});

test.each([
  ['ValidationException', 'Total size of the entries in the request is over the limit.', true],
  ['ValidationException', 'The request is too large.', true],
  ['ValidationException', 'The request exceeded the maximum size of 262144 bytes', true],
  ['RequestEntityTooLargeException', '', true],
  ['HTTP 413', '', true],
  ['ValidationException', '', false],
  [
    'ValidationException',
    "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to 20",
    false,
  ],
  ['ValidationException', 'Detail type "Size Limit Exceeded" is not valid', false],
  ['ThrottlingException', 'Total size of the entries in the request is over the limit.', false],
  ['MalformedDetail', 'too large', false],
  ['', 'too large', false],
])('%s, %j is a refusal for the size of the request: %s', (code, message, isSo) => {
  expect(isForItsSize({ code, message })).toBe(isSo);
});
