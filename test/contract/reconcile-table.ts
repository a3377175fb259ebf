/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { MappingKey, OutboxClaim, ReconcileTable } from '../../lambdas/ports/reconcile.ts';
import { aMapping, aNotification } from '../support/domain-builders.ts';
import { registerAll } from '../support/register-all.ts';
import type { DeliveryTables } from './mapping-table.ts';

/** A mapping table from all sides. */
export interface AllTables extends DeliveryTables {
  readonly table: ReconcileTable;
}

const checkedAt = '2026-11-21T19:00:00.000Z';
const activated = aNotification({ type: 'Partner Event Source Activated' });
const expiring = aNotification({ type: 'Partner Event Source Expiring', daysLeft: 3 });
const toActive = { state: 'ACTIVE', lastCheckedAt: checkedAt, outbox: [activated] } as const;
const aPending = aMapping({ state: 'PENDING', expirationTime: '2026-11-28T19:00:00.000Z' });
const newer = aMapping({ state: 'PENDING', generation: 'generation-2' });

function claimAt(time: string): OutboxClaim {
  return { from: `2026-11-21T${time}:00.000Z`, until: `2026-11-21T${time}:30.000Z` };
}

/** What every table must do for the reconciler; `emptyTable` makes one without mappings. */
export function reconcileTableContract(emptyTable: () => Promise<AllTables>): void {
  const tableWith = async (...mappings: readonly Mapping[]) => {
    const tables = await emptyTable();
    await registerAll(tables.registrations, ...mappings);
    return tables;
  };

  describe('page by page', () => {
    test('every mapping comes once, the retired ones too', async () => {
      const many = someMappings(1_003);
      const { table, mappings } = await tableWith(...many, aMapping());
      await mappings.retire(aMapping(), aNotification());

      const read = await allOf(table);
      expect(read).toHaveLength(1_004);
      expect(new Set(read.map(({ sourceArn }) => sourceArn)).size).toBe(1_004);
      expect(read.filter(({ retirement }) => retirement !== undefined)).toHaveLength(1);
    }, 60_000);

    test('continues after any key, also of a mapping that was removed since', async () => {
      const { table } = await tableWith(...someMappings(20));
      const all = await allOf(table);

      expect(await allOf(table, keyOf(all[11]!))).toEqual(all.slice(12));
    });

    test('an empty table is one empty page', async () => {
      const { table } = await emptyTable();

      expect(await table.page()).toEqual({ mappings: [] });
    });

    test('the checkpoint is not a mapping', async () => {
      const { table } = await tableWith(aMapping());
      await table.saveCheckpoint({ checkedSince: checkedAt });

      expect(await allOf(table)).toEqual([aMapping()]);
    });
  });

  describe('by keys', () => {
    test('more than a hundred are found, and those that are not there are not', async () => {
      const mappings = someMappings(250);
      const { table } = await tableWith(...mappings.slice(0, 240));
      const { mappings: found, unreadable } = await table.find(mappings.map(keyOf));

      expect(arnsOf(found)).toEqual(arnsOf(mappings.slice(0, 240)));
      expect(unreadable).toEqual([]);
    }, 60_000);

    test('none are asked for, none are found', async () => {
      const { table } = await tableWith(aMapping());

      expect(await table.find([])).toEqual({ mappings: [], unreadable: [] });
    });
  });

  describe('a change', () => {
    test('removes what it does not have, keeps everything else, and adds its notifications', async () => {
      const notified = aMapping({ ...aPending, notifiedDaysLeft: 3, detailTypes: ['push'] });
      const { table } = await tableWith(notified);

      expect(await table.change(notified, toActive)).toBe('changed');
      const { expirationTime: _, notifiedDaysLeft: __, ...kept } = notified;
      expect(await allOf(table)).toEqual([
        { ...kept, state: 'ACTIVE', lastCheckedAt: checkedAt, outbox: [activated] },
      ]);
    });

    const missedSince = '2026-11-21T18:00:00.000Z';
    const doubt = { from: missedSince, to: checkedAt };

    test('notes what may have been missed, and that the vendor was notified of failing deliveries', async () => {
      const { table } = await tableWith(aMapping());
      const missed = { missedSince, doubt };
      const notifiedFailing = { since: missedSince, hours: 1 };
      const change = { state: 'PENDING', lastCheckedAt: checkedAt, outbox: [] } as const;

      expect(await table.change(aMapping(), { ...change, missed, notifiedFailing })).toBe(
        'changed',
      );
      const [changed] = await allOf(table);
      expect(changed).toEqual({
        ...aMapping({ state: 'PENDING', lastCheckedAt: checkedAt, notifiedFailing }),
        ...missed,
      });
      const lastCheckedAt = '2026-11-21T19:15:00.000Z';
      expect(await table.change(changed!, { ...change, lastCheckedAt })).toBe('changed');
      expect(await allOf(table)).toEqual([{ ...changed, lastCheckedAt }]);
    });

    test('of what was missed is superseded if somebody has decided about it since', async () => {
      const { table } = await tableWith(aMapping());
      const other = aMapping({ missedSince: '2026-11-20T00:00:00.000Z' });
      const change = { ...toActive, missed: { missedSince } };

      const leftBefore = '2026-11-20T00:00:00.000Z';

      expect(await table.change(other, change)).toBe('superseded');
      expect(await table.change(aMapping({ leftBefore }), change)).toBe('superseded');
      expect(await allOf(table)).toEqual([aMapping()]);
      expect(await table.change(aMapping(), change)).toBe('changed');
    });

    test('without notifications leaves those that are there', async () => {
      const { table } = await tableWith(aPending);
      await table.change(aPending, toActive);
      const [changed] = await allOf(table);
      const back = { state: 'PENDING', expirationTime: '2026-12-01T00:00:00.000Z' } as const;

      const lastCheckedAt = '2026-11-21T19:15:00.000Z';
      await table.change(changed!, { ...back, notifiedDaysLeft: 3, lastCheckedAt, outbox: [] });
      expect(await allOf(table)).toMatchObject([
        { ...back, notifiedDaysLeft: 3, lastCheckedAt, outbox: [activated] },
      ]);
    });

    test('after another adds its notifications behind', async () => {
      const { table } = await tableWith(aPending);
      await table.change(aPending, { ...toActive, outbox: [activated, expiring] });
      const [changed] = await allOf(table);
      await table.change(changed!, { ...toActive, outbox: [aNotification()] });

      expect(await allOf(table)).toMatchObject([
        { outbox: [activated, expiring, aNotification()] },
      ]);
    });

    test('of a mapping that somebody has checked since is superseded', async () => {
      const { table } = await tableWith(aPending);
      const lastCheckedAt = '2026-11-21T18:59:00.000Z';
      await table.change(aPending, { ...aPending, lastCheckedAt, outbox: [] });

      expect(await table.change(aPending, toActive)).toBe('superseded');
      expect(await allOf(table)).toMatchObject([{ state: 'PENDING', lastCheckedAt }]);
      const [read] = await allOf(table);
      expect(await table.change(read!, toActive)).toBe('changed');
      expect(await table.change(read!, toActive)).toBe('superseded');
    });

    test('of an older registration is superseded', async () => {
      const { table } = await tableWith(aPending, newer);

      expect(await table.change(aPending, toActive)).toBe('superseded');
      expect(await allOf(table)).toEqual([newer]);
    });

    test('of a retired mapping, or of none, is superseded', async () => {
      const { table, mappings } = await tableWith(aPending);
      await mappings.retire(aPending, aNotification());

      expect(await table.change(aPending, toActive)).toBe('superseded');
      const nobody = aMapping({ generator: 'acct2/repo2' });
      expect(await table.change(nobody, toActive)).toBe('superseded');
      expect(await allOf(table)).toHaveLength(1);
    });
  });

  describe('a retirement', () => {
    test('keeps its notification, behind those that were there', async () => {
      const { table, mappings } = await tableWith(aPending);
      await table.change(aPending, toActive);

      expect(await mappings.retire(aPending, aNotification())).toBe('retired');
      expect(await allOf(table)).toMatchObject([
        {
          retirement: { reason: 'nobody is there', retiredAt: aNotification().time },
          outbox: [activated, aNotification()],
        },
      ]);
    });

    test('is seen by who delivers', async () => {
      const { mappings } = await tableWith(aPending);
      await mappings.retire(aPending, aNotification());

      expect(await mappings.findLive(aPending.generator)).toEqual([]);
    });
  });

  describe('outbox', () => {
    const withOutbox = aMapping({ outbox: [activated, expiring, aNotification()] });

    test('are claimed by one only, until the claim ends', async () => {
      const { table } = await tableWith(withOutbox);

      expect(await table.claimOutbox(withOutbox, claimAt('19:00'))).toEqual(withOutbox);
      expect(await table.claimOutbox(withOutbox, claimAt('19:00'))).toBeUndefined();
      expect(await table.claimOutbox(withOutbox, claimAt('19:01'))).toEqual(withOutbox);
    });

    test('of a retired mapping are claimed too', async () => {
      const { table, mappings } = await tableWith(aMapping());
      await mappings.retire(aMapping(), aNotification());

      expect(await table.claimOutbox(aMapping(), claimAt('19:00'))).toMatchObject({
        outbox: [aNotification()],
      });
    });

    test('that there are not cannot be claimed', async () => {
      const { table } = await tableWith(aMapping());

      expect(await table.claimOutbox(aMapping(), claimAt('19:00'))).toBeUndefined();
      const nobody = aMapping({ generator: 'acct2/repo2' });
      expect(await table.claimOutbox(nobody, claimAt('19:00'))).toBeUndefined();
      expect(await allOf(table)).toEqual([aMapping()]);
    });

    test.each([
      [[0, 1, 2], []],
      [[0, 2], [expiring]],
      [[2], [activated, expiring]],
      [[], [activated, expiring, aNotification()]],
    ])('sent at %j are removed, and the others can be claimed at once', async (sent, left) => {
      const { table } = await tableWith(withOutbox);
      await table.claimOutbox(withOutbox, claimAt('19:00'));
      await table.settleOutbox(withOutbox, claimAt('19:00'), sent);

      expect(await allOf(table)).toMatchObject([{ outbox: left }]);
      const again = await table.claimOutbox(withOutbox, claimAt('19:00'));
      expect(again?.outbox ?? []).toEqual(left);
    });

    test('that came while others were sent stay', async () => {
      const { table, mappings } = await tableWith(withOutbox);
      await table.claimOutbox(withOutbox, claimAt('19:00'));
      await mappings.retire(withOutbox, aNotification({ reason: 'another' }));
      await table.settleOutbox(withOutbox, claimAt('19:00'), [0, 1, 2]);

      expect(await allOf(table)).toMatchObject([
        { outbox: [aNotification({ reason: 'another' })] },
      ]);
    });

    test('are not removed by a run that has lost the claim', async () => {
      const { table } = await tableWith(withOutbox);
      await table.claimOutbox(withOutbox, claimAt('19:00'));
      await table.claimOutbox(withOutbox, claimAt('19:05'));
      await table.settleOutbox(withOutbox, claimAt('19:00'), [0]);
      expect(await allOf(table)).toEqual([withOutbox]);
    });

    test('are removed after a newer registration, which keeps them', async () => {
      const { table, registrations } = await tableWith(withOutbox);
      await table.claimOutbox(withOutbox, claimAt('19:00'));
      await registerAll(registrations, aMapping({ generation: 'generation-2' }));
      await table.settleOutbox(withOutbox, claimAt('19:00'), [0, 1, 2]);

      expect(await allOf(table)).toEqual([
        { ...withOutbox, generation: 'generation-2', outbox: [] },
      ]);
    });

    test('of a mapping that went away are nothing to settle', async () => {
      const { table } = await emptyTable();
      await table.settleOutbox(withOutbox, claimAt('19:00'), [0]);

      expect(await allOf(table)).toEqual([]);
    });
  });

  describe('the checkpoint', () => {
    test('is the beginning at first', async () => {
      const { table } = await emptyTable();

      expect(await table.loadCheckpoint()).toEqual({});
    });

    test('comes back as it was saved, and the last one counts', async () => {
      const { table } = await emptyTable();
      const checkpoint = {
        pendingAfter: keyOf(aMapping()),
        rotationAfter: keyOf(aMapping({ generator: 'ä/😀' })),
        rotationStartedAt: checkedAt,
        rotationHasGaps: true,
        checkedSince: checkedAt,
        uncheckedSince: checkedAt,
        listingTokens: { 'us-east-1': 'token', 'eu-west-1': '' },
      };
      await table.saveCheckpoint(checkpoint);
      expect(await table.loadCheckpoint()).toEqual(checkpoint);

      await table.saveCheckpoint({ listingTokens: {} });
      expect(await table.loadCheckpoint()).toEqual({ listingTokens: {} });
    });
  });
}

function someMappings(count: number): readonly Mapping[] {
  return Array.from({ length: count }, (_, index) =>
    aMapping({
      generator: `acct1/repo${index % 7}`,
      account: String(100_000_000_000 + index),
    }),
  );
}

function keyOf({ generator, sourceArn }: Mapping): MappingKey {
  return { generator, sourceArn };
}

function arnsOf(mappings: readonly Mapping[]): readonly string[] {
  return mappings.map(({ sourceArn }) => sourceArn).toSorted();
}

async function allOf(table: ReconcileTable, after?: MappingKey): Promise<readonly Mapping[]> {
  const { mappings, next } = await table.page(after);
  return next === undefined ? mappings : [...mappings, ...(await allOf(table, next))];
}
