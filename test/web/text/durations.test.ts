import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  agoText,
  durationText,
  expiryText,
  inputText,
  momentOf,
} from '../../../web/text/durations.ts';

describe('a length of time', () => {
  test.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [7199, '119 minutes'],
    [7200, '2 hours'],
    [172_799, '47 hours'],
    [172_800, '2 days'],
    [604_800, '7 days'],
    [-5, '0 seconds'],
  ])('%d seconds is %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  test('is never said to be longer than it is', () => {
    const secondsOf = { second: 1, minute: 60, hour: 3600, day: 86_400 };
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
        const [count, unit] = durationText(seconds).split(' ') as [string, string];
        const said = Number(count) * secondsOf[unit.replace(/s$/, '') as keyof typeof secondsOf];
        expect(said).toBeLessThanOrEqual(seconds);
        expect(said).toBeGreaterThan(seconds / 2 - 1);
      }),
    );
  });
});

test('a countdown says when a source expires, and that acceptance prevents it', () => {
  expect(expiryText(2 * 86_400)).toBe('Expires in 2 days unless accepted');
  expect(expiryText(0)).toBe('Expires now');
});

test.each([
  [-90, 'just now'],
  [4, 'just now'],
  [400, '6 minutes ago'],
])('an event of %d seconds ago was %s', (seconds, text) => {
  expect(agoText(seconds)).toBe(text);
});

/** In whatever time zone the tests run. */
function at(day: number, hour: number): string {
  return new Date(2026, 10, day, hour, 2).toISOString();
}

test('a moment is typed in the user’s time zone, to the minute', () => {
  expect(inputText(at(1, 4))).toBe('2026-11-01T04:02');
  expect(momentOf(inputText(at(1, 4)))).toBe(at(1, 4));
  expect([inputText(''), momentOf('')]).toEqual(['', '']);
});
