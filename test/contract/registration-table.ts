/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { missedSinceRetirement } from '../../lambdas/domain/missed.ts';
import type { ListQuery, RegistrationTable } from '../../lambdas/ports/registration.ts';
import { aMapping, aNotification } from '../support/domain-builders.ts';
import { registerAll } from '../support/register-all.ts';
import { choicesContract } from './choices.ts';
import type { AllTables } from './reconcile-table.ts';

const newer = aMapping({ generation: 'generation-2', state: 'PENDING' });
const activated = aNotification({ type: 'Partner Event Source Activated' });

/** What every table must do for registration; `emptyTable` makes one without mappings. */
export function registrationTableContract(emptyTable: () => Promise<AllTables>): void {
  const tableWith = async (...mappings: readonly Mapping[]) => {
    const all = await emptyTable();
    await registerAll(all.registrations, ...mappings);
    return all;
  };

  describe('a list', () => {
    test('has the mappings of the tenant, in the order of their ARNs, and of no other', async () => {
      const own = someMappings(6);
      const { registrations } = await tableWith(
        ...own.toReversed(),
        aMapping({ generator: 'acct2/repo0', tenant: 'acct2' }),
        aMapping({ generator: 'acct1-2/repo0', tenant: 'acct1-2' }),
      );

      expect(await registrations.list('acct1', { limit: 100 })).toEqual({
        mappings: inOrder(own),
      });
      expect(await registrations.list('acct', { limit: 100 })).toEqual({ mappings: [] });
    });

    test.each([1, 2, 3, 4, 5, 6, 7])(
      'comes in pages of %i, the last of which has no next',
      async (limit) => {
        const own = someMappings(6);
        const { registrations } = await tableWith(...own);
        const pages = await pagesOf(registrations, 'acct1', { limit });

        expect(pages.flat()).toEqual(inOrder(own));
        expect(pages).toHaveLength(Math.ceil(6 / limit));
      },
    );

    test('of one generator has its mappings only, in the same order and in pages', async () => {
      const own = [
        aMapping({ region: 'eu-west-1' }),
        aMapping(),
        aMapping({ account: '999999999999' }),
      ];
      const { registrations } = await tableWith(
        ...own.toReversed(),
        aMapping({ generator: 'acct1/repo1-2' }),
        aMapping({ generator: 'acct1/repo' }),
      );
      const query = { generator: 'acct1/repo1', limit: 2 };
      const pages = await pagesOf(registrations, 'acct1', query);

      expect(pages).toEqual([own.slice(0, 2), own.slice(2)]);
    });

    test("of another tenant's generator is empty, and so is that of what is none", async () => {
      const { registrations } = await tableWith(aMapping());
      const none = { mappings: [] };
      const of = (generator: string) => registrations.list('acct2', { generator, limit: 9 });

      expect(await of('acct1/repo1')).toEqual(none);
      expect(await of('')).toEqual(none);
      expect(await of('acct2')).toEqual(none);
      expect(await of('acct2/nothing')).toEqual(none);
      expect(await of(`acct2/${'x'.repeat(5_000)}`)).toEqual(none);
    });

    test('has the retired ones too, and continues after one that was removed since', async () => {
      const own = inOrder(someMappings(4));
      const { registrations, mappings } = await tableWith(...own);
      await mappings.retire(own[1]!, aNotification());
      const first = await registrations.list('acct1', { limit: 2 });
      await registrations.remove(own[1]!);

      expect(first.mappings).toMatchObject([own[0], { ...own[1], retirement: {} }]);
      const second = { limit: 2, after: first.next };
      expect((await registrations.list('acct1', second)).mappings).toEqual(own.slice(2));
    });
  });

  describe('the mappings of a generator', () => {
    test('are found with all that is known of them, retired or not', async () => {
      const other = aMapping({ account: '222222222222', detailTypes: ['push', 'größe'] });
      const { registrations, mappings } = await tableWith(aMapping(), other);
      await mappings.retire(aMapping(), aNotification());
      const found = await registrations.find('acct1/repo1');

      expect(found).toHaveLength(2);
      expect(found).toEqual(
        expect.arrayContaining([
          other,
          {
            ...aMapping(),
            retirement: { reason: aNotification().reason, retiredAt: aNotification().time },
            missedSince: missedSinceRetirement(aNotification().time),
            outbox: [aNotification()],
          },
        ]),
      );
    });

    test('are none, where there are none or can be none', async () => {
      const { registrations } = await tableWith(aMapping());

      expect(await registrations.find('acct1/repo')).toEqual([]);
      expect(await registrations.find('')).toEqual([]);
      expect(await registrations.find(`acct1/${'x'.repeat(5_000)}`)).toEqual([]);
    });
  });

  describe('the mapping of a source', () => {
    test('is got by its key, retired or not, and none where there is none', async () => {
      const other = aMapping({ account: '222222222222' });
      const { registrations, mappings } = await tableWith(aMapping(), other);
      await mappings.retire(other, aNotification());

      expect(await registrations.get(aMapping())).toEqual(aMapping());
      expect(await registrations.get(other)).toMatchObject({ ...other, retirement: {} });
      const { generator, sourceArn } = aMapping();
      expect(await registrations.get({ generator: 'acct1/repo2', sourceArn })).toBeUndefined();
      expect(await registrations.get({ generator, sourceArn: 'arn:other' })).toBeUndefined();
    });
  });

  describe('a registration', () => {
    test('where there is none is found at once by who delivers', async () => {
      const { registrations, mappings } = await emptyTable();

      expect(await registrations.register(aMapping(), undefined)).toBe('registered');
      expect(await mappings.findLive('acct1/repo1')).toEqual([aMapping()]);
    });

    test('over another one that was not read is superseded', async () => {
      const { registrations } = await tableWith(aMapping());

      expect(await registrations.register(newer, undefined)).toBe('superseded');
      expect(await registrations.register(newer, aMapping({ generation: 'generation-0' }))).toBe(
        'superseded',
      );
      expect(await registrations.find('acct1/repo1')).toEqual([aMapping()]);
    });

    test('over one that was removed is superseded', async () => {
      const { registrations } = await emptyTable();

      expect(await registrations.register(newer, aMapping())).toBe('superseded');
      expect(await registrations.find('acct1/repo1')).toEqual([]);
    });

    test.each([
      [['push'], undefined],
      [undefined, ['push']],
      [['push'], ['issues']],
      [['push'], ['push', 'issues']],
      [
        ['push', 'issues'],
        ['issues', 'push'],
      ],
    ])(
      'over one whose detail types were changed from %j to %j is superseded',
      async (read, changed) => {
        const old = aMapping(read && { detailTypes: read });
        const { registrations } = await tableWith(old);
        await registrations.setChoices(old, { detailTypes: changed ?? null });

        expect(await registrations.register(newer, old)).toBe('superseded');
        const [current] = await registrations.find('acct1/repo1');
        expect(current?.detailTypes).toEqual(changed);
        expect(await registrations.register(newer, current)).toBe('registered');
      },
    );

    test('over another keeps only its notifications', async () => {
      const old = aMapping({
        detailTypes: ['push'],
        displayName: 'Orders',
        expirationTime: '2026-11-28T19:00:00.000Z',
        lastCheckedAt: '2026-11-21T19:00:00.000Z',
        notifiedDaysLeft: 3,
        outbox: [activated],
        lastAcceptedEvent: { id: 'a', detailType: 'push', acceptedAt: '2026-11-21T19:00:00.000Z' },
        lastError: { code: 'X', message: 'y', time: '2026-11-21T19:00:00.000Z' },
      });
      const { registrations, mappings } = await tableWith(old);
      await mappings.retire(old, aNotification());

      expect(await registrations.register(newer, old)).toBe('registered');
      expect(await registrations.find('acct1/repo1')).toEqual([
        {
          ...newer,
          outbox: [activated, aNotification()],
          missedSince: missedSinceRetirement(aNotification().time),
        },
      ]);
      expect(await mappings.findLive('acct1/repo1')).toHaveLength(1);
    });

    const missed = {
      missedSince: '2026-11-02T00:00:00.000Z',
      missedUntil: '2026-11-03T00:00:00.000Z',
      doubt: { from: '2026-11-02T00:00:00.000Z', to: '2026-11-02T01:00:00.000Z' },
      skipBefore: '2026-11-01T00:00:00.000Z',
      leftBefore: '2026-11-01T12:00:00.000Z',
    };
    const paused = { pausedAt: '2026-11-02T00:00:00.000Z', sendsMissedOnceActive: true };

    test('over a live one keeps what is known of missed events, and its pause', async () => {
      const { registrations } = await tableWith(aMapping({ ...missed, ...paused }));
      const missedSince = '2026-11-04T00:00:00.000Z';

      const leftBefore = '2026-10-31T00:00:00.000Z';
      await registrations.register({ ...newer, missedSince, leftBefore }, aMapping());
      expect(await registrations.find('acct1/repo1')).toEqual([{ ...newer, ...missed, ...paused }]);
    });

    test('over a retired one keeps what is known of missed events, and is not paused', async () => {
      const { registrations, mappings } = await tableWith(aMapping({ ...missed, ...paused }));
      await mappings.retire(aMapping(), aNotification());
      const [read] = await registrations.find('acct1/repo1');
      const missedUntil = '2026-11-05T00:00:00.000Z';

      expect(await registrations.register({ ...newer, missedUntil }, read)).toBe('registered');
      expect(await registrations.find('acct1/repo1')).toEqual([
        { ...newer, ...missed, missedUntil, outbox: [aNotification()] },
      ]);
    });

    test('over a retired one has its own time since which events may have been missed', async () => {
      const { registrations, mappings } = await tableWith(aMapping());
      await mappings.retire(aMapping(), aNotification());
      const [read] = await registrations.find('acct1/repo1');
      const missedSince = '2026-11-01T00:00:00.000Z';
      const again = { ...newer, missedSince };

      for (const other of [{ missedSince }, { leftBefore: missedSince }]) {
        expect(await registrations.register(again, { ...read!, ...other })).toBe('superseded');
      }
      expect(await registrations.register(again, read)).toBe('registered');
      expect(await registrations.find('acct1/repo1')).toEqual([
        { ...again, outbox: [aNotification()] },
      ]);
    });

    test('leaves notifications to who claims them, and adds its own behind them', async () => {
      const { registrations, table } = await tableWith(aMapping({ outbox: [activated] }));
      const claim = { from: '2026-11-21T19:00:00.000Z', until: '2026-11-21T19:15:00.000Z' };
      await table.claimOutbox(aMapping(), claim);
      const withNotification = { ...newer, outbox: [aNotification()] };
      await registrations.register(withNotification, aMapping());

      expect(await table.claimOutbox(newer, claim)).toBeUndefined();
      const later = { from: claim.until, until: '2026-11-21T19:30:00.000Z' };
      expect(await table.claimOutbox(newer, later)).toEqual({
        ...newer,
        outbox: [activated, aNotification()],
      });
    });

    test('is seen by the reconciler, whose older reading no longer changes it', async () => {
      const { registrations, mappings, table } = await tableWith(aMapping());
      await registrations.register(newer, aMapping());
      const change = { state: 'ACTIVE', lastCheckedAt: aNotification().time, outbox: [] } as const;

      expect(await table.change(aMapping(), change)).toBe('superseded');
      expect(await registrations.change(aMapping(), change)).toBe('superseded');
      expect(await registrations.change(newer, change)).toBe('changed');
      expect((await table.page()).mappings).toMatchObject([
        { generation: 'generation-2', state: 'ACTIVE' },
      ]);
      expect(await mappings.retire(aMapping(), aNotification())).toBe('superseded');
      expect(await mappings.retire(newer, aNotification())).toBe('retired');
    });
  });

  choicesContract(tableWith);

  describe('removing', () => {
    test('takes a mapping, live or retired, and no other', async () => {
      const other = aMapping({ account: '222222222222' });
      const retired = aMapping({ account: '333333333333' });
      const { registrations, mappings } = await tableWith(aMapping(), other, retired);
      await mappings.retire(retired, aNotification());

      expect(await registrations.remove(aMapping())).toBe('removed');
      expect(await registrations.remove(retired)).toBe('removed');
      expect(await registrations.remove(aMapping())).toBe('absent');
      expect(await registrations.find('acct1/repo1')).toEqual([other]);
    });

    test('a newer registration stays', async () => {
      const { registrations } = await tableWith(newer);

      expect(await registrations.remove(aMapping())).toBe('superseded');
      expect(await registrations.find('acct1/repo1')).toEqual([newer]);
    });
  });
}

function someMappings(count: number): readonly Mapping[] {
  return Array.from({ length: count }, (_, index) =>
    aMapping({
      generator: `acct1/repo${index % 3}`,
      account: String(100_000_000_000 + index),
      region: index % 2 === 0 ? 'us-east-1' : 'eu-west-1',
    }),
  );
}

function inOrder(mappings: readonly Mapping[]): readonly Mapping[] {
  return mappings.toSorted((a, b) => (a.sourceArn < b.sourceArn ? -1 : 1));
}

async function pagesOf(
  registrations: RegistrationTable,
  tenant: string,
  query: ListQuery,
): Promise<readonly (readonly Mapping[])[]> {
  const { mappings, next } = await registrations.list(tenant, query);
  if (next === undefined) return [mappings];
  return [mappings, ...(await pagesOf(registrations, tenant, { ...query, after: next }))];
}
