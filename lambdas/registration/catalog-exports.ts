import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { exportEnding, exportListFile, exportListSchema } from '../contract/catalog-exports.ts';
import type { CatalogExports } from '../ports/catalog.ts';

/** The catalogue's exports in a folder, which are read when somebody asks for them. */
export function openCatalogExports(folder: string): CatalogExports {
  const list = async () =>
    v.parse(exportListSchema, await readFile(join(folder, exportListFile), 'utf8')).exports;
  return {
    list,
    async find(name) {
      // The path comes from the list, never from the request.
      const listed = (await list()).find((one) => one.name === name);
      return listed && (await readFile(join(folder, listed.name + exportEnding)));
    },
  };
}
