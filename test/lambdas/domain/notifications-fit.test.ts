import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { notificationDetail } from '../../../lambdas/domain/notification-detail.ts';
import { notificationTypes, type Notification } from '../../../lambdas/domain/notification.ts';
import type { Observation } from '../../../lambdas/domain/observation.ts';
import { decideOrphan } from '../../../lambdas/domain/orphan.ts';
import { decideMapping, type ReconcilePolicy } from '../../../lambdas/domain/reconciliation.ts';
import { sourceStates } from '../../../lambdas/domain/source-state.ts';
import { anyGenerator, anyText } from '../../support/arbitraries.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fitsSchema } from '../../support/notification-schemas.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const hourMs = 3_600_000;
const policy: ReconcilePolicy = {
  drift: 'repair',
  gone: 'repair',
  otherAccount: 'repair',
  orphan: 'adopt',
  orphanGraceHours: 0,
  registrationGraceMinutes: 30,
  expiringDays: [3, 1, 0.5],
  failingHours: [1, 6, 24],
  settleSeconds: 90,
};

const aTimeAround = fc
  .integer({ min: -24 * 14, max: 24 * 14 })
  .map((hours) => new Date(testNowMs + hours * hourMs).toISOString());
const aPastTime = fc
  .integer({ min: 0, max: 48 })
  .map((hours) => new Date(testNowMs - hours * hourMs).toISOString());
const anAccount = fc.constantFrom('111122223333', '222233334444');

const anyMapping: fc.Arbitrary<Mapping> = fc
  .record({
    generator: anyGenerator,
    account: anAccount,
    state: fc.constantFrom(...sourceStates),
    createdAt: aPastTime,
    expirationTime: fc.option(aTimeAround, { nil: undefined }),
    failing: fc.option(fc.record({ since: aPastTime, code: anyText, time: aPastTime }), {
      nil: undefined,
    }),
  })
  .map(({ failing, expirationTime, ...fields }) =>
    aMapping({
      ...fields,
      tenant: fields.generator.split('/')[0]!,
      ...(expirationTime !== undefined && { expirationTime }),
      ...(failing && {
        failingSince: failing.since,
        lastError: { code: failing.code, message: 'refused', time: failing.time },
      }),
    }),
  );

const anyObservation: fc.Arbitrary<Observation> = fc.oneof(
  fc.constant<Observation>({ kind: 'nonexistent' }),
  fc
    .record({
      account: anAccount,
      state: fc.constantFrom(...sourceStates),
      expirationTime: fc.option(aTimeAround, { nil: undefined }),
    })
    .map(({ expirationTime, ...seen }): Observation => ({
      kind: 'found',
      ...seen,
      ...(expirationTime !== undefined && { expirationTime }),
    })),
);

/** What the reconciler tells of a mapping, and the mapping when it is told. */
function notificationsOf(mapping: Mapping, seen: Observation): readonly [Mapping, Notification][] {
  const { action } = decideMapping(mapping, seen, { nowMs: testNowMs, policy });
  if (action.kind === 'retire') return [[mapping, action.notification]];
  if (action.kind === 'keep') return [];
  const changed = { ...mapping, ...action.change };
  return action.outbox.map((notification) => [changed, notification]);
}

/** What the reconciler tells of a source without a mapping. */
function notificationsOfOrphan(
  { generator, account, region, sourceName: name, sourceArn: arn }: Mapping,
  seen: Observation,
): readonly [Mapping, Notification][] {
  const orphan = { generator, account, region, name, arn };
  const context = { nowMs: testNowMs, policy, generation: 'generation-2' };
  const action = decideOrphan(orphan, seen, context);
  if (action.kind !== 'adopt') return [];
  return (action.mapping.outbox ?? []).map((notification) => [action.mapping, notification]);
}

test('every notification that a decision makes fits the schema of its detail type', () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(anyMapping, anyObservation, (mapping, seen) => {
      const notifications = [
        ...notificationsOf(mapping, seen),
        ...notificationsOfOrphan(mapping, seen),
      ];
      for (const [about, notification] of notifications) {
        fitsSchema(notification.type, notificationDetail(about, notification));
        told.add(notification.type);
      }
    }),
    // As many as it takes to see each detail type.
    { numRuns: propertyRuns(2_000, 1_000) },
  );

  expect([...told].toSorted()).toEqual([...notificationTypes].toSorted());
});

test('a notification that was sent late fits, whatever became of its mapping in the meantime', () => {
  const late = fc.tuple(anyMapping, anyMapping, anyObservation);
  fc.assert(
    fc.property(late, ([before, later, seen]) => {
      const details = notificationsOf(before, seen).map(([, notification]) =>
        fitsSchema(notification.type, notificationDetail(later, notification)),
      );
      for (const detail of details) expect(detail).toMatchObject({ state: later.state });
    }),
    { numRuns: propertyRuns(1_000) },
  );
});
