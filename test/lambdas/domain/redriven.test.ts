import { expect, test } from '@jest/globals';
import { deadLetterAttributes } from '../../../lambdas/domain/dead-letter.ts';
import { beginAnew, isRedriven } from '../../../lambdas/domain/redriven.ts';
import { aDelivery, testNowMs } from '../../support/domain-builders.ts';

test('a dead letter is known by its attributes, a retry message by having none', () => {
  const why = { reason: 'tooOld', text: 'not accepted within 24 hours' } as const;

  expect(isRedriven(deadLetterAttributes(100, why))).toBe(true);
  expect(isRedriven({})).toBe(false);
  expect(isRedriven({ sourceArn: 'one' })).toBe(false);
});

test('a redriven delivery has made no attempt and is as young as its redrive; its story stays', () => {
  const firstFailureTime = '2026-11-19T18:00:00.000Z';
  const old = aDelivery({ attempts: 40, queuedAtMs: testNowMs - 172_800_000, firstFailureTime });
  const tried = { ...old, firstAttemptAtMs: testNowMs - 172_799_000 };

  expect(beginAnew(tried, testNowMs)).toStrictEqual({ ...old, attempts: 0, queuedAtMs: testNowMs });
});
