import { describe, expect, test } from '@jest/globals';
import { triggers } from '../../../lambdas/domain/history/row.ts';
import { isSkipped } from '../../../lambdas/domain/skip.ts';
import { aDelivery, testNowMs } from '../../support/domain-builders.ts';

const skipBefore = new Date(testNowMs).toISOString();

describe('what waited on the retry queue', () => {
  test.each([...triggers, undefined])('is sent where nothing is skipped (%s)', (trigger) => {
    const old = aDelivery({ queuedAtMs: 0, firstAttemptAtMs: 0, ...(trigger && { trigger }) });

    expect(isSkipped(old, {})).toBe(false);
  });

  test.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('and was queued %d ms after the time to skip to is skipped: %s', (afterMs, isSo) => {
    expect(isSkipped(aDelivery({ queuedAtMs: testNowMs + afterMs }), { skipBefore })).toBe(isSo);
  });

  test.each(['replay', 'resend'] as const)('for a %s counts from its first attempt', (trigger) => {
    const old = aDelivery({ queuedAtMs: 0, trigger });

    expect(isSkipped(old, { skipBefore })).toBe(false);
    expect(isSkipped({ ...old, firstAttemptAtMs: testNowMs }, { skipBefore })).toBe(false);
    expect(isSkipped({ ...old, firstAttemptAtMs: testNowMs - 1 }, { skipBefore })).toBe(true);
  });
});
