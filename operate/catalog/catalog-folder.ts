import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog, DescribedDetailType } from '../../lambdas/ports/catalog.ts';
import { CatalogError, parseCatalogIndex } from '../../lambdas/registration/catalog-files.ts';
import { readCatalog } from '../../lambdas/registration/catalog.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import { jsonFault } from './json-fault.ts';

/**
 * Opens a catalogue. Throws an InputError if its index cannot be read.
 *
 * @param option which one named the folder
 */
export function openCatalogFolder(
  folder: string,
  partnerName: string,
  option = '--catalog',
): Catalog {
  try {
    return readCatalog(folder, partnerName);
  } catch (error) {
    const reason =
      error instanceof CatalogError ? error.message : `${folder}: ${fileProblem(error)}`;
    throw new InputError(`${option} ${faultIn(join(folder, 'index.json')) ?? reason}`, {
      cause: error,
    });
  }
}

/** The detail types of a catalogue, and a line for each that cannot be read. */
export interface ReadTypes {
  readonly types: readonly DescribedDetailType[];
  readonly unreadable: ReadonlyMap<string, string>;
}

/** Reads all detail types of a catalogue. */
export async function readTypes(folder: string, catalog: Catalog): Promise<ReadTypes> {
  const files = filesByType(folder);
  const types: DescribedDetailType[] = [];
  const unreadable = new Map<string, string>();
  for (const { detailType } of catalog.list()) {
    const file = join(folder, files.get(detailType) ?? '');
    const found = await readOne(catalog, detailType, file);
    if (typeof found === 'string')
      unreadable.set(detailType, found.replaceAll(join(folder, '/'), ''));
    else types.push(found);
  }
  return { types, unreadable };
}

/** The files of the detail types, relative to the catalogue's folder. */
export function filesByType(folder: string): ReadonlyMap<string, string> {
  const indexFile = join(folder, 'index.json');
  const index = parseCatalogIndex(indexFile, readFileSync(indexFile, 'utf8'));
  return new Map(index.map(({ detailType, file }) => [detailType, `detail-types/${file}`]));
}

async function readOne(catalog: Catalog, detailType: string, file: string) {
  try {
    const found = await catalog.find(detailType);
    return faultIn(file) ?? found ?? `${file}: is no longer there`;
  } catch (error) {
    const reason = error instanceof CatalogError ? error.message : `${file}: ${fileProblem(error)}`;
    return faultIn(file) ?? reason;
  }
}

/** The file, and where in it what is wrong; undefined if it is JSON, or is not there. */
function faultIn(file: string): string | undefined {
  try {
    const fault = jsonFault(readFileSync(file, 'utf8'));
    return fault && `${file}: ${fault}`;
  } catch {
    return undefined;
  }
}
