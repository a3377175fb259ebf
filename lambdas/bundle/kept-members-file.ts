import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptMembersFile, writeKeptMembers } from '../contract/kept-members.ts';
import { parseCatalogIndex, parseDetailTypeFile } from '../registration/catalog-files.ts';
import type { FunctionName } from '../settings/function-name.ts';

/** Whether a function puts stubs in the place of details. */
export function makesStubs(name: FunctionName): boolean {
  return name === 'fan-out' || name === 'retry' || name === 'replay';
}

/**
 * Puts next to a function which members of details its stubs keep, by the catalogue. Throws a CatalogError
 * when the catalogue's index or a detail type with such members is not valid.
 */
export function writeKeptMembersFile(catalogFolder: string, folder: string): void {
  const indexFile = join(catalogFolder, 'index.json');
  const index = parseCatalogIndex(indexFile, readFileSync(indexFile, 'utf8'));
  const kept = index.map((entry) => {
    const { detailType, file, keptInStub = [] } = entry;
    const path = join(catalogFolder, 'detail-types', file);
    if (keptInStub.length > 0) parseDetailTypeFile(path, readFileSync(path, 'utf8'), entry);
    return [detailType, keptInStub] as const;
  });
  writeFileSync(join(folder, keptMembersFile), writeKeptMembers(kept));
}
