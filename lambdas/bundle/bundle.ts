import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FunctionName } from '../settings/function-name.ts';
import { codeOf, functionsFolder, makeCode, ownCatalog } from './function-code.ts';
import { exportsFolder } from '../contract/catalog-exports.ts';
import { writeCatalogExports } from './catalog-exports.ts';
import { makesStubs, writeCatalog, writeKeptMembersFile } from './catalog-parts.ts';
import { replaceFolder } from './replace-folder.ts';

/** What a function is put together with, and where. */
export interface FunctionParts {
  /** The folder of the vendor's catalogue of detail types; without one, it is empty. */
  readonly catalog: string | undefined;
  /**
   * The partner's name in the exports of the catalogue that customers download from the API; without one, it has none.
   */
  readonly partnerName?: string;
  /** The folder in which the function gets its own; by default one of this project's. */
  readonly folder?: string;
}

const ownParts: FunctionParts = { catalog: ownCatalog };

/** The folders that this process has put together, by that name. */
const complete = new Set<string>();

/**
 * Puts a function together: its code, and what it needs of the catalogue. Returns the folder, with an `index.mjs`: what
 * the stack deploys and local mode runs. Throws a CatalogError. Several processes may do so at once: unchanged files in
 * the folder are not touched.
 */
export function bundleFunction(name: FunctionName, parts: FunctionParts = ownParts): string {
  const place = placeOf(parts);
  const folder = join(place, folderName(name, parts));
  if (complete.has(folder)) return folder;
  const code = codeOf(name);
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(join(place, '.'));
  cpSync(code, made, { recursive: true });
  if (name === 'registration') {
    writeCatalog(parts.catalog, join(made, 'catalog'));
    writeCatalogExports(parts, place, join(made, exportsFolder));
  }
  if (makesStubs(name)) writeKeptMembersFile(parts.catalog, made);
  replaceFolder(folder, made);
  complete.add(folder);
  return folder;
}

/** Does the same with several functions, whose code is made at once. */
export async function bundleFunctions(
  names: readonly FunctionName[],
  parts: FunctionParts = ownParts,
): Promise<void> {
  await makeCode(names);
  for (const name of names) bundleFunction(name, parts);
}

/** The API is another one for each partner's name: an app may have stages with several. */
function folderName(name: FunctionName, { partnerName }: FunctionParts): string {
  return name === 'registration' && partnerName !== undefined ? `${name}-${partnerName}` : name;
}

/** A folder for each catalogue: an app may have several. */
function placeOf({ catalog, folder = functionsFolder() }: FunctionParts): string {
  if (catalog === ownCatalog) return folder;
  const path = catalog === undefined ? '' : resolve(catalog);
  return join(folder, `of-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`);
}
