import { expect, test } from '@jest/globals';
import { canBeHeld, holdReasonOf } from '../../../../lambdas/domain/history/hold.ts';
import { testEventDetailType } from '../../../../lambdas/domain/test-event.ts';
import { aDomainEvent, aMapping } from '../../../support/domain-builders.ts';

const pausedAt = '2026-11-21T18:00:00.000Z';
const retirement = { reason: 'expired', retiredAt: pausedAt };

test.each([
  ['a mapping that matches events', {}, undefined],
  ['a paused one', { pausedAt }, 'paused'],
  ['a retired one', { retirement }, 'retired'],
  ['one that was paused when it was retired', { pausedAt, retirement }, 'retired'],
])('%s: %s', (_, fields, reason) => {
  expect(holdReasonOf(aMapping(fields))).toBe(reason);
});

test('every event can be held but a test event', () => {
  expect(canBeHeld(aDomainEvent())).toBe(true);
  expect(canBeHeld(aDomainEvent({ detailType: testEventDetailType }))).toBe(false);
});
