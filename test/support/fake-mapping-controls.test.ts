import { describe } from '@jest/globals';
import { mappingControlsContract } from '../contract/mapping-controls.ts';
import { replayClaimsContract } from '../contract/replay-claims.ts';
import { fakeMappingControls } from './fake-mapping-controls.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';
import { fakeReplayClaims } from './fake-replays.ts';

describe('the fake controls of mappings', () => {
  mappingControlsContract(async () => {
    const mappings = fakeMappingTable();
    const registrations = fakeRegistrationTable(mappings);
    return { mappings, registrations, controls: fakeMappingControls(mappings) };
  });
});

describe('the fake claims of sources', () => {
  replayClaimsContract(async () => fakeReplayClaims());
});
