import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  attributeBytes,
  deadLetterAttributes,
  maxMessageBytes,
} from '../../../lambdas/domain/dead-letter.ts';
import { anyText } from '../../support/arbitraries.ts';

const history = {
  sourceName: 'aws.partner/vendor.test/a/b/111122223333',
  attempts: 8,
  firstFailureTime: '2026-11-21T18:00:00.000Z',
};

test('a dead letter says why, of what, for whom, how often and since when', () => {
  const failure = { code: 'InternalFailure', message: 'try later' };
  const why = { reason: 'tooOld', text: 'not accepted within 24 hours', failure } as const;

  expect(deadLetterAttributes(100, why, history)).toEqual({
    reason: 'not accepted within 24 hours',
    errorCode: 'InternalFailure',
    sourceName: history.sourceName,
    attempts: '8',
    firstFailureTime: history.firstFailureTime,
    errorMessage: 'try later',
  });
});

test('without a failure or a history, the kind of reason is the code', () => {
  expect(deadLetterAttributes(100, { reason: 'invalidEvent', text: '"id" is missing' })).toEqual({
    reason: '"id" is missing',
    errorCode: 'invalidEvent',
  });
});

test('never tried is told as 0 attempts', () => {
  const attributes = deadLetterAttributes(
    100,
    { reason: 'entryTooLarge', text: 'too large' },
    { sourceName: 'name', attempts: 0 },
  );

  expect(attributes).toMatchObject({ attempts: '0' });
});

describe('the attributes fit', () => {
  const anyWhy = fc.record({
    reason: fc.constant('rejected' as const),
    text: fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 3_000 })),
    failure: fc.record({ code: anyText, message: fc.string({ unit: 'binary', size: 'large' }) }),
  });

  test('beside the body into what SQS takes, whatever the size of the body', () => {
    const anyBodyBytes = fc.oneof(
      fc.integer({ min: 0, max: maxMessageBytes }),
      fc.integer({ min: maxMessageBytes - 300, max: maxMessageBytes }),
    );
    fc.assert(
      fc.property(anyBodyBytes, anyWhy, (bodyBytes, why) => {
        const attributes = Object.entries(deadLetterAttributes(bodyBytes, why, history));
        const bytes = attributes.reduce(
          (sum, [name, value]) => sum + attributeBytes(name, value),
          0,
        );
        expect(bodyBytes + bytes).toBeLessThanOrEqual(maxMessageBytes);
        expect(attributes.length).toBeLessThanOrEqual(10);
      }),
    );
  });

  test('and hold nothing that SQS refuses: control characters, lone surrogates, empty values', () => {
    const anyChar = fc.oneof(
      anyText,
      fc.string({ unit: fc.constantFrom('\uD800', '\uDC00', '\n') }),
    );
    fc.assert(
      fc.property(anyChar, anyChar, (text, message) => {
        const why = { reason: 'rejected', text, failure: { code: text, message } } as const;
        for (const value of Object.values(deadLetterAttributes(0, why, history))) {
          expect(value).not.toBe('');
          expect(value.isWellFormed()).toBe(true);
          expect(value).not.toMatch(/[^\u0020-\uFFFD]/);
        }
      }),
    );
  });

  test('the most telling ones first', () => {
    const why = {
      reason: 'rejected',
      text: 'refused',
      failure: { code: 'C', message: 'M' },
    } as const;
    const room = (bytes: number) =>
      Object.keys(deadLetterAttributes(maxMessageBytes - bytes, why, history));

    expect(room(attributeBytes('reason', 'refused'))).toEqual(['reason']);
    expect(room(attributeBytes('reason', 'refused') + attributeBytes('errorCode', 'C'))).toEqual([
      'reason',
      'errorCode',
    ]);
    expect(room(0)).toEqual([]);
    expect(room(-10)).toEqual([]);
  });
});
