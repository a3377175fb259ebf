import { describe } from '@jest/globals';
import { mappingTableContract } from '../contract/mapping-table.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';

describe('the fake mapping table', () => {
  mappingTableContract(async () => {
    const mappings = fakeMappingTable();
    return { mappings, registrations: fakeRegistrationTable(mappings) };
  });
});
