import { expect, test } from '@jest/globals';
import { readTime } from '../../operate/read-time.ts';
import { InputError } from '../../terminal/input-error.ts';
import { testNowMs } from '../support/domain-builders.ts';

test.each([
  ['45s', testNowMs - 45_000],
  ['30min', testNowMs - 1_800_000],
  ['2h', testNowMs - 7_200_000],
  ['7d', testNowMs - 7 * 86_400_000],
  ['2026-11-21T19:00:00Z', Date.parse('2026-11-21T19:00:00Z')],
  ['2026-11-21T20:00:00.5+01:00', Date.parse('2026-11-21T19:00:00.5Z')],
  [undefined, undefined],
])('%s is a time', (text, expected) => {
  expect(readTime('since', text, testNowMs)).toBe(expected);
});

test.each(['', '2', '2 h', '-2h', '1.5h', '2m', '2026-11-21', 'yesterday'])(
  '"%s" is none',
  (text) => {
    expect(() => readTime('since', text)).toThrow(InputError);
    expect(() => readTime('since', text)).toThrow(`not "${text}"`);
  },
);
