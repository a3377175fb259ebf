import { describe, expect, test } from '@jest/globals';
import {
  isListening,
  missedAfter,
  missedByRegistration,
  missedByState,
  missedSinceRetirement,
  settledAt,
} from '../../../lambdas/domain/missed.ts';
import { aMapping } from '../../support/domain-builders.ts';

const at = (hour: number, minute = 0) =>
  new Date(Date.UTC(2026, 10, 21, hour, minute)).toISOString();
const ms = (hour: number) => Date.parse(at(hour));
const retirement = { reason: 'gone', retiredAt: at(12) };

describe('somebody listens to', () => {
  test.each([
    ['an ACTIVE source', {}, true],
    ['no PENDING one', { state: 'PENDING' as const }, false],
    ['no paused one', { pausedAt: at(1) }, false],
    ['no retired one', { retirement }, false],
  ])('%s', (_, fields, isTrue) => {
    expect(isListening(aMapping(fields))).toBe(isTrue);
  });
});

test('a retirement counts from the first deliveries on that it may have held', () => {
  expect(missedSinceRetirement(at(12))).toBe(at(11, 59));
});

test('a change is settled after a while', () => {
  expect(settledAt(ms(12), 120)).toBe(at(12, 2));
});

const checked = { nowMs: ms(12), settleSeconds: 120 };

describe('a registration misses events since', () => {
  test.each([
    ['it was made, without a former one', undefined, { missedSince: at(12) }],
    ['it was made, after a PENDING one', aMapping({ state: 'PENDING' }), { missedSince: at(12) }],
    [
      'whenever the PENDING one before it did',
      aMapping({ state: 'PENDING', missedSince: at(3) }),
      { missedSince: at(3) },
    ],
    [
      'the retirement of the one before it',
      aMapping({ retirement, state: 'PENDING' }),
      { missedSince: at(11, 59) },
    ],
    [
      'whenever the retired one before it did',
      aMapping({ retirement, missedSince: at(3), state: 'PENDING' }),
      { missedSince: at(3) },
    ],
    [
      'the retirement of an ACTIVE one a moment ago, by which deliveries may still go',
      aMapping({ retirement: { reason: 'gone', retiredAt: at(11, 59) }, missedSince: at(3) }),
      { missedSince: at(3), doubt: { from: at(12), to: at(12, 2) } },
    ],
    [
      'the retirement of an ACTIVE one, by which no delivery goes any more',
      aMapping({ retirement: { reason: 'gone', retiredAt: at(11, 58) } }),
      { missedSince: at(11, 57) },
    ],
    [
      'the last check of an ACTIVE one, whose source was gone',
      aMapping({ lastCheckedAt: at(9) }),
      { missedSince: at(9), doubt: { from: at(9), to: at(12, 2) } },
    ],
  ])('%s', (_, former, missed) => {
    expect(missedByRegistration(at(12), former, checked)).toEqual(missed);
  });
});

describe('what a customer has left', () => {
  const left = { lastCheckedAt: at(9), leftBefore: at(10) };

  test('stays so when a doubt reaches back before that', () => {
    expect(missedByState(aMapping(left), 'PENDING', checked)).toEqual({
      missedSince: at(10),
      doubt: { from: at(9), to: at(12, 2) },
    });
  });

  test.each([
    ['live', aMapping(left), at(10)],
    ['retired', aMapping({ ...left, retirement, missedSince: at(11) }), at(11)],
  ])('stays so when a source is registered again over a %s one', (_, former, missedSince) => {
    expect(missedByRegistration(at(12), former, checked)).toMatchObject({
      missedSince,
      leftBefore: at(10),
    });
  });

  test('is no matter to a doubt about what came later', () => {
    const mapping = aMapping({ ...left, lastCheckedAt: at(11) });

    expect(missedByState(mapping, 'PENDING', checked)).toMatchObject({ missedSince: at(11) });
  });
});

describe('what AWS reports', () => {
  test.each(['ACTIVE', 'PENDING'] as const)('changes nothing if it was %s before', (state) => {
    expect(missedByState(aMapping({ state }), state, checked)).toBeUndefined();
  });

  test('ends a time of missing when a source is ACTIVE', () => {
    const pending = aMapping({ state: 'PENDING', missedSince: at(3) });

    expect(missedByState(pending, 'ACTIVE', checked)).toEqual({
      missedSince: at(3),
      missedUntil: at(12, 2),
    });
  });

  test('of a mapping that is older than its notes, it ends one since the registration', () => {
    const pending = aMapping({ state: 'PENDING', createdAt: at(2) });

    expect(missedByState(pending, 'ACTIVE', checked)).toMatchObject({ missedSince: at(2) });
  });

  test.each([
    ['the last check', { lastCheckedAt: at(9) }, at(9)],
    ['the registration, without a check', { createdAt: at(2) }, at(2)],
  ])(
    'casts doubt on everything since %s when a source is not ACTIVE any more',
    (_, fields, from) => {
      expect(missedByState(aMapping(fields), 'PENDING', checked)).toEqual({
        missedSince: from,
        doubt: { from, to: at(12, 2) },
      });
    },
  );

  test.each([
    ['earlier', at(3), at(3)],
    ['later', at(10), at(9)],
  ])('keeps the time of what was missed %s if it is the first', (_, missedSince, since) => {
    const mapping = aMapping({ lastCheckedAt: at(9), missedSince });

    expect(missedByState(mapping, 'PENDING', checked)).toMatchObject({ missedSince: since });
  });

  test.each([
    ['an open doubt', at(3), at(4), at(3)],
    ['a doubt that somebody has decided about', at(6), at(4), at(9)],
    ['a doubt where nothing is open', undefined, at(4), at(9)],
    ['a doubt that began later', at(3), at(11), at(9)],
  ])('joins %s with the new one, or replaces it', (_, missedSince, doubtTo, from) => {
    const doubt = { from: doubtTo === at(11) ? at(10) : at(3), to: doubtTo };
    const mapping = aMapping({
      lastCheckedAt: at(9),
      doubt,
      ...(missedSince !== undefined && { missedSince }),
    });

    expect(missedByState(mapping, 'PENDING', checked)).toMatchObject({
      doubt: { from, to: at(12, 2) },
    });
  });
});

describe('a decision about what was missed until a time', () => {
  const doubt = { from: at(3), to: at(5) };

  test.each([
    ['nothing, where nothing was open', aMapping(), {}],
    ['nothing, if somebody listens', aMapping({ missedSince: at(3), doubt }), {}],
    [
      'nothing, if somebody has listened since before it',
      aMapping({ missedSince: at(3), missedUntil: at(6) }),
      {},
    ],
    [
      'what came later, if somebody has listened only since then',
      aMapping({ missedSince: at(3), missedUntil: at(7), doubt }),
      { missedSince: at(6), missedUntil: at(7) },
    ],
    [
      'what came later, while nobody listens',
      aMapping({ missedSince: at(3), missedUntil: at(4), state: 'PENDING' }),
      { missedSince: at(6), missedUntil: at(4) },
    ],
    [
      'everything, if that was missed later',
      aMapping({ missedSince: at(8), pausedAt: at(8) }),
      { missedSince: at(8) },
    ],
    [
      'a doubt that came later',
      aMapping({ missedSince: at(3), state: 'PENDING', doubt: { from: at(3), to: at(7) } }),
      { missedSince: at(6), doubt: { from: at(3), to: at(7) } },
    ],
  ])('leaves %s', (_, mapping, left) => {
    expect(missedAfter(mapping, at(6))).toEqual(left);
  });
});
