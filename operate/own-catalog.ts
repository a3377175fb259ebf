import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../lambdas/ports/catalog.ts';
import { readCatalog } from '../lambdas/registration/catalog.ts';

/** The folder of the vendor's catalogue: that of the current folder, as a stage's. */
export const catalogFolder = join(process.cwd(), 'catalog');

const empty: Catalog = {
  isEmpty: true,
  list: () => [],
  has: () => false,
  find: async () => await Promise.resolve(undefined),
};

/** The vendor's catalogue; an empty one if there is no folder. Throws a CatalogError. */
export function readOwnCatalog(partnerName: string, folder = catalogFolder): Catalog {
  return existsSync(folder) ? readCatalog(folder, partnerName) : empty;
}
