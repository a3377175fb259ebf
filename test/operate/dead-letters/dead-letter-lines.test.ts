import { describe, expect, test } from '@jest/globals';
import { readDeadLetter, viewOf } from '../../../operate/dead-letters/dead-letter.ts';
import { formatBody } from '../../../operate/format-body.ts';
import {
  excerptOf,
  deadLetterPage,
  deadLetterTable,
  type ListedDeadLetter,
} from '../../../operate/dead-letters/dead-letter-lines.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { aDeadLetter } from '../support/a-dead-letter.ts';

function aListedDeadLetter(fields: Parameters<typeof aDeadLetter>[0] = {}): ListedDeadLetter {
  const letter = aDeadLetter(fields);
  return { ...viewOf(letter, testNowMs), body: letter.body };
}

const attribute = (value: string) => ({ DataType: 'String', StringValue: value });

test('the view of a dead letter has its attributes and when it was dead-lettered', () => {
  const attributes = {
    reason: attribute('EventBridge refused the entry'),
    errorCode: attribute('MalformedDetail'),
    errorMessage: attribute('Detail is malformed.'),
    sourceName: attribute('aws.partner/vendor/acct1/repo1/111122223333'),
    attempts: attribute('3'),
    firstFailureTime: attribute('2026-11-21T18:00:00.000Z'),
  };

  expect(viewOf(aDeadLetter({ attributes, body: 'ä' }), testNowMs)).toEqual({
    queue: 'retry',
    id: 'letter-1',
    reason: 'EventBridge refused the entry',
    errorCode: 'MalformedDetail',
    errorMessage: 'Detail is malformed.',
    sourceName: 'aws.partner/vendor/acct1/repo1/111122223333',
    attempts: 3,
    firstFailureTime: '2026-11-21T18:00:00.000Z',
    sentAt: '2026-11-21T18:59:00.000Z',
    ageSeconds: 60,
    receives: 1,
    bytes: 2,
  });
});

test('one that SQS itself moved has no reason', () => {
  const view = viewOf(aDeadLetter({ attributes: {} }), testNowMs);

  expect(view).toMatchObject({ reason: null, errorCode: null, attempts: null, sourceName: null });
});

describe('an attribute in another format than the functions write is shown unchanged', () => {
  test.each([
    ['three', 'three'],
    ['', ''],
    ['-1', '-1'],
    ['1.5', '1.5'],
    ['1e3', '1e3'],
    ['0x10', '0x10'],
    [' 3', ' 3'],
    ['99999999999999999999', '99999999999999999999'],
    ['007', 7],
  ])('the attempts %j', (text, attempts) => {
    const letter = aListedDeadLetter({ attributes: { attempts: attribute(text) } });

    expect(letter.attempts).toBe(attempts);
    expect(deadLetterPage(letter)).toContainEqual(
      expect.stringMatching(/^ {2}attempts +(?!-$|NaN|null)\S/),
    );
  });

  test('one of type Binary, in base64', () => {
    const bytes = { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) };
    const names = ['reason', 'errorCode', 'errorMessage', 'sourceName', 'attempts'] as const;
    const letter = aListedDeadLetter({
      attributes: Object.fromEntries(names.map((name) => [name, bytes])),
    });

    for (const name of names) expect(letter[name]).toBe('binary, 2 bytes: AP8=');
  });

  test('one of another type, by its text; one without a value is none', () => {
    const attributes = {
      attempts: { DataType: 'Number', StringValue: '3' },
      reason: { DataType: 'String.mine', StringValue: 'why' },
      errorCode: { DataType: 'String' },
    };

    expect(aListedDeadLetter({ attributes })).toMatchObject({
      attempts: 3,
      reason: 'why',
      errorCode: null,
    });
  });

  test('words that are no time or no code, by themselves', () => {
    const attributes = { firstFailureTime: attribute('soon'), errorCode: attribute('') };
    const [, row] = deadLetterTable([aListedDeadLetter({ attributes })]);

    expect(row).toMatch(/^ {2}letter-1 +retry +\(empty\) +- +soon +/);
  });

  test('one of a megabyte, shortened in the list', () => {
    const attributes = { reason: attribute('x'.repeat(1_000_000)) };
    const [head, row] = deadLetterTable([aListedDeadLetter({ attributes })]);

    expect(row).toContain(`${'x'.repeat(256)}…`);
    expect(head!.length + row!.length).toBeLessThan(1_000);
  });
});

test.each([undefined, '', 'now', '-1', 'NaN'])('a time and receives of %j are unknown', (text) => {
  const system = text === undefined ? {} : { SentTimestamp: text, ApproximateReceiveCount: text };
  const letter = readDeadLetter('retry', { MessageId: 'letter-1', Attributes: system });
  const view = { ...viewOf(letter, testNowMs), body: letter.body };

  expect(view).toMatchObject({ sentAt: null, ageSeconds: null, receives: null });
  expect([...deadLetterTable([view]), ...deadLetterPage(view)].join('\n')).not.toMatch(
    /NaN|null|1970/,
  );
});

test('the table has the start of each body under its row', () => {
  const [head, row, excerpt, ...rest] = deadLetterTable([
    aListedDeadLetter({ body: 'x'.repeat(100) }),
  ]);

  expect(head).toMatch(/^ {2}id +queue +code +attempts +first failure +age +reason +source$/);
  expect(row).toMatch(
    /^ {2}letter-1 +retry +ThrottlingException +- +- +1 min +not accepted within 24 hours +-$/,
  );
  expect(excerpt).toBe(`      ${'x'.repeat(80)}`);
  expect(rest).toEqual([]);
});

test('an excerpt cuts no character in two', () => {
  expect(excerptOf('😀'.repeat(100))).toBe('😀'.repeat(80));
});

test('no dead letter can move the cursor, change colours or reverse the writing direction', () => {
  const hostile = '\u001b[2J\u009b31m\u202e\r\n';
  const attributes = { reason: attribute(hostile), sourceName: attribute(hostile) };
  const letter = aListedDeadLetter({ body: hostile, attributes });
  const text = [...deadLetterTable([letter]), ...deadLetterPage(letter)].join('');

  expect(text.replaceAll('\n', '').match(/\p{C}/gu)).toBeNull();
});

test('a body is formatted, with its numbers as they were written', () => {
  expect(formatBody('{"n":12345678901234567890,"m":1.0e400}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "m": 1.0e400\n}',
  );
  expect(formatBody('not JSON')).toBe('not JSON');
});
