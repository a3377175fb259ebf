import { describe } from '@jest/globals';
import { tenantLedgerContract } from '../contract/tenant-ledger.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';
import { fakeTenantLedger } from './fake-tenant-ledger.ts';

describe('the fake tenant ledger', () => {
  tenantLedgerContract(async () => {
    const mappings = fakeMappingTable();
    return {
      mappings,
      registrations: fakeRegistrationTable(mappings),
      ledger: fakeTenantLedger(mappings),
    };
  });
});
