/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { aMapping, aNotification } from '../support/domain-builders.ts';
import type { AllTables } from './reconcile-table.ts';

const newer = aMapping({ generation: 'generation-2', state: 'PENDING' });

/** What every table must do with what tenants choose; `tableWith` makes one with these mappings. */
export function choicesContract(
  tableWith: (...mappings: readonly Mapping[]) => Promise<AllTables>,
): void {
  describe('a registration', () => {
    test.each([
      ['Orders', null],
      [undefined, 'Orders'],
      ['Orders', 'Stock'],
    ])(
      'over one whose display name was changed from %j to %j is superseded',
      async (read, changed) => {
        const old = aMapping(read === undefined ? {} : { displayName: read });
        const { registrations } = await tableWith(old);
        await registrations.setChoices(old, { displayName: changed });

        expect(await registrations.register(newer, old)).toBe('superseded');
        const [current] = await registrations.find('acct1/repo1');
        expect(await registrations.register(newer, current)).toBe('registered');
        expect(await registrations.find('acct1/repo1')).toEqual([newer]);
      },
    );
  });

  describe('the detail types of a mapping', () => {
    test('are changed, and nothing else is', async () => {
      const { registrations } = await tableWith(aMapping({ notifiedDaysLeft: 1 }));

      expect(await registrations.setChoices(aMapping(), { detailTypes: ['push', 'größe'] })).toBe(
        'changed',
      );
      expect(await registrations.find('acct1/repo1')).toEqual([
        aMapping({ notifiedDaysLeft: 1, detailTypes: ['push', 'größe'] }),
      ]);
      expect(await registrations.setChoices(aMapping(), { detailTypes: null })).toBe('changed');
      expect(await registrations.find('acct1/repo1')).toEqual([aMapping({ notifiedDaysLeft: 1 })]);
    });

    test('stay as they are when the display name is changed, and the other way round', async () => {
      const displayName = `${'😀'.repeat(62)}é!`;
      const { registrations } = await tableWith(aMapping({ detailTypes: ['push'] }));

      expect(await registrations.setChoices(aMapping(), { displayName })).toBe('changed');
      expect(await registrations.setChoices(aMapping(), { detailTypes: ['issues'] })).toBe(
        'changed',
      );
      const both = aMapping({ detailTypes: ['issues'], displayName });
      expect(await registrations.find('acct1/repo1')).toEqual([both]);
      expect(await registrations.get(aMapping())).toEqual(both);
      expect((await registrations.list('acct1', { limit: 1 })).mappings).toEqual([both]);

      const neither = { detailTypes: null, displayName: null };
      expect(await registrations.setChoices(aMapping(), neither)).toBe('changed');
      expect(await registrations.find('acct1/repo1')).toEqual([aMapping()]);
    });

    test('of an older registration, a retired one or none are superseded', async () => {
      const { registrations, mappings } = await tableWith(newer);
      await mappings.retire(newer, aNotification());
      const nobody = aMapping({ generator: 'acct1/nobody' });

      expect(await registrations.setChoices(aMapping(), { detailTypes: ['push'] })).toBe(
        'superseded',
      );
      expect(await registrations.setChoices(newer, { detailTypes: ['push'] })).toBe('superseded');
      expect(await registrations.setChoices(nobody, { detailTypes: ['push'] })).toBe('superseded');
      expect(await registrations.find('acct1/nobody')).toEqual([]);
      expect((await registrations.find('acct1/repo1'))[0]).not.toHaveProperty('detailTypes');
    });
  });
}
