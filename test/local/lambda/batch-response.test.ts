import { describe, expect, test } from '@jest/globals';

import { readBatchResponse } from '../../../local/lambda/batch-response.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';

const messageIds = new Set(['a', 'b']);
const returned = (payload: unknown): InvokeResult => ({ kind: 'returned', payload });
const failing = (...items: unknown[]) => returned({ batchItemFailures: items });

describe('readBatchResponse', () => {
  test.each([
    ['null', null],
    ['nothing', undefined],
    ['an empty object', {}],
    ['a null list', { batchItemFailures: null }],
    ['an empty list', { batchItemFailures: [] }],
    ['an object about something else', { statusCode: 200 }],
  ])('%s means that all messages were processed', (_name, payload) => {
    expect(readBatchResponse(returned(payload), messageIds)).toEqual({
      kind: 'processed',
      failedMessageIds: new Set(),
    });
  });

  test('a list names the messages that failed', () => {
    expect(readBatchResponse(failing({ itemIdentifier: 'b' }), messageIds)).toEqual({
      kind: 'processed',
      failedMessageIds: new Set(['b']),
    });
  });

  test.each([
    ['an empty identifier', failing({ itemIdentifier: '' })],
    ['a null identifier', failing({ itemIdentifier: null })],
    ['another key', failing({ itemId: 'a' })],
    [
      'an identifier which is not in the batch',
      failing({ itemIdentifier: 'a' }, { itemIdentifier: 'c' }),
    ],
    ['an item that is no object', failing('a')],
    ['a list that is no list', returned({ batchItemFailures: 'a' })],
    ['a response that is no object', returned('a')],
    [
      'an error of the function',
      { kind: 'failed', errorType: 'Error', errorMessage: '', stackTrace: [] },
    ],
    ['a time-out', { kind: 'timedOut' }],
    ['a crash', { kind: 'crashed', reason: 'it exited' }],
  ] satisfies Array<[string, InvokeResult]>)('%s fails the whole batch', (_name, result) => {
    expect(readBatchResponse(result, messageIds)).toEqual({
      kind: 'batchFailed',
      reason: expect.stringMatching(/./),
    });
  });
});
