import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { settledAt } from '../../../lambdas/domain/missed.ts';
import type { Observation } from '../../../lambdas/domain/observation.ts';
import {
  decideMapping,
  type MappingDecision,
  type ReconcilePolicy,
} from '../../../lambdas/domain/reconciliation.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';

const day = 86_400_000;
const minute = 60_000;
const inDays = (days: number) => new Date(testNowMs + days * day).toISOString();
const now = inDays(0);

const decide = (
  mapping: Mapping,
  seen: Observation,
  policy: Partial<ReconcilePolicy> = {},
  nowMs = testNowMs,
) => decideMapping(mapping, seen, { nowMs, policy: { ...standardSettings.reconcile, ...policy } });

const { account } = aMapping();
const active: Observation = { kind: 'found', account, state: 'ACTIVE' };
const pending = (days: number): Observation => ({
  kind: 'found',
  account,
  state: 'PENDING',
  expirationTime: inDays(days),
});
const aPending = (days: number, notifiedDaysLeft?: number) =>
  aMapping({
    state: 'PENDING',
    expirationTime: inDays(days),
    ...(notifiedDaysLeft !== undefined && { notifiedDaysLeft }),
  });

const keep = { action: { kind: 'keep' } };
const notifying = (notifiedDaysLeft: number) => ({
  action: { change: { notifiedDaysLeft }, outbox: [expiring(notifiedDaysLeft)] },
});
const type = (name: string) => `Partner Event Source ${name}`;
const expiring = (daysLeft: number) => ({ type: type('Expiring'), time: now, daysLeft });

/** The types of the notifications that a decision makes. */
function notificationsOf({ action }: MappingDecision): readonly string[] {
  if (action.kind === 'keep') return [];
  const notifications = action.kind === 'retire' ? [action.notification] : action.outbox;
  return notifications.map((notification) => notification.type.replace(type(''), ''));
}

describe('a source that is as the table has it', () => {
  test.each([
    ['ACTIVE', aMapping(), active],
    ['PENDING, far from its expiry', aPending(5), pending(5)],
    ['PENDING, expiring, with a notification sent', aPending(2, 3), pending(2)],
    ['PENDING, expiring tomorrow, with a notification sent', aPending(0.5, 1), pending(0.5)],
    [
      'PENDING and without an expiry',
      aMapping({ state: 'PENDING' }),
      { ...active, state: 'PENDING' as const },
    ],
  ])('is kept: %s', (_, mapping, seen) => {
    expect(decide(mapping, seen)).toStrictEqual(keep);
  });
});

describe('a source in another state', () => {
  test('that was accepted is ACTIVE, without an expiry, and the vendor is notified', () => {
    const decision = decide(aPending(2, 3), active);

    expect(decision).toMatchObject({ finding: 'drift', action: { kind: 'change' } });
    expect(decision.action).toMatchObject({
      change: { state: 'ACTIVE' },
      outbox: [{ type: type('Activated'), time: now }],
    });
    expect(Object.keys((decision.action as { change: object }).change)).toStrictEqual(['state']);
  });

  test('that was left is back to PENDING, with an expiry', () => {
    expect(decide(aMapping(), pending(7))).toMatchObject({
      finding: 'drift',
      action: {
        change: { state: 'PENDING', expirationTime: inDays(7) },
        outbox: [{ type: type('Deactivated') }],
      },
    });
  });

  test('that was left so long ago that it expires soon: the vendor is notified of both', () => {
    expect(notificationsOf(decide(aMapping(), pending(2)))).toStrictEqual([
      'Deactivated',
      'Expiring',
    ]);
  });

  test('of a mapping that says DELETED is what AWS says', () => {
    expect(decide(aMapping({ state: 'DELETED' }), active)).toMatchObject({
      finding: 'drift',
      action: { change: { state: 'ACTIVE' } },
    });
  });
});

describe('what may have been missed', () => {
  const lastCheckedAt = inDays(-1);

  test('is everything since the last check when a source was left', () => {
    expect(decide(aMapping({ lastCheckedAt }), pending(7))).toMatchObject({
      action: {
        missed: {
          missedSince: lastCheckedAt,
          doubt: {
            from: lastCheckedAt,
            to: settledAt(testNowMs, standardSettings.reconcile.settleSeconds),
          },
        },
      },
    });
  });

  test('is everything until now when a source was accepted', () => {
    const mapping = aMapping({ ...aPending(7), missedSince: lastCheckedAt });

    expect(decide(mapping, active)).toMatchObject({
      action: {
        missed: {
          missedSince: lastCheckedAt,
          missedUntil: settledAt(testNowMs, standardSettings.reconcile.settleSeconds),
        },
      },
    });
  });

  test('is not noted where there is no history, nor where the state is the same', () => {
    const left = decide(aMapping({ lastCheckedAt }), pending(7), { booksMissed: false });

    expect(left.action).not.toHaveProperty('missed');
    expect(decide(aPending(5), pending(7)).action).not.toHaveProperty('missed');
  });
});

describe('deliveries that fail for long', () => {
  const lastError = { code: 'ThrottlingException', message: 'slow', time: now };
  const failingSince = new Date(testNowMs - 7 * 60 * minute).toISOString();
  const failing = aMapping({ lastError, failingSince });

  test('are reported once for each threshold, and nothing else changes', () => {
    const decision = decide(failing, active);

    expect(decision).toEqual({
      action: {
        kind: 'change',
        change: { state: 'ACTIVE' },
        notifiedFailing: { since: failingSince, hours: 6 },
        outbox: [
          {
            type: 'Partner Event Source Failing',
            time: now,
            failingHours: 6,
            reason: `no event was accepted for 6 hours or longer, since ${failingSince}; the last attempt failed with ThrottlingException`,
          },
        ],
      },
    });
    const notifiedFailing = { since: failingSince, hours: 6 };
    expect(decide({ ...failing, notifiedFailing }, active)).toEqual(keep);
  });

  test('are reported together with a change of the state', () => {
    expect(decide(failing, pending(7))).toMatchObject({
      finding: 'drift',
      action: {
        outbox: [
          { type: 'Partner Event Source Deactivated' },
          { type: 'Partner Event Source Failing' },
        ],
      },
    });
  });

  test('are not reported without thresholds', () => {
    expect(decide(failing, active, { failingHours: [] })).toEqual(keep);
  });
});

describe('the expiry of a PENDING source', () => {
  test('of a new registration is written, without drift or notification', () => {
    expect(decide(aMapping({ state: 'PENDING' }), pending(7))).toStrictEqual({
      action: {
        kind: 'change',
        change: { state: 'PENDING', expirationTime: inDays(7) },
        outbox: [],
      },
    });
  });

  test('that has changed is drift', () => {
    expect(decide(aPending(5), pending(7))).toMatchObject({
      finding: 'drift',
      action: { change: { expirationTime: inDays(7) }, outbox: [] },
    });
  });

  test.each([
    [3.01, undefined, undefined],
    [3, undefined, 3],
    [1.01, undefined, 3],
    [1.01, 3, undefined],
    [1, 3, 1],
    [1, undefined, 1],
    [0.2, 1, undefined],
    [-0.1, 1, undefined],
    [-0.1, undefined, 1],
  ])('in %d days, notified at %s before: notifies at %s', (days, before, daysLeft) => {
    const decision = decide(aPending(days, before), pending(days));

    expect(decision).toMatchObject(daysLeft === undefined ? keep : notifying(daysLeft));
    expect(decision.finding).toBeUndefined();
  });

  test('is notified at other thresholds, in whatever order they are', () => {
    const policy = { expiringDays: [0.5, 6, 2] };

    expect(decide(aPending(4), pending(4), policy).action).toMatchObject({
      outbox: [expiring(6)],
    });
    expect(decide(aPending(1, 6), pending(1), policy).action).toMatchObject({
      outbox: [expiring(2)],
    });
    expect(decide(aPending(1), pending(1), { expiringDays: [] })).toStrictEqual(keep);
  });

  test('is notified again when the source was accepted and left in between', () => {
    const back = decide(aPending(-4, 1), pending(2.5));

    expect(back.action).toMatchObject({
      change: { expirationTime: inDays(2.5), notifiedDaysLeft: 3 },
      outbox: [expiring(3)],
    });
  });

  test('that has changed to a far one is notified again when it is near', () => {
    const { action } = decide(aPending(1, 1), pending(7));

    expect(action).toMatchObject({ outbox: [] });
    expect(action).not.toHaveProperty('change.notifiedDaysLeft');
  });
});

describe('a source that does not exist', () => {
  const deleted: Observation = { kind: 'found', account, state: 'DELETED' };

  test.each([
    ['ACTIVE', aMapping(), 'Deleted'],
    ['PENDING before its expiry', aPending(2), 'Deleted'],
    ['PENDING at its expiry', aPending(0), 'Expired'],
    ['PENDING shortly before its expiry by our clock', aPending(1 / 48), 'Expired'],
    ['PENDING an hour before its expiry', aPending(1 / 24), 'Expired'],
    ['PENDING more than an hour before its expiry', aPending(1.001 / 24), 'Deleted'],
    ['PENDING without an expiry', aMapping({ state: 'PENDING' }), 'Deleted'],
    ['ACTIVE with an old expiry', aMapping({ expirationTime: inDays(-3) }), 'Deleted'],
  ])('is retired, with the reason: %s', (_, mapping, name) => {
    for (const seen of [{ kind: 'nonexistent' } as const, deleted]) {
      expect(decide(mapping, seen)).toMatchObject({
        finding: 'gone',
        action: { kind: 'retire', notification: { type: type(name), time: now } },
      });
    }
  });

  test.each([
    [0, keep],
    [4.9 * minute, keep],
    [5 * minute, { finding: 'gone' }],
    // The clock of who registered is ahead of ours.
    [-2 * minute, keep],
  ])('and was registered %d ms ago', (ageMs, decision) => {
    const mapping = aMapping({ createdAt: new Date(testNowMs - ageMs).toISOString() });

    expect(decide(mapping, { kind: 'nonexistent' })).toMatchObject(decision);
    expect(decide(mapping, deleted)).toMatchObject(decision);
  });
});

test('a source of the same name for another account is not the mapping’s', () => {
  const seen: Observation = { kind: 'found', account: '999999999999', state: 'ACTIVE' };

  expect(decide(aMapping(), seen)).toMatchObject({
    finding: 'otherAccount',
    action: { kind: 'retire', notification: { type: type('Deleted') } },
  });
});

describe('where a finding is only to be reported', () => {
  const stranger: Observation = { kind: 'found', account: '999999999999', state: 'ACTIVE' };

  test.each([
    ['drift', aMapping(), pending(7)],
    ['gone', aMapping(), { kind: 'nonexistent' }],
    ['otherAccount', aMapping(), stranger],
  ] as const)('%s is, and the mapping kept', (finding, mapping, seen) => {
    expect(decide(mapping, seen, { [finding]: 'report' })).toStrictEqual({ ...keep, finding });
    expect(decide(mapping, seen).action.kind).not.toBe('keep');
  });

  test('changes that are not drift are written, and the vendor notified', () => {
    const policy = { drift: 'report' } as const;

    expect(decide(aMapping({ state: 'PENDING' }), pending(7), policy)).toMatchObject({
      action: { kind: 'change' },
    });
    expect(notificationsOf(decide(aPending(2), pending(2), policy))).toStrictEqual(['Expiring']);
  });
});

test('as a PENDING source comes to its end, each threshold is notified once, whenever it is checked', () => {
  let mapping = aMapping({ state: 'PENDING' });
  const seen = pending(7);
  const notifications: string[] = [];
  for (let hours = 0; hours < 7 * 24; hours += 5) {
    const decision = decide(mapping, seen, {}, testNowMs + hours * 3_600_000);
    notifications.push(...notificationsOf(decision));
    if (decision.action.kind === 'change') mapping = aMapping(decision.action.change);
  }

  expect(notifications).toStrictEqual(['Expiring', 'Expiring']);
});

test.each([
  [aPending(2, 3), active, 'the customer has created the event bus'],
  [aMapping(), pending(7), 'the customer has no event bus for it now'],
  [
    aPending(2),
    pending(2),
    'nobody has accepted the source, and AWS deletes it in 3 days or sooner',
  ],
  [
    aMapping(),
    { ...active, account: '999999999999' },
    'the source of this name is for another account',
  ],
  [aPending(0), { kind: 'nonexistent' } as const, 'nobody accepted the source in time'],
  [aMapping(), { kind: 'nonexistent' } as const, 'the source no longer exists in AWS'],
])('the vendor is notified why: %#', (mapping, seen, reason) => {
  const { action } = decide(mapping, seen);
  const notifications = action.kind === 'change' ? action.outbox : [Object(action).notification];

  expect(notifications).toMatchObject([{ reason }]);
});
