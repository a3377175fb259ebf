import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from '../../web/bundle.ts';
import { bundleModule, type BundleOptions } from './bundle-module.ts';
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

/**
 * Bundles a function into a folder with an `index.mjs`, and returns the folder: the code that the stack
 * deploys and local mode runs. The bundle includes the AWS SDK, except what `stand-ins` replaces, so that
 * a function runs with the tested versions and not the runtime's. Several processes may bundle at once:
 * unchanged files in the folder are not touched.
 */
export function bundleFunction(name: FunctionName): string {
  mkdirSync(bundlesFolder, { recursive: true });
  const made = mkdtempSync(join(bundlesFolder, '.'));
  bundleModule(functionEntry(name), join(made, 'index.mjs'), bundleOptions(name));
  if (name === 'registration') writeServedFiles(made);
  if (makesStubs(name)) writeKeptMembersFile(catalogFolder, made);
  const folder = join(bundlesFolder, name);
  mkdirSync(folder, { recursive: true });
  replaceFolder(folder, made);
  return folder;
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
