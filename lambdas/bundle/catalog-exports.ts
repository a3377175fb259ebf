import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { exportListFile, exportListSchema, type ExportList } from '../contract/catalog-exports.ts';
import { hashOfFolder, holdsWhatItRecords, keepRecord } from './bundle-record.ts';
import type { AskedExports } from './export-for-customers.ts';
import { exporting, ownCatalog } from './function-code.ts';
import { replaceFolder } from './replace-folder.ts';

/** Without a catalogue or a partner's name, there is nothing to download. */
interface ExportedParts {
  readonly catalog: string | undefined;
  readonly partnerName?: string;
}

/**
 * Writes what customers download of a catalogue into a folder, and a line to the standard error for each thing that
 * cannot be exported. It is made once for the same catalogue, partner's name and program, in a process of its own: the
 * exporter is asynchronous, and heavy.
 *
 * @param functions the folder in which the function is put together
 */
export function writeCatalogExports(
  { catalog, partnerName }: ExportedParts,
  functions: string,
  folder: string,
): void {
  mkdirSync(folder, { recursive: true });
  if (catalog === undefined || partnerName === undefined) {
    const nothing: ExportList = { exports: [], problems: [] };
    writeFileSync(join(folder, exportListFile), JSON.stringify(nothing));
    return;
  }
  const ownFolder = catalog === ownCatalog ? exporting.ownFolder : undefined;
  const kept = ownFolder ?? join(functions, '.catalog-exports');
  cpSync(madeExports({ catalog: resolve(catalog), partnerName }, kept), folder, {
    recursive: true,
  });
  const list = v.parse(exportListSchema, readFileSync(join(folder, exportListFile), 'utf8'));
  for (const problem of list.problems) {
    process.stderr.write(`${catalog}: not offered for download: ${problem}\n`);
  }
}

/** A folder with the exports: as they were made before, or else new ones. */
function madeExports(asked: Omit<AskedExports, 'folder'>, kept: string): string {
  const { catalog, partnerName } = asked;
  const folder = join(kept, partnerName);
  const record = join(kept, '.records', `${partnerName}.json`);
  const sources = hashOfFolder(catalog, exporting.version());
  if (holdsWhatItRecords(folder, record, sources)) return folder;
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(join(kept, '.'));
  execFileSync(process.execPath, [exporting.program], {
    input: JSON.stringify({ ...asked, folder: made }),
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  replaceFolder(folder, made);
  keepRecord(folder, record, sources);
  return folder;
}
