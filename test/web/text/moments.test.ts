import { describe, expect, test } from '@jest/globals';
import { exactText, momentText, spanText, zoneText } from '../../../web/text/moments.ts';

const evening = '2026-11-21T23:30:00.250Z';
const british = { locale: 'en-GB', timeZone: 'UTC' };

describe('a moment', () => {
  test.each([
    ['en-GB', 'UTC', '21 Nov 2026, 23:30:00'],
    ['en-GB', 'Asia/Tokyo', '22 Nov 2026, 08:30:00'],
    ['en-US', 'America/New_York', /^Nov 21, 2026, 6:30:00\sPM$/],
    ['de-DE', 'Europe/Berlin', '22.11.2026, 00:30:00'],
  ])('is read in %s, %s', (locale, timeZone, text) => {
    expect(momentText(evening, { locale, timeZone })).toMatch(text);
  });

  test.each([
    ['UTC', '2026-11-21T23:30:00+00:00 (UTC)'],
    ['Europe/Berlin', '2026-11-22T00:30:00+01:00 (Europe/Berlin)'],
    ['America/St_Johns', '2026-11-21T20:00:00-03:30 (America/St_Johns)'],
  ])('has an exact time in %s', (timeZone, text) => {
    expect(exactText(evening, { timeZone })).toBe(text);
    expect(Date.parse(text.split(' ')[0] ?? '')).toBe(Date.parse('2026-11-21T23:30:00Z'));
  });

  test('has the offset of its own season', () => {
    const timeZone = 'Europe/Berlin';
    expect(exactText('2026-07-01T12:00:00Z', { timeZone })).toMatch(/^2026-07-01T14:00:00\+02:00/);
    expect(zoneText(new Date('2026-07-01'), { timeZone })).toBe('Europe/Berlin (GMT+2)');
    expect(zoneText(new Date('2026-12-01'), { timeZone })).toBe('Europe/Berlin (GMT+1)');
    expect(zoneText(new Date('2026-12-01'), { timeZone: 'UTC' })).toBe('UTC');
  });
});

describe('from when to when', () => {
  test('has one day if both are of it', () => {
    const to = '2026-11-21T15:02:00Z';
    expect(spanText('2026-11-21T14:02:00Z', to, british)).toBe(
      'between 14:02 and 15:02 on 21 Nov 2026',
    );
    expect(spanText(to, to, british)).toBe('at 15:02 on 21 Nov 2026');
    // Summer time ends between: the clock shows 01:30 twice.
    const repeated = ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'] as const;
    expect(spanText(...repeated, { ...british, timeZone: 'America/New_York' })).toBe(
      'between 01:30 and 01:30 on 1 Nov 2026',
    );
  });

  test('has both days otherwise, as the viewer’s zone has them', () => {
    const tokyo = { ...british, timeZone: 'Asia/Tokyo' };
    const span = ['2026-11-21T14:02:00Z', '2026-11-21T15:02:00Z'] as const;
    expect(spanText(...span, tokyo)).toBe('between 23:02 on 21 Nov 2026 and 00:02 on 22 Nov 2026');
  });
});
