import { describe, expect, test } from '@jest/globals';
import { decideOrphan, type Orphan } from '../../../lambdas/domain/orphan.ts';
import type { Observation } from '../../../lambdas/domain/observation.ts';
import type { ReconcilePolicy } from '../../../lambdas/domain/reconciliation.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { settledAt } from '../../../lambdas/domain/missed.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';

const hour = 3_600_000;
const hoursAgo = (hours: number) => new Date(testNowMs - hours * hour).toISOString();
const { generator, account, region, sourceName: name, sourceArn: arn } = aMapping();
const orphan: Orphan = { name, arn, region, generator, account };

const found = (fields: Partial<Extract<Observation, { kind: 'found' }>> = {}): Observation => ({
  kind: 'found',
  account,
  state: 'PENDING',
  createdAt: hoursAgo(100),
  expirationTime: hoursAgo(-24),
  ...fields,
});
const decide = (seen: Observation, policy: Partial<ReconcilePolicy> = {}, of = orphan) =>
  decideOrphan(of, seen, {
    nowMs: testNowMs,
    policy: { ...standardSettings.reconcile, ...policy },
    generation: 'adopted',
  });

const retired = (hours: number, fields = {}): Orphan => ({
  ...orphan,
  retired: aMapping({ retirement: { reason: 'gone', retiredAt: hoursAgo(hours) }, ...fields }),
});

describe('a source without a mapping', () => {
  test('is reported by default', () => {
    expect(decide(found())).toStrictEqual({ kind: 'report' });
  });

  test('is adopted by policy, as it is', () => {
    expect(decide(found(), { orphan: 'adopt' })).toStrictEqual({
      kind: 'adopt',
      mapping: {
        generator,
        account,
        region,
        sourceName: name,
        sourceArn: arn,
        tenant: 'acct1',
        generation: 'adopted',
        state: 'PENDING',
        expirationTime: hoursAgo(-24),
        createdAt: hoursAgo(0),
        missedSince: hoursAgo(0),
        outbox: [
          {
            type: 'Partner Event Source Adopted',
            time: hoursAgo(0),
            reason: 'the source existed without a mapping',
          },
        ],
      },
    });
  });

  test('is adopted without an expiry that it does not have', () => {
    const { kind, mapping } = Object(
      decide({ kind: 'found', account, state: 'ACTIVE' }, { orphan: 'adopt' }),
    );

    expect([kind, mapping.state]).toStrictEqual(['adopt', 'ACTIVE']);
    expect(mapping).not.toHaveProperty('expirationTime');
    expect(mapping).not.toHaveProperty('detailTypes');
    expect(mapping).not.toHaveProperty('displayName');
  });

  test('is adopted with the time since which its events may have been missed', () => {
    const active = { kind: 'found', account, state: 'ACTIVE' } as const;
    const before = retired(30, { missedSince: hoursAgo(40) });

    expect(decide(active, { orphan: 'adopt' }, before)).toMatchObject({
      mapping: { missedSince: hoursAgo(40), missedUntil: settledAt(Date.parse(hoursAgo(0)), 120) },
    });
    const { mapping } = Object(decide(active, { orphan: 'adopt', booksMissed: false }, before));
    expect(mapping).not.toHaveProperty('missedSince');
    expect(mapping).not.toHaveProperty('missedUntil');
  });

  test.each([
    ['its last check', { lastCheckedAt: hoursAgo(31) }, hoursAgo(31)],
    ['its registration, without a check', { createdAt: hoursAgo(32) }, hoursAgo(32)],
  ])(
    'that is PENDING and was ACTIVE before is adopted with a doubt since %s',
    (_, fields, from) => {
      const before = retired(30, { missedSince: hoursAgo(30), ...fields });
      const doubt = { from, to: settledAt(testNowMs, 120) };

      expect(decide(found(), { orphan: 'adopt' }, before)).toMatchObject({
        mapping: { state: 'PENDING', missedSince: from, doubt },
      });
      const decided = decide(found(), { orphan: 'adopt', booksMissed: false }, before);
      expect(decided).not.toHaveProperty('mapping.doubt');
      const active = decide(found({ state: 'ACTIVE' }), { orphan: 'adopt' }, before);
      expect(active).not.toHaveProperty('mapping.doubt');
    },
  );

  test('is adopted with the detail types that its mapping had', () => {
    const before = retired(30, { detailTypes: ['push'], displayName: 'Orders' });

    expect(decide(found(), { orphan: 'adopt' }, before)).toMatchObject({
      mapping: { detailTypes: ['push'], displayName: 'Orders', generation: 'adopted' },
    });
    expect(decide(found(), { orphan: 'adopt' }, before)).not.toHaveProperty('mapping.retirement');
  });

  test('is deleted by policy only, for the account that it is for', () => {
    expect(decide(found(), { orphan: 'delete' })).toStrictEqual({ kind: 'delete', account });
    const stranger = found({ account: '999999999999' });
    expect(decide(stranger, { orphan: 'delete' })).toStrictEqual({
      kind: 'delete',
      account: '999999999999',
    });
  });

  test('that is for another account than the one in its name is not adopted', () => {
    expect(decide(found({ account: '999999999999' }), { orphan: 'adopt' })).toStrictEqual({
      kind: 'report',
    });
  });
});

describe.each(['report', 'adopt', 'delete'] as const)('with the policy %s', (policy) => {
  const decideNow = (seen: Observation, of?: Orphan) => decide(seen, { orphan: policy }, of);

  test.each([
    ['does not exist', { kind: 'nonexistent' } as const],
    ['is DELETED', found({ state: 'DELETED' })],
    ['is young: a registration may be under way', found({ createdAt: hoursAgo(23.9) })],
    ['is younger than our clock says', found({ createdAt: hoursAgo(-0.1) })],
  ])('one that %s waits', (_, seen) => {
    expect(decideNow(seen)).toStrictEqual({ kind: 'wait' });
  });

  test('one whose mapping was retired a short while ago waits: a deletion may be under way', () => {
    expect(decideNow(found(), retired(23.9))).toStrictEqual({ kind: 'wait' });
    expect(decideNow(found(), retired(24)).kind).toBe(policy);
  });

  test('one waits no longer than its grace', () => {
    expect(decideNow(found({ createdAt: hoursAgo(24) })).kind).toBe(policy);
  });
});
