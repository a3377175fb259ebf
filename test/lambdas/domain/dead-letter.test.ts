import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import {
  attributeBytes,
  deadLetterAttributes,
  deadLetterReasons,
  maxDeadLetterAttributesBytes,
  maxMessageBytes,
} from '../../../lambdas/domain/dead-letter.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { anyText } from '../../support/arbitraries.ts';

const history = {
  sourceName: 'aws.partner/vendor.test/a/b/111122223333',
  attempts: 8,
  firstFailureTime: '2026-11-21T18:00:00.000Z',
};

test('a dead letter says why, of what, for whom, how often and since when', () => {
  const failure = { code: 'InternalFailure', message: 'try later' };
  const why = { reason: 'tooOld', text: 'not accepted within 24 hours', failure } as const;

  expect(deadLetterAttributes(100, why, history)).toStrictEqual({
    reason: 'not accepted within 24 hours',
    errorCode: 'InternalFailure',
    sourceName: history.sourceName,
    attempts: '8',
    firstFailureTime: history.firstFailureTime,
    errorMessage: 'try later',
  });
});

test('without a failure or a history, the kind of reason is the code', () => {
  expect(
    deadLetterAttributes(100, { reason: 'invalidEvent', text: '"id" is missing' }),
  ).toStrictEqual({
    reason: '"id" is missing',
    errorCode: 'invalidEvent',
  });
});

test('a failure without a code has the kind of reason for one', () => {
  const failure = { code: '', message: 'words' };

  expect(deadLetterAttributes(100, { reason: 'rejected', text: 'no', failure })).toStrictEqual({
    reason: 'no',
    errorCode: 'rejected',
    errorMessage: 'words',
  });
});

test('each kind of reason is counted for itself', () => {
  expect(Object.keys(newBatchCounters().deadLettered).toSorted()).toStrictEqual(
    deadLetterReasons.toSorted(),
  );
});

describe('what a message said of its sources', () => {
  const why = { reason: 'invalidEvent', text: '"id" is missing' } as const;
  const kept = { sourceArn: 'arn:one', part: '{"any":"thing"}' };
  const bytes = attributeBytes('sourceArn', kept.sourceArn) + attributeBytes('part', kept.part);

  test('stays on its dead letter, beside the reason', () => {
    expect(deadLetterAttributes(100, why, undefined, kept)).toStrictEqual({
      ...kept,
      reason: '"id" is missing',
      errorCode: 'invalidEvent',
    });
  });

  test('comes before the reason where there is room for one of them', () => {
    const bodyBytes = maxMessageBytes - bytes;

    expect(deadLetterAttributes(bodyBytes, why, undefined, kept)).toStrictEqual(kept);
    expect(
      deadLetterAttributes(bodyBytes - attributeBytes('reason', '"id"'), why, undefined, kept),
    ).toStrictEqual({ ...kept, reason: '"id"' });
  });
});

const reasonOf = (text: string) => deadLetterAttributes(0, { reason: 'rejected', text })['reason'];

describe('an attribute', () => {
  test.each([
    ['a\u0000b\u001Fc', 'a b c'],
    ['a\uFFFEb\uFFFFc', 'a b c'],
    [' \n within \t ', 'within'],
    [' \u007F~', '\u007F~'],
    ['\uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}', '\uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}'],
    ['\uD800', '\uFFFD'],
    ['\n', undefined],
    ['', undefined],
  ])('made of %j is %j', (text, value) => {
    expect(reasonOf(text)).toBe(value);
  });

  test('has 512 bytes at most, and no half of a character', () => {
    expect(reasonOf('x'.repeat(512))).toBe('x'.repeat(512));
    expect(reasonOf('x'.repeat(513))).toBe('x'.repeat(512));
    expect(reasonOf(`${'x'.repeat(508)}😀`)).toBe(`${'x'.repeat(508)}😀`);
    expect(reasonOf(`${'x'.repeat(509)}😀`)).toBe('x'.repeat(509));
    expect(reasonOf(`${'x'.repeat(511)} x`)).toBe('x'.repeat(511));
  });

  test('is made of the beginning of a text, however long that is', () => {
    expect(reasonOf(`${' '.repeat(1023)}x`)).toBe('x');
    expect(reasonOf(`${' '.repeat(1024)}x`)).toBeUndefined();
  });

  test('counts with its name, its type and its value, in bytes', () => {
    expect(attributeBytes('reason', 'é')).toBe('reason'.length + 'String'.length + 2);
  });
});

test('an entry that was never attempted has 0 attempts', () => {
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
    text: fc.oneof(anyText, fc.string({ unit: anyCharacter, maxLength: 3_000 })),
    failure: fc.record({
      code: anyText,
      message: fc.string({ unit: anyCharacter, size: 'large' }),
    }),
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

  test('the most useful ones first', () => {
    const why = {
      reason: 'rejected',
      text: 'refused',
      failure: { code: 'C', message: 'M' },
    } as const;
    const room = (bytes: number) =>
      Object.keys(deadLetterAttributes(maxMessageBytes - bytes, why, history));

    expect(room(attributeBytes('reason', 'refused'))).toStrictEqual(['reason']);
    expect(
      room(attributeBytes('reason', 'refused') + attributeBytes('errorCode', 'C')),
    ).toStrictEqual(['reason', 'errorCode']);
    expect(room(attributeBytes('reason', ''))).toStrictEqual([]);
    expect(room(0)).toStrictEqual([]);
    expect(room(-10)).toStrictEqual([]);
  });

  test('beside the largest body of no event: the reason is cut to what is left', () => {
    const why = { reason: 'invalidEvent', text: '"id" is missing' } as const;
    const beside = (bytes: number) => deadLetterAttributes(maxMessageBytes - bytes, why);

    expect(beside(attributeBytes('reason', '"id"'))).toStrictEqual({ reason: '"id"' });
    expect(beside(attributeBytes('reason', '"id" '))).toStrictEqual({ reason: '"id"' });
    expect(beside(attributeBytes('reason', '"'))).toStrictEqual({ reason: '"' });
  });

  test('into the bytes that are kept for all of them, whatever they hold', () => {
    const long = '語'.repeat(2_000);
    const why = { reason: 'rejected', text: long, failure: { code: long, message: long } } as const;
    const longHistory = {
      sourceName: long,
      attempts: Number.MAX_SAFE_INTEGER,
      firstFailureTime: '2026-11-21T18:00:00.123456789+00:00',
    };
    const attributes = Object.entries(deadLetterAttributes(0, why, longHistory));
    const bytes = attributes.map(([name, value]) => attributeBytes(name, value));

    expect(attributes).toHaveLength(6);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(
      maxDeadLetterAttributesBytes - 128,
    );
  });
});
