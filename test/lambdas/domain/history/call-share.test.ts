import { expect, test } from '@jest/globals';
import { fullShare, shareAfter } from '../../../../lambdas/domain/history/call-share.ts';

const limits = { maxCalls: 4, restMs: 60_000, recoverMs: 300_000 };

test('a replay begins with all of its calls and no rest', () => {
  expect(fullShare(4, 10)).toEqual({ calls: 4, changedAtMs: 10, restUntilMs: 10 });
});

test('one that is throttled rests, and goes on with half of its calls, but with one', () => {
  const once = shareAfter(fullShare(4, 0), 'throttled', 1_000, limits);
  expect(once).toEqual({ calls: 2, changedAtMs: 1_000, restUntilMs: 61_000 });

  const thrice = ['', ''].reduce((share) => shareAfter(share, 'throttled', 2_000, limits), once);
  expect(thrice).toMatchObject({ calls: 1, restUntilMs: 62_000 });
});

test('one of which nothing is accepted rests, and keeps its calls', () => {
  expect(shareAfter(fullShare(4, 0), 'refused', 1_000, limits)).toEqual({
    calls: 4,
    changedAtMs: 0,
    restUntilMs: 61_000,
  });
});

test('it gets one call more after each calm time, up to all', () => {
  const throttled = shareAfter(fullShare(4, 0), 'throttled', 0, limits);

  expect(shareAfter(throttled, 'taken', 299_999, limits)).toEqual(throttled);
  const recovered = shareAfter(throttled, 'taken', 300_000, limits);
  expect(recovered).toMatchObject({ calls: 3, changedAtMs: 300_000 });
  expect(shareAfter(recovered, 'taken', 300_001, limits)).toEqual(recovered);
  const full = shareAfter(recovered, 'taken', 600_000, limits);
  expect(shareAfter(full, 'taken', 9_000_000, limits)).toEqual({ ...full, calls: 4 });
});
