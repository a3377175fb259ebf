import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isListening } from '../../../lambdas/domain/missed.ts';
import type { ReconcilePolicy } from '../../../lambdas/domain/reconciliation.ts';
import { arnOf, observationOf } from '../../support/fake-partner-sources.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import {
  anyHistory,
  live,
  strangersAccount,
  wishes,
  type BothSides,
} from '../../support/reconcile-history.ts';

const minute = 60_000;

function inTable({ mappings }: BothSides) {
  return mappings
    .all()
    .filter(({ retirement }) => retirement === undefined)
    .map(({ sourceArn, account, state, expirationTime }) => [
      sourceArn,
      { account, state, expirationTime },
    ]);
}

function inAws({ sources }: BothSides) {
  return sources.all().flatMap((source) => {
    const seen = observationOf(source);
    if (seen.kind === 'nonexistent') return [];
    const { account, state, expirationTime } = seen;
    return [[arnOf(source.region, source.name), { account, state, expirationTime }]] as const;
  });
}

/** Two full passes, after the time in which a registration may be under way. */
async function twoPasses(sides: BothSides) {
  for (let pass = 0; pass < 2; pass += 1) {
    sides.time.advance(20 * minute);
    const { incomplete } = await sides.run();
    expect(incomplete).toBe(false);
  }
}

async function afterAnyHistory(
  policy: Partial<ReconcilePolicy>,
  holds: (sides: BothSides) => Promise<void>,
) {
  await fc.assert(
    fc.asyncProperty(anyHistory, async (history) => {
      const sides = await live(history, policy);
      await twoPasses(sides);
      expect(sides.harmed).toEqual([]);
      await holds(sides);
    }),
    { numRuns: propertyRuns(300) },
  );
}

describe('whatever happened on both sides, after two quiet passes', () => {
  test('every source has its mapping, where orphans are adopted', async () => {
    await afterAnyHistory({ orphan: 'adopt', orphanGraceHours: 0 }, async (sides) => {
      const ours = inAws(sides).filter(([, { account }]) => account !== strangersAccount);

      expect(Object.fromEntries(inTable(sides))).toEqual(Object.fromEntries(ours));
    });
  });

  test('every source has its mapping, where orphans are deleted', async () => {
    await afterAnyHistory({ orphan: 'delete', orphanGraceHours: 0 }, async (sides) => {
      expect(Object.fromEntries(inTable(sides))).toEqual(Object.fromEntries(inAws(sides)));
    });
  });

  test('every mapping has its source, where orphans are only reported, and they all are', async () => {
    await afterAnyHistory({ orphan: 'report', orphanGraceHours: 0 }, async (sides) => {
      const mapped = Object.fromEntries(inTable(sides));
      const sources = Object.fromEntries(inAws(sides));

      expect(sources).toMatchObject(mapped);
      const { found, repaired } = await sides.run();
      const orphans = Object.keys(sources).length - Object.keys(mapped).length;
      expect(found).toEqual({ drift: 0, gone: 0, otherAccount: 0, orphan: orphans });
      expect(repaired.orphan).toBe(0);
    });
  });

  test('every source to which nobody listens has noted since when it may have missed events', async () => {
    await afterAnyHistory({ orphan: 'adopt', orphanGraceHours: 0 }, async ({ mappings }) => {
      for (const mapping of mappings.all()) {
        const { missedSince, retirement, createdAt } = mapping;
        if (isListening(mapping)) continue;
        expect(missedSince).toBeDefined();
        const latest = retirement?.retiredAt ?? createdAt;
        expect(Date.parse(missedSince!)).toBeLessThanOrEqual(Date.parse(latest));
      }
    });
  });

  test('no notification is left, and the table has no mapping that nobody asked for', async () => {
    await afterAnyHistory({ orphan: 'adopt', orphanGraceHours: 0 }, async (sides) => {
      const left = sides.mappings.all().flatMap(({ outbox = [] }) => outbox);
      expect(left).toEqual([]);
      for (const { generator, account, region } of sides.mappings.all()) {
        expect(wishes).toContainEqual({ generator, account, region });
      }
    });
  });
});
