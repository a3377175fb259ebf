import { describe, expect, test } from '@jest/globals';
import { historyOutcomes, listeningStates } from '../../../lambdas/domain/history/terms.ts';
import { deadLetterReasons } from '../../../lambdas/domain/dead-letter.ts';
import { countKindOf, countKinds } from '../../../lambdas/domain/history/counts.ts';
import { holdReasons } from '../../../lambdas/domain/history/row.ts';
import { deliveryKinds, kindOf, outcomeText } from '../../../web/text/delivery-texts.ts';

test('the page has the service’s kinds of deliveries', () => {
  expect(deliveryKinds).toEqual(countKinds);
  for (const outcome of historyOutcomes) {
    for (const state of listeningStates) {
      expect(kindOf({ outcome, state })).toBe(countKindOf({ outcome, state }));
    }
  }
});

describe('the meaning of an outcome', () => {
  const accepted = { outcome: 'accepted', reason: null } as const;

  test('of what was accepted depends on whether somebody listened', () => {
    expect(outcomeText({ ...accepted, state: 'ACTIVE' })).toMatch(/^EventBridge accepted .+ bus\./);
    expect(outcomeText({ ...accepted, state: 'PENDING' })).toMatch(/while nobody listened/);
    expect(outcomeText({ ...accepted, state: 'unknown' })).toMatch(/is not known/);
  });

  test.each(holdReasons)('of what was held for the reason %s is known', (reason) => {
    expect(outcomeText({ outcome: 'held', state: 'unknown', reason })).toMatch(
      /^Held: .+ It can be sent/,
    );
  });

  test.each(deadLetterReasons)('of what was dead-lettered as %s is known', (reason) => {
    const text = outcomeText({ outcome: 'deadLettered', state: 'ACTIVE', reason });
    expect(text).not.toBe('Given up.');
  });

  test('of a reason that the page does not know is the outcome’s', () => {
    const unknown = { state: 'ACTIVE', reason: 'newer' } as const;
    expect(outcomeText({ outcome: 'deadLettered', ...unknown })).toBe('Given up.');
    expect(outcomeText({ outcome: 'waiting', ...unknown })).toMatch(/up to 24 hours/);
    expect(outcomeText({ outcome: 'skipped', ...unknown })).toMatch(/skip the backlog/);
  });
});
