import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  deliveryError,
  noteIfDue,
  type Activity,
  type NotedActivity,
} from '../../../lambdas/domain/activity.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';

const everyMs = 60_000;
const noted: NotedActivity = {
  generation: 'one',
  notedAtMs: 1_000_000,
  errorCode: undefined,
  isFailing: false,
};
const accepted: Activity = { generation: 'one', acceptedDetailType: 'push' };
const failed: Activity = { generation: 'one', errorCode: 'ThrottlingException' };
const isDue = (activity: Activity, known: NotedActivity | undefined, afterMs: number) =>
  noteIfDue(activity, known, { nowMs: noted.notedAtMs + afterMs, everyMs }) !== undefined;

describe('a note of activity is due', () => {
  test('the first time, and of a new registration', () => {
    expect(isDue(accepted, undefined, 0)).toBe(true);
    expect(isDue(failed, undefined, 0)).toBe(true);
    expect(isDue({ ...accepted, generation: 'two' }, noted, 1)).toBe(true);
  });

  test('again after the stated time and no sooner', () => {
    expect(isDue(accepted, noted, everyMs - 1)).toBe(false);
    expect(isDue(accepted, noted, everyMs)).toBe(true);
  });

  test('at once for an error of another code, and not for the same again', () => {
    const failing = { ...noted, errorCode: 'ThrottlingException', isFailing: true };

    expect(isDue(failed, noted, 1)).toBe(true);
    expect(isDue(failed, failing, 1)).toBe(false);
    expect(isDue({ ...failed, errorCode: 'MalformedDetail' }, failing, 1)).toBe(true);
    expect(isDue(failed, failing, everyMs)).toBe(true);
  });

  test('at once when events are accepted again', () => {
    const failing = { ...noted, errorCode: 'ThrottlingException', isFailing: true };

    expect(isDue(accepted, failing, 1)).toBe(true);
    expect(isDue({ ...accepted, ...failed }, failing, 1)).toBe(false);
    expect(isDue({ generation: 'one' }, failing, 1)).toBe(false);
  });

  test('at once when something is accepted of a source that shows an error of somebody else’s', () => {
    const resolves = { ...accepted, resolvedErrorMs: noted.notedAtMs + 1 };

    expect(isDue(resolves, noted, 2)).toBe(true);
    expect(isDue({ ...accepted, resolvedErrorMs: noted.notedAtMs }, noted, 2)).toBe(false);
  });

  test('at once for a test event, which somebody waits for', () => {
    expect(isDue({ ...accepted, acceptedDetailType: testEventDetailType }, noted, 1)).toBe(true);
  });
});

test('a source that fails and recovers all the time is written down twice a period, not each time', () => {
  const period = fc.array(fc.constantFrom(accepted, failed), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(period, (activities) => {
      let known: NotedActivity | undefined;
      let notes = 0;
      for (const [index, activity] of activities.entries()) {
        const next = noteIfDue(activity, known, { nowMs: index, everyMs });
        if (next === undefined) continue;
        known = next;
        notes += 1;
      }
      expect(notes).toBeLessThanOrEqual(3);
    }),
  );
});

describe('an error as the customer reads it', () => {
  const time = '2026-11-21T19:00:00.000Z';
  const messageOf = (message: string) => deliveryError({ code: 'X', message }, time).message;

  test('has its code, its message and its time', () => {
    expect(deliveryError({ code: 'X', message: 'not now' }, time)).toStrictEqual({
      code: 'X',
      message: 'not now',
      time,
    });
    expect(deliveryError({ code: '', message: 'odd' }, time).code).toBe('UnknownError');
  });

  test('is cut at 300 characters, never in the middle of one', () => {
    expect(messageOf('x'.repeat(301))).toBe('x'.repeat(300));
    expect(messageOf(`${'x'.repeat(299)}😀`).isWellFormed()).toBe(true);
  });

  test("names neither a source, which may be another customer's, nor an ARN", () => {
    expect(
      messageOf(
        "'aws.partner/vendor.test/other/secret_.20x/999999999999' is throttled for " +
          'arn:aws:sts::111122223333:assumed-role/vendor/fan-out: wait',
      ),
    ).toBe("'…' is throttled for … wait");
  });
});
