import { expect, test } from '@jest/globals';
import type { SendReport } from '../../../operate/send/send-given.ts';
import { isComplete, reportLines } from '../../../operate/send/send-report.ts';

const place = { of: 'line', number: 7 } as const;
const whole: SendReport = {
  sent: 3,
  notSent: [],
  wasStopped: false,
  inputProblem: null,
  lastRead: { of: 'line', number: 9 },
};
const unsent = {
  place,
  id: 'e7',
  kind: 'unanswered',
  code: 'ETIMEDOUT',
  reason: 'no answer\u001b[2J',
} as const;

test('all that was sent is one line', () => {
  expect(isComplete(whole)).toBe(true);
  expect(reportLines(whole, 'stage dev')).toEqual(['3 sent, 0 not sent (stage dev)']);
});

test.each<[Partial<SendReport>, string]>([
  [
    { inputProblem: 'a.json: no such file' },
    'a.json: no such file: nothing after line 9 was read or sent.',
  ],
  [{ wasStopped: true }, 'Stopped: nothing after line 9 was read or sent.'],
  [{ wasStopped: true, lastRead: null }, 'Stopped: nothing was read or sent.'],
])('%j says where reading ended', (fields, line) => {
  const report = { ...whole, ...fields };

  expect(isComplete(report)).toBe(false);
  expect(reportLines(report, 'stage dev')).toEqual(['3 sent, 0 not sent (stage dev)', line]);
});

test('each event that was not sent has its line, without what moves a cursor', () => {
  const report = { ...whole, notSent: [unsent] };

  expect(isComplete(report)).toBe(false);
  expect(reportLines(report, 'stage dev').at(-1)).toMatch(
    /^ {2}line 7 +e7 +unanswered +ETIMEDOUT +no answer \[2J$/,
  );
});
