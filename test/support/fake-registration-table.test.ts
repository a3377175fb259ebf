import { describe, expect, test } from '@jest/globals';
import { registrationTableContract } from '../contract/registration-table.ts';
import { aMapping } from './domain-builders.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeReconcileTable } from './fake-reconcile-table.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';

describe('the fake table of registration', () => {
  registrationTableContract(async () => {
    const mappings = fakeMappingTable();
    return {
      mappings,
      registrations: fakeRegistrationTable(mappings),
      table: fakeReconcileTable(mappings),
    };
  });

  test('lists what its index shows, which may lag', async () => {
    const registrations = fakeRegistrationTable();
    registrations.indexLags();
    await registrations.register(aMapping(), undefined);
    expect(await registrations.list('acct1', { limit: 9 })).toEqual({ mappings: [] });
    expect(await registrations.find('acct1/repo1')).toEqual([aMapping()]);

    registrations.indexCatchesUp();
    expect(await registrations.list('acct1', { limit: 9 })).toEqual({ mappings: [aMapping()] });
  });
});
