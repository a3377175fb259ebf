import { expect, test } from '@jest/globals';
import { failingThreshold } from '../../../lambdas/domain/failing.ts';

const nowMs = Date.parse('2026-11-21T19:00:00.000Z');
const hoursAgo = (hours: number) => new Date(nowMs - hours * 3_600_000).toISOString();
const errorAt = (time: string) => ({ code: 'X', message: 'y', time });
const thresholds = [1, 6, 24];

test.each([
  ['half an hour', 0.5, undefined],
  ['an hour', 1, 1],
  ['five hours', 5.9, 1],
  ['six hours', 6, 6],
  ['two days', 48, 24],
])('deliveries that have failed for %s pass the longest threshold', (_, hours, passed) => {
  const since = hoursAgo(hours);
  const failing = { lastError: errorAt(hoursAgo(0.1)), failingSince: since };

  expect(failingThreshold(failing, thresholds, nowMs)).toEqual(
    passed === undefined ? undefined : { since, hours: passed, code: 'X' },
  );
});

test.each([
  ['has no error', {}],
  ['has had an accepted event since', { lastError: errorAt(hoursAgo(0.1)) }],
  ['has had no event for long', { lastError: errorAt(hoursAgo(1.1)), failingSince: hoursAgo(9) }],
])('a source that %s does not fail', (_, fields) => {
  expect(failingThreshold(fields, thresholds, nowMs)).toBeUndefined();
});

test.each([
  ['the same threshold', { since: hoursAgo(7), hours: 6 }, undefined],
  ['a longer one', { since: hoursAgo(7), hours: 24 }, undefined],
  ['a shorter one', { since: hoursAgo(7), hours: 1 }, 6],
  ['one of an earlier time of failing', { since: hoursAgo(90), hours: 24 }, 6],
])('a threshold passed is news unless the vendor knows %s', (_, notifiedFailing, hours) => {
  const failing = {
    lastError: errorAt(hoursAgo(0.1)),
    failingSince: hoursAgo(7),
    notifiedFailing,
  };

  expect(failingThreshold(failing, thresholds, nowMs)?.hours).toBe(hours);
});
