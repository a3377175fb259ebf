import { expect, test } from '@jest/globals';
import { noProgress } from '../../../lambdas/domain/history/replay.ts';
import {
  planLines,
  progressLine,
  replayPage,
  replayTable,
} from '../../../operate/replays/replay-lines.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { aReplay } from '../../support/replay-builders.ts';

const running = aReplay({
  state: 'running',
  startedAt: new Date(testNowMs - 60_000).toISOString(),
  progress: { ...noProgress, planned: 4_000, sent: 1_500, failed: 300, filtered: 200 },
});

test('the progress is one line with an estimate of the end', () => {
  expect(progressLine(running, testNowMs)).toBe(
    'running: 2,000 of 4,000 events done, 1,500 sent, ends about 19:01:00 UTC',
  );
  expect(progressLine(aReplay(), testNowMs)).toBe('waiting: 0 done, 0 sent');
});

test('a replay has a page, in which nothing moves the cursor', () => {
  const ended = aReplay({
    state: 'ended',
    endReason: 'the source\u001b[2J is gone',
    events: ['a\nb'],
  });
  const page = replayPage(ended, testNowMs).join('\n');

  expect(page).toContain('ended: the source [2J is gone');
  expect(page).toMatch(/events +a b\n/);
});

test('replays are a table, and none is nothing', () => {
  expect(replayTable([running])).toHaveLength(2);
  expect(replayTable([])).toEqual([]);
});

test('a plan that did not come to its end says so', () => {
  const plan = { events: 1_200, bytes: 5_000, secondsAtMost: 90, first: null, last: null };
  const lines = planLines({ ...plan, withoutBody: 3, isComplete: false }).join('\n');

  expect(lines).toMatch(/events +at least 1,200\n/);
  expect(lines).toMatch(/takes at most +1 min, unless/);
  expect(lines).toMatch(/cannot be sent +3: /);
});
