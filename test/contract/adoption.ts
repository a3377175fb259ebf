/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { missedSinceRetirement } from '../../lambdas/domain/missed.ts';
import type { ReconcileTable } from '../../lambdas/ports/reconcile.ts';
import { aMapping, aNotification } from '../support/domain-builders.ts';
import { registerAll } from '../support/register-all.ts';
import type { AllTables } from './reconcile-table.ts';

const activated = aNotification({ type: 'Partner Event Source Activated' });
const newer = aMapping({ state: 'PENDING', generation: 'generation-2' });

/** What every table must do when the reconciler adopts a source; `emptyTable` makes one without mappings. */
export function adoptionContract(emptyTable: () => Promise<AllTables>): void {
  const tableWith = async (...mappings: readonly Mapping[]) => {
    const tables = await emptyTable();
    await registerAll(tables.registrations, ...mappings);
    return tables;
  };

  describe('an adoption', () => {
    test('puts a mapping where there is none, or a retired one', async () => {
      const { table, mappings } = await tableWith(aMapping());
      await mappings.retire(aMapping(), aNotification());

      const [retired] = await allOf(table);
      expect(await table.adopt(newer, retired)).toBe('adopted');
      const missedSince = missedSinceRetirement(aNotification().time);
      const left = { missedSince, outbox: [aNotification()] };
      expect(await mappings.findLive(newer.generator)).toEqual([{ ...newer, ...left }]);
      const another = aMapping({ generator: 'acct2/repo2', outbox: [activated] });
      expect(await table.adopt(another, undefined)).toBe('adopted');
      expect(await mappings.findLive('acct2/repo2')).toEqual([another]);
    });

    test('over a retired one has its own time since which events may have been missed', async () => {
      const { table, mappings } = await tableWith(aMapping());
      await mappings.retire(aMapping(), aNotification());
      const [retired] = await allOf(table);
      const missedSince = '2026-11-20T00:00:00.000Z';

      expect(await table.adopt({ ...newer, missedSince }, retired)).toBe('adopted');
      expect(await allOf(table)).toEqual([{ ...newer, missedSince, outbox: [aNotification()] }]);
    });

    test('leaves a retired one alone that is not as it was read', async () => {
      const { table, mappings } = await tableWith(aMapping());
      await mappings.retire(aMapping(), aNotification());
      const [retired] = await allOf(table);
      const time = '2026-11-20T00:00:00.000Z';

      for (const read of [
        undefined,
        { ...retired!, generation: 'another' },
        { ...retired!, missedSince: time },
        { ...retired!, leftBefore: time },
      ]) {
        expect(await table.adopt(newer, read)).toBe('superseded');
      }
      expect(await allOf(table)).toEqual([retired]);
    });

    test('leaves a live one alone', async () => {
      const { table } = await tableWith(aMapping());

      expect(await table.adopt(newer, undefined)).toBe('superseded');
      expect(await table.adopt(newer, aMapping())).toBe('superseded');
      expect(await allOf(table)).toEqual([aMapping()]);
    });
  });
}

async function allOf(table: ReconcileTable): Promise<readonly Mapping[]> {
  const { mappings } = await table.page();
  return mappings;
}
