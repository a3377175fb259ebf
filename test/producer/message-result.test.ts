import { describe, expect, test } from '@jest/globals';
import { resultInAnswer, resultOfFailedCall } from '../../producer/message-result.ts';
import { answerOf, networkError } from './fake-sqs.ts';

describe('a message in an answer', () => {
  const answer = {
    Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: 'x' }],
    Failed: [
      { Id: '1', Code: 'InternalError', SenderFault: false },
      { Id: '2', Code: 'InvalidMessageContents', Message: 'not that', SenderFault: true },
      { Id: '3', Code: 'KMS.ThrottlingException', SenderFault: true },
    ],
  };

  test.each([
    ['0', { kind: 'sent' }],
    ['1', { kind: 'notSent', code: 'InternalError', mayPass: true }],
    ['2', { kind: 'refused', code: 'InvalidMessageContents', reason: 'not that', mayPass: false }],
    ['3', { kind: 'notSent', code: 'KMS.ThrottlingException', mayPass: true }],
    ['4', { kind: 'unanswered', code: 'NoResult', mayPass: true }],
  ])('%s: %o', (id, result) => {
    expect(resultInAnswer(answer, id)).toMatchObject(result);
  });

  test('that has neither list is unanswered', () => {
    expect(resultInAnswer({ Successful: undefined, Failed: undefined }, '0')).toMatchObject({
      kind: 'unanswered',
    });
  });
});

describe('the messages of a call that failed', () => {
  test.each([
    [answerOf(400, 'QueueDoesNotExist'), 'notSent', 'QueueDoesNotExist', false],
    [answerOf(403, 'AccessDeniedException'), 'notSent', 'AccessDeniedException', false],
    [answerOf(403, 'ExpiredToken'), 'notSent', 'ExpiredToken', true],
    [answerOf(400, 'RequestThrottled'), 'notSent', 'RequestThrottled', true],
    [answerOf(400, 'KmsThrottled'), 'notSent', 'KmsThrottled', true],
    [answerOf(429, 'Unknown'), 'notSent', 'HTTP 429', true],
    [answerOf(500, 'InternalError'), 'unanswered', 'InternalError', true],
    [answerOf(503, 'Unknown'), 'unanswered', 'HTTP 503', true],
    [networkError('ECONNREFUSED'), 'notSent', 'ECONNREFUSED', true],
    [networkError('ECONNRESET'), 'unanswered', 'ECONNRESET', true],
    [
      Object.assign(new Error('slow'), { name: 'TimeoutError' }),
      'unanswered',
      'TimeoutError',
      true,
    ],
    ['a thrown text', 'unanswered', 'UnknownError', true],
  ])('%s: %s', (error, kind, code, mayPass) => {
    expect(resultOfFailedCall(error)).toMatchObject({ kind, code, mayPass });
  });
});
