import { describe, expect, test } from '@jest/globals';
import {
  doneOf,
  historyText,
  planTexts,
  progressText,
  resendText,
} from '../../../web/text/replay-texts.ts';
import { aReplay, aReplayPlan } from '../support/history-builders.ts';
import { momentText } from '../../../web/text/moments.ts';

const skipped = { filtered: 3, withoutBody: 1 };

describe('the figures of a replay', () => {
  test('say how far it is while it runs', () => {
    const replay = aReplay({ state: 'running', sent: 700, failed: 2, skipped });
    expect(doneOf(replay)).toBe(706);
    expect(progressText(replay)).toBe(
      '706 of 1,204 events: 700 sent, 2 not accepted at once, 3 left out by the detail types, 1 without contents.',
    );
  });

  test('say what became of it when it is over', () => {
    expect(progressText(aReplay({ sent: 1204 }))).toBe('1,204 sent.');
  });

  test('say who started it, and its end', () => {
    expect(historyText(aReplay())).toBe(
      `Started by ann, ${momentText('2026-11-21T18:00:00Z')}. It ended ${momentText('2026-11-21T18:10:00Z')}.`,
    );
    const running = { state: 'running', endedAt: null } as const;
    expect(historyText(aReplay({ ...running, startedBy: 'reconciler' }))).toMatch(
      /^Started by itself, [^.]+\.$/,
    );
    expect(historyText(aReplay({ ...running, startedBy: 'operator' }))).toMatch(
      /^Started by the operators of this service, [^.]+\.$/,
    );
    const endsAbout = '2026-11-21T18:20:00Z';
    expect(historyText(aReplay({ ...running, endsAbout }))).toContain(
      `It ends about ${momentText(endsAbout)}.`,
    );
  });
});

describe('a plan', () => {
  test('says how many events, and how long it takes at most', () => {
    expect(planTexts(aReplayPlan())).toEqual([
      '1,204 events, 3.2 MB.',
      expect.stringMatching(/^It takes 12 minutes at most/),
    ]);
  });

  test('that is not complete says at least', () => {
    expect(planTexts(aReplayPlan({ isComplete: false }))[0]).toMatch(/^At least 1,204/);
  });

  test('says what cannot be sent', () => {
    const [nothing, left] = planTexts(aReplayPlan({ events: 0, withoutBody: 2 }));
    expect(nothing).toBe('There is nothing to send.');
    expect(left).toMatch(/^2 more events cannot be sent/);
  });
});

test.each([
  [{ state: 'waiting' }, /^Queued/],
  [{ state: 'completed', sent: 1 }, /^Sent/],
  [{ state: 'completed', failed: 1 }, /tried again/],
  [
    { state: 'completed', skipped: { filtered: 1, withoutBody: 0 } },
    /does not receive this detail/,
  ],
  [{ state: 'completed', skipped: { filtered: 0, withoutBody: 1 } }, /no longer kept/],
  [{ state: 'ended', reason: 'the source was paused' }, /^Ended early: the source was paused\. .+/],
  [{ state: 'cancelled' }, /^Cancelled\. The event was not sent\.$/],
] as const)('of one event, %j is said in words', (fields, text) => {
  expect(resendText(aReplay(fields))).toMatch(text);
});
