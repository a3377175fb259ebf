import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCatalogIndex } from '../../lambdas/registration/catalog-files.ts';
import { localCatalog } from '../local-catalog.ts';

/** The names of the members of details that stubs keep, by detail type, as the catalogue lists them. */
export type KeptNames = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the catalogue's lists. Throws a CatalogError when its index is not valid. */
export function readKeptNames(): KeptNames {
  const file = join(localCatalog(), 'index.json');
  const index = parseCatalogIndex(file, readFileSync(file, 'utf8'));
  return new Map(index.map(({ detailType, keptInStub = [] }) => [detailType, new Set(keptInStub)]));
}
