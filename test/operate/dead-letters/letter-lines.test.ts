import { expect, test } from '@jest/globals';
import { layOutBody, viewOf } from '../../../operate/dead-letters/dead-letter.ts';
import {
  excerptOf,
  letterPage,
  letterTable,
  type ToldLetter,
} from '../../../operate/dead-letters/letter-lines.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { aDeadLetter } from '../support/a-dead-letter.ts';

function told(fields: Parameters<typeof aDeadLetter>[0] = {}): ToldLetter {
  const letter = aDeadLetter(fields);
  return { ...viewOf(letter, testNowMs), body: letter.body };
}

const attribute = (value: string) => ({ DataType: 'String', StringValue: value });

test('a letter tells what its attributes say, and when it was dead-lettered', () => {
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

test('one that SQS moved by itself says nothing of a reason', () => {
  const view = viewOf(aDeadLetter({ attributes: {} }), testNowMs);

  expect(view).toMatchObject({ reason: null, errorCode: null, attempts: null, sourceName: null });
});

test('the table has the beginning of each body under its row', () => {
  const [head, row, excerpt, ...rest] = letterTable([told({ body: 'x'.repeat(100) })]);

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

test('no letter can move the cursor, change colours or turn the direction of writing', () => {
  const hostile = '\u001b[2J\u009b31m\u202e\r\n';
  const attributes = { reason: attribute(hostile), sourceName: attribute(hostile) };
  const letter = told({ body: hostile, attributes });
  const text = [...letterTable([letter]), ...letterPage(letter)].join('');

  expect(text.replaceAll('\n', '').match(/\p{C}/gu)).toBeNull();
});

test('a body is laid out, with its numbers as they were written', () => {
  expect(layOutBody('{"n":12345678901234567890,"m":1.0e400}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "m": 1.0e400\n}',
  );
  expect(layOutBody('not JSON')).toBe('not JSON');
});
