import { describe } from '@jest/globals';
import { reconcileTableContract } from '../contract/reconcile-table.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeReconcileTable } from './fake-reconcile-table.ts';

describe('the fake table of the reconciler', () => {
  reconcileTableContract(async () => {
    const mappings = fakeMappingTable();
    return { mappings, table: fakeReconcileTable(mappings) };
  });
});
