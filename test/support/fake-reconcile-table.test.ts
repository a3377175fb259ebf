import { describe } from '@jest/globals';
import { reconcileTableContract } from '../contract/reconcile-table.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeReconcileTable } from './fake-reconcile-table.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';

describe('the fake table of the reconciler', () => {
  reconcileTableContract(async () => {
    const mappings = fakeMappingTable();
    return {
      mappings,
      registrations: fakeRegistrationTable(mappings),
      table: fakeReconcileTable(mappings),
    };
  });
});
