import { describe, expect, test } from '@jest/globals';
import type { Source } from '../../../web/api/source.ts';
import { guideSteps, hasReceived, slowedMs } from '../../../web/source/guide-steps.ts';
import { aSource, anActiveSource, testNowMs } from '../support/builders.ts';

const acceptedWhile = (state: 'ACTIVE' | 'PENDING' | 'unknown') => ({
  id: 'e1',
  detailType: 'push',
  acceptedAt: new Date(testNowMs).toISOString(),
  state,
});

describe('the steps of the guide', () => {
  const rows: readonly (readonly [string, Source, boolean, string])[] = [
    ['waits to be accepted', aSource(), false, 'done current open open'],
    ['was accepted', anActiveSource(), false, 'done done current open'],
    ['has a rule', anActiveSource(), true, 'done done done current'],
    [
      'received an event',
      anActiveSource({ lastAcceptedEvent: acceptedWhile('ACTIVE') }),
      true,
      'done done done done',
    ],
    [
      'received an event, and nobody has ticked the rule',
      anActiveSource({ lastAcceptedEvent: acceptedWhile('ACTIVE') }),
      false,
      'done done current done',
    ],
    [
      'had only events that nobody listened to',
      anActiveSource({ lastAcceptedEvent: acceptedWhile('PENDING') }),
      true,
      'done done done current',
    ],
    [
      'waits again',
      aSource({ lastAcceptedEvent: acceptedWhile('ACTIVE') }),
      true,
      'done current done done',
    ],
  ];
  test.each(rows)('of a source that %s', (_, source, isRuleMade, marks) => {
    expect(
      guideSteps(source, isRuleMade)
        .map(({ mark }) => mark)
        .join(' '),
    ).toBe(marks);
  });

  test('begin with the registration and end with the event', () => {
    expect(guideSteps(aSource(), false).map(({ step }) => step)).toEqual([
      'registered',
      'accepted',
      'rule',
      'event',
    ]);
  });
});

test('an event counts as received only if the source was active', () => {
  const received = (['ACTIVE', 'PENDING', 'unknown'] as const).map((state) =>
    hasReceived({ lastAcceptedEvent: acceptedWhile(state) }),
  );

  expect(received).toEqual([true, false, false]);
  expect(hasReceived({ lastAcceptedEvent: null })).toBe(false);
});

test('the page polls less often the longer nothing has changed, up to a twelfth', () => {
  expect([0, 23, 24, 48, 24 * 11, 100_000].map((polls) => slowedMs(5000, polls))).toEqual([
    5000, 5000, 10_000, 15_000, 60_000, 60_000,
  ]);
});
