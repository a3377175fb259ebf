import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from '../../web/bundle.ts';
import { bundleModule, bundleModuleLater, type BundleOptions } from './bundle-module.ts';
import { hashOfSources, holdsWhatItRecords, keepRecord } from './bundle-record.ts';
import type { FunctionName } from '../settings/function-name.ts';
import { compressFile, compressFiles } from './compress-files.ts';
import { makesStubs, writeKeptMembersFile } from './kept-members-file.ts';
import { replaceFolder } from './replace-folder.ts';

const bundlesFolder = join(import.meta.dirname, '../../dist/functions');
const catalogFolder = join(import.meta.dirname, '../../catalog');

/** The module that a function's bundle is made from; it exports `handler`. */
export function functionEntry(name: FunctionName): string {
  return join(import.meta.dirname, '..', name, 'index.ts');
}

// Most requests of the API, most replays and most batches do not need much of what these have.
const divided: ReadonlySet<FunctionName> = new Set(['fan-out', 'retry', 'registration', 'replay']);

/** How a function is bundled: in one file, unless it has much that it seldom needs. */
export function bundleOptions(name: FunctionName): BundleOptions {
  return { isDivided: divided.has(name) };
}

/** The folders of those that this process has bundled, or has found bundled. */
const bundled = new Map<FunctionName, string>();

/**
 * Bundles a function into a folder with an `index.mjs`, and returns the folder: the code that the stack
 * deploys and local mode runs. The bundle includes the AWS SDK, except what `stand-ins` replaces, so that
 * a function runs with the tested versions and not the runtime's. Does nothing if the folder holds what the
 * sources made when this process first asked. Several processes may bundle at once: unchanged files in the
 * folder are not touched.
 */
export function bundleFunction(name: FunctionName): string {
  const before = bundled.get(name);
  if (before !== undefined) return before;
  const sources = hashOfSources();
  if (!isBundled(name, sources)) {
    const made = newFolder();
    bundleModule(functionEntry(name), join(made, 'index.mjs'), bundleOptions(name));
    finishBundle(name, made);
    keepRecords([name], sources);
  }
  bundled.set(name, folderOf(name));
  return folderOf(name);
}

/** Bundles several functions at once, for whoever can wait. */
export async function bundleFunctions(names: readonly FunctionName[]): Promise<void> {
  const sources = hashOfSources();
  const stale = names.filter((name) => !bundled.has(name) && !isBundled(name, sources));
  await Promise.all(
    stale.map(async (name) => {
      const made = newFolder();
      await bundleModuleLater(functionEntry(name), join(made, 'index.mjs'), bundleOptions(name));
      finishBundle(name, made);
    }),
  );
  keepRecords(stale, sources);
  for (const name of names) bundled.set(name, folderOf(name));
}

function isBundled(name: FunctionName, sources: string): boolean {
  return holdsWhatItRecords(folderOf(name), recordOf(name), sources);
}

function keepRecords(names: readonly FunctionName[], sources: string): void {
  // What has changed in the meantime is in some bundles, and not in others.
  if (names.length === 0 || hashOfSources() !== sources) return;
  for (const name of names) keepRecord(folderOf(name), recordOf(name), sources);
}

const folderOf = (name: FunctionName) => join(bundlesFolder, name);
const recordOf = (name: FunctionName) => join(bundlesFolder, '.records', `${name}.json`);

function newFolder(): string {
  mkdirSync(bundlesFolder, { recursive: true });
  return mkdtempSync(join(bundlesFolder, '.'));
}

/** Puts beside the bundle what the function needs besides, and all of it into the function's folder. */
function finishBundle(name: FunctionName, made: string): void {
  if (name === 'registration') writeServedFiles(made);
  if (makesStubs(name)) writeKeptMembersFile(catalogFolder, made);
  const folder = folderOf(name);
  mkdirSync(folder, { recursive: true });
  replaceFolder(folder, made);
}

/**
 * Puts next to the registration function what it serves: the catalogue, and the page and the API
 * description, already compressed.
 */
export function writeServedFiles(folder: string): void {
  buildPage(join(folder, 'web'));
  cpSync(join(import.meta.dirname, '../registration/openapi.yaml'), join(folder, 'openapi.yaml'));
  compressFile(join(folder, 'openapi.yaml'));
  compressFiles(join(folder, 'web'));
  cpSync(catalogFolder, join(folder, 'catalog'), {
    recursive: true,
    filter: (file) => !/\.(?:ts|md)$/.test(file),
  });
}
