import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { dateTimeProblem, epochMs, maxDateTimeLength } from '../../../lambdas/domain/date-time.ts';

const twoDigits = (value: number) => String(value).padStart(2, '0');
const aTimeOf = (characters: number) => `2026-11-21T19:00:00.${'1'.repeat(characters - 21)}Z`;
const read = (text: string) => (dateTimeProblem(text) === undefined ? epochMs(text) : 'invalid');
const iso = (dateTime: string) => new Date(epochMs(dateTime)).toISOString();

/** The same instant by a clock that is ahead by some minutes. */
function writtenAt(milliseconds: number, ahead: number): string {
  const local = new Date(milliseconds + ahead * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(ahead);
  const offset = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return `${local}${ahead < 0 ? '-' : '+'}${offset}`;
}

describe('an RFC 3339 date-time is the instant that it names', () => {
  test.each([
    ['2026-11-21T19:00:00Z', '2026-11-21T19:00:00.000Z'],
    ['2026-11-21t19:00:00z', '2026-11-21T19:00:00.000Z'],
    ['2026-11-21T19:00:00.5z', '2026-11-21T19:00:00.500Z'],
    ['2026-11-21T19:00:00.123987654Z', '2026-11-21T19:00:00.123Z'],
    ['2026-11-21T19:00:00-00:00', '2026-11-21T19:00:00.000Z'],
    ['2026-11-21T19:00:00+23:59', '2026-11-20T19:01:00.000Z'],
    ['2026-11-21t19:00:00-23:59', '2026-11-22T18:59:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['0099-12-31T00:00:00Z', '0099-12-31T00:00:00.000Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    // RFC 3339, section 5.8: the leap second at the end of 1990, in UTC and in Pacific Standard Time.
    ['1990-12-31T23:59:60Z', '1991-01-01T00:00:00.000Z'],
    ['1990-12-31T15:59:60-08:00', '1991-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60.25z', '2017-01-01T00:00:00.250Z'],
    ['2015-07-01T09:29:60+09:30', '2015-07-01T00:00:00.000Z'],
    ['1969-12-31T23:59:60Z', '1970-01-01T00:00:00.000Z'],
    // Section 5.7 lets one stand at the end of any month.
    ['2024-02-29T23:59:60Z', '2024-03-01T00:00:00.000Z'],
  ])('%s', (dateTime, instant) => {
    expect(dateTimeProblem(dateTime)).toBeUndefined();
    expect(iso(dateTime)).toBe(instant);
  });
});

describe('no RFC 3339 date-time', () => {
  test.each([
    'yesterday',
    '2026-11-21',
    '2026-11-21T19:00Z',
    '2026-11-21T19:00:00',
    '2026-11-21 19:00:00Z',
    '2026-11-21T19:00:00.Z',
    '2026-11-21T19:00:00,5Z',
    '2026-11-21T19:00:00+0100',
    '2026-11-21T19:00:00+01',
    '20261121T190000Z',
    ' 2026-11-21T19:00:00Z',
    '2026-11-21T19:00:00Z\n',
    '２026-11-21T19:00:00Z',
    '2026-00-21T19:00:00Z',
    '2026-13-21T19:00:00Z',
    '2026-11-00T19:00:00Z',
    '2026-11-31T19:00:00Z',
    '2023-02-29T19:00:00Z',
    '2100-02-29T19:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T25:00:00Z',
    '2026-11-21T19:60:00Z',
    '2026-11-21T19:00:61Z',
    '2026-11-21T19:00:00+24:00',
    '2026-11-21T19:00:00-01:60',
    // A leap second is the last one of a month, by UTC.
    '2026-11-21T19:00:60Z',
    '2026-11-29T23:59:60Z',
    '2016-12-31T23:59:60+01:00',
    '2016-12-31T22:59:60Z',
    // The years of four digits, by UTC too.
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '9999-12-31T23:59:59-00:01',
    '0000-01-01T00:00:00+00:01',
  ])('%j', (text) => {
    expect(dateTimeProblem(text)).toBe('is not a date and time such as 2026-11-21T19:00:00Z');
    expect(() => epochMs(text)).toThrow(RangeError);
  });
});

test('its text is bounded, since an entry’s size does not count it', () => {
  expect(dateTimeProblem(aTimeOf(maxDateTimeLength))).toBeUndefined();
  expect(dateTimeProblem(aTimeOf(maxDateTimeLength + 1))).toBe(
    'is longer than 64 characters, the longest date and time',
  );
});

describe('invariants', () => {
  const instant = fc
    .date({
      min: new Date('0000-01-02T00:00:00Z'),
      // The last minute of December would lead into the year 10000.
      max: new Date('9999-11-29T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.getTime());
  const offsetMinutes = fc.integer({ min: -1439, max: 1439 });

  test('an instant is the same at whatever offset and in whatever case it is written', () => {
    fc.assert(
      fc.property(instant, offsetMinutes, fc.boolean(), (milliseconds, ahead, isLower) => {
        const dateTime = writtenAt(milliseconds, ahead);
        const written = isLower ? dateTime.toLowerCase() : dateTime;

        expect(read(written)).toBe(milliseconds);
      }),
    );
  });

  test('of all seconds after the 59th, the last of a month by UTC alone is one', () => {
    fc.assert(
      fc.property(instant, offsetMinutes, fc.boolean(), (milliseconds, ahead, isLast) => {
        const date = new Date(milliseconds);
        const firstOfNext = Date.parse(
          new Date(date.setUTCMonth(date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10),
        );
        const second = isLast ? firstOfNext - 1000 : milliseconds;
        const isLeapMinute = Math.floor(second / 60_000) === firstOfNext / 60_000 - 1;
        const dateTime = writtenAt(second, ahead).replace(/:\d\d\.\d+/, ':60');

        expect(read(dateTime)).toBe(isLeapMinute ? firstOfNext : 'invalid');
      }),
    );
  });
});
