import { describe, expect, test } from '@jest/globals';
import { deadLetterAttributes } from '../../../lambdas/domain/dead-letter.ts';
import { isRedriven, startOver } from '../../../lambdas/domain/redriven.ts';
import { aDelivery, testNowMs } from '../../support/domain-builders.ts';

const policy = { retryForSeconds: 24 * 3_600 };

test('a dead letter is known by its attributes, a retry message by having none', () => {
  const why = { reason: 'tooOld', text: 'not accepted within 24 hours' } as const;

  expect(isRedriven(deadLetterAttributes(100, why), undefined, policy)).toBe(true);
  expect(isRedriven({}, undefined, policy)).toBe(false);
  expect(isRedriven({ sourceArn: 'one' }, undefined, policy)).toBe(false);
});

test('a redriven delivery has made no attempt and is as young as its redrive; its story stays', () => {
  const firstFailureTime = '2026-11-19T18:00:00.000Z';
  const old = aDelivery({ attempts: 40, queuedAtMs: testNowMs - 172_800_000, firstFailureTime });
  const tried = { ...old, firstAttemptAtMs: testNowMs - 172_799_000 };

  expect(startOver(tried, testNowMs)).toStrictEqual({
    ...old,
    attempts: 0,
    queuedAtMs: testNowMs,
    trigger: 'redrive',
  });
});

describe('without attributes, as SQS itself moved it', () => {
  const lastError = { code: 'ThrottlingException', message: '' };
  const hour = 3_600_000;
  const sent = (hoursAfterFirstAttempt: number) => ({
    delivery: { firstAttemptAtMs: testNowMs - hoursAfterFirstAttempt * hour },
    lastError,
    sentAtMs: testNowMs,
  });

  test.each([
    [0, false],
    [24, false],
    // The last retry is decided before the 24 hours end, and sent within an invocation.
    [24.25, false],
    [24.26, true],
    [120, true],
  ])('one that was sent %p h after its first attempt was redriven: %s', (hours, isSo) => {
    expect(isRedriven({}, sent(hours), policy)).toBe(isSo);
  });

  test('one that was postponed, or never tried, may be as old as it is', () => {
    const { lastError: _, ...postponed } = sent(120);

    expect(isRedriven({}, postponed, policy)).toBe(false);
    expect(isRedriven({}, { ...sent(120), delivery: {} }, policy)).toBe(false);
  });

  test('the policy decides how long a delivery is tried', () => {
    expect(isRedriven({}, sent(24), { retryForSeconds: 23 * 3_600 })).toBe(true);
  });

  test('is still known by the reason in its attributes', () => {
    expect(isRedriven({ reason: {} }, sent(1), policy)).toBe(true);
  });
});
