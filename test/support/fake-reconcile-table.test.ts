import { describe } from '@jest/globals';
import { adoptionContract } from '../contract/adoption.ts';
import { reconcileTableContract } from '../contract/reconcile-table.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeReconcileTable } from './fake-reconcile-table.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';

async function emptyTable() {
  const mappings = fakeMappingTable();
  return {
    mappings,
    registrations: fakeRegistrationTable(mappings),
    table: fakeReconcileTable(mappings),
  };
}

describe('the fake table of the reconciler', () => {
  reconcileTableContract(emptyTable);
  adoptionContract(emptyTable);
});
