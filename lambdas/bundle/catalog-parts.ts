import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptMembersFile, writeKeptMembers } from '../contract/kept-members.ts';
import {
  CatalogError,
  parseCatalogIndex,
  parseDetailTypeFile,
  type CatalogEntry,
} from '../registration/catalog-files.ts';
import type { FunctionName } from '../settings/function-name.ts';

/** Whether a function puts stubs in the place of details. */
export function makesStubs(name: FunctionName): boolean {
  return name === 'fan-out' || name === 'retry' || name === 'replay';
}

/** Checks all files of a catalogue. Throws a CatalogError. */
export function checkCatalog(folder: string): void {
  for (const entry of entriesOf(folder)) checkDetailType(folder, entry);
}

/** Puts a catalogue into a folder, or an empty one. */
export function writeCatalog(catalog: string | undefined, folder: string): void {
  if (catalog === undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.json'), '[]\n');
    return;
  }
  checkCatalog(catalog);
  cpSync(catalog, folder, { recursive: true, filter: (file) => !/\.(?:ts|md)$/.test(file) });
}

/**
 * Puts next to a function which members of details its stubs keep, by the catalogue. Throws a CatalogError
 * when the catalogue's index or a detail type with such members is not valid.
 */
export function writeKeptMembersFile(catalog: string | undefined, folder: string): void {
  const entries = catalog === undefined ? [] : entriesOf(catalog);
  const kept = entries.map((entry) => {
    const { detailType, keptInStub = [] } = entry;
    if (catalog !== undefined && keptInStub.length > 0) checkDetailType(catalog, entry);
    return [detailType, keptInStub] as const;
  });
  writeFileSync(join(folder, keptMembersFile), writeKeptMembers(kept));
}

function entriesOf(folder: string): readonly CatalogEntry[] {
  const file = join(folder, 'index.json');
  return parseCatalogIndex(file, textOf(file));
}

function checkDetailType(folder: string, entry: CatalogEntry): void {
  const file = join(folder, 'detail-types', entry.file);
  parseDetailTypeFile(file, textOf(file), entry);
}

function textOf(file: string): string {
  if (!existsSync(file)) throw new CatalogError(`${file}: no such file`);
  return readFileSync(file, 'utf8');
}
