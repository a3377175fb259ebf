import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  checkHoldsForMs,
  listeningState,
} from '../../../../lambdas/domain/history/listening-state.ts';
import type { ListeningState } from '../../../../lambdas/domain/history/row.ts';
import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import { aMapping, testNowMs } from '../../../support/domain-builders.ts';

const before = (milliseconds: number) => new Date(testNowMs - milliseconds).toISOString();
const justNow = before(60_000);
const longAgo = before(checkHoldsForMs + 1);

test.each<[string, Partial<Mapping>, ListeningState]>([
  ['an ACTIVE source', { state: 'ACTIVE', lastCheckedAt: justNow }, 'ACTIVE'],
  ['a PENDING source', { state: 'PENDING', lastCheckedAt: justNow }, 'PENDING'],
  ['a source that AWS no longer has', { state: 'DELETED', lastCheckedAt: justNow }, 'unknown'],
  [
    'a source whose mapping is retired',
    {
      state: 'ACTIVE',
      lastCheckedAt: justNow,
      retirement: { reason: 'expired', retiredAt: justNow },
    },
    'unknown',
  ],
  [
    'a source that was checked just as long ago as a check holds',
    { state: 'ACTIVE', lastCheckedAt: before(checkHoldsForMs) },
    'ACTIVE',
  ],
  ['a source that was checked long ago', { state: 'ACTIVE', lastCheckedAt: longAgo }, 'unknown'],
  ['a PENDING source that was', { state: 'PENDING', lastCheckedAt: longAgo }, 'unknown'],
  ['an ACTIVE source that was never checked', { state: 'ACTIVE', createdAt: justNow }, 'unknown'],
  ['a new registration', { state: 'PENDING', createdAt: justNow }, 'PENDING'],
  ['an old one that was never checked', { state: 'PENDING', createdAt: longAgo }, 'unknown'],
])('%s (%j): %s', (_, fields, state) => {
  expect(listeningState(aMapping(fields), testNowMs)).toBe(state);
});

test('what is known becomes unknown with time, and never anything else', () => {
  const anyMapping = fc.record({
    state: fc.constantFrom('ACTIVE' as const, 'PENDING' as const),
    ageMs: fc.nat(3 * checkHoldsForMs),
  });
  fc.assert(
    fc.property(anyMapping, fc.nat(3 * checkHoldsForMs), ({ state, ageMs }, laterMs) => {
      const mapping = aMapping({ state, lastCheckedAt: before(ageMs) });
      const now = listeningState(mapping, testNowMs);
      const later = listeningState(mapping, testNowMs + laterMs);

      expect([state, 'unknown']).toContain(now);
      expect([now, 'unknown']).toContain(later);
    }),
  );
});
