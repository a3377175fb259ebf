import { describe, expect, test } from '@jest/globals';
import { isDeferred } from '../../../../lambdas/domain/history/defer.ts';

const nowMs = 1_800_000_000_000;

describe('a run', () => {
  test.each([
    ['does not leave few messages', 29, 60_000, false],
    ['leaves some messages to the next one', 30, 60_000, true],
    ['leaves as many as a small stage has in a minute', 499, 89_999, true],
    ['does not leave many messages', 500, 60_000, false],
    ['leaves nothing that the run before it has left', 100, 90_000, false],
    ['leaves nothing where nothing was ever recorded', 100, nowMs, false],
  ])('%s: %i after %i ms', (_, waiting, sinceMs, expected) => {
    expect(isDeferred(waiting, nowMs - sinceMs, nowMs)).toBe(expected);
  });
});
