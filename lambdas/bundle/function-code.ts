import { mkdirSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionName } from '../settings/function-name.ts';
import { bundleModule } from './bundle-module.ts';
import { hashOfSources, holdsWhatItRecords, keepRecord } from './bundle-record.ts';
import { bundleOptions, functionEntry } from './function-entry.ts';
import { makeCodeIn } from './make-code.ts';
import { replaceFolder } from './replace-folder.ts';
import { writeServedFiles } from './served-files.ts';

// Where the functions' code comes from. Here it is made of the sources. The package that `npm pack` makes has none:
// its build puts a module in the place of this one which finds the code that was made then (docs/adr/0050).

const root = join(import.meta.dirname, '../..');
const codeFolders = join(root, 'dist/code');

/** The catalogue of the demonstration, which is this repository's own. */
export const ownCatalog = join(root, 'catalog');

/** Where functions are put together, unless their user has a folder for it. */
export function functionsFolder(): string {
  return join(root, 'dist/functions');
}

/** What exports a catalogue for customers. */
interface Exporting {
  /** A program for Node.js; see `export-program.ts`. */
  readonly program: string;
  /** Another text when the program may make something else. */
  readonly version: () => string;
  /** Where the exports of our own catalogue are kept; those of others, beside the functions. */
  readonly ownFolder: string | undefined;
}

/** The exporter of the sources. */
export const exporting: Exporting = {
  program: join(import.meta.dirname, 'export-program.ts'),
  version: () => hashOfSources(root, ['lambdas']),
  ownFolder: join(root, 'dist/catalog-exports'),
};

/** The functions whose code this process has made, or has found made. */
const made = new Set<FunctionName>();

/**
 * The folder of a function's code: its bundle, and what it serves, but for the catalogue. The bundle includes the AWS
 * SDK, except what `stand-ins` replaces, so that a function runs with the tested versions and not the runtime's. Makes
 * it, unless the folder holds what the sources made when this process first asked. Several processes may do so at once:
 * unchanged files are not touched.
 */
export function codeOf(name: FunctionName): string {
  if (made.has(name)) return folderOf(name);
  const sources = hashOfSources();
  if (!isMade(name, sources)) {
    const folder = newFolder();
    bundleModule(functionEntry(name), join(folder, 'index.mjs'), bundleOptions(name));
    if (name === 'registration') writeServedFiles(folder);
    keep(name, folder);
    keepRecords([name], sources);
  }
  made.add(name);
  return folderOf(name);
}

/** Makes the code of several functions at once, for whoever can wait. */
export async function makeCode(names: readonly FunctionName[]): Promise<void> {
  const sources = hashOfSources();
  const stale = names.filter((name) => !made.has(name) && !isMade(name, sources));
  await Promise.all(
    stale.map(async (name) => {
      const folder = newFolder();
      await makeCodeIn(name, folder);
      keep(name, folder);
    }),
  );
  keepRecords(stale, sources);
  for (const name of names) made.add(name);
}

/** A folder that stands for a function's code where nobody reads it, and that takes no time. */
export function uncompiledCode(name: FunctionName): string {
  return dirname(functionEntry(name));
}

function isMade(name: FunctionName, sources: string): boolean {
  return holdsWhatItRecords(folderOf(name), recordOf(name), sources);
}

function keepRecords(names: readonly FunctionName[], sources: string): void {
  // What has changed in the meantime is in some bundles, and not in others.
  if (names.length === 0 || hashOfSources() !== sources) return;
  for (const name of names) keepRecord(folderOf(name), recordOf(name), sources);
}

const folderOf = (name: FunctionName) => join(codeFolders, name);
const recordOf = (name: FunctionName) => join(codeFolders, '.records', `${name}.json`);

function newFolder(): string {
  mkdirSync(codeFolders, { recursive: true });
  return mkdtempSync(join(codeFolders, '.'));
}

/** Puts what was made into the folder of a function's code. */
function keep(name: FunctionName, folder: string): void {
  mkdirSync(folderOf(name), { recursive: true });
  replaceFolder(folderOf(name), folder);
}
