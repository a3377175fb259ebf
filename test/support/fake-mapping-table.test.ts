import { describe } from '@jest/globals';
import { mappingTableContract } from '../contract/mapping-table.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';

describe('the fake mapping table', () => {
  mappingTableContract(async () => fakeMappingTable());
});
