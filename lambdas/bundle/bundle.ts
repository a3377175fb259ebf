import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from '../../web/bundle.ts';
import { bundleModule } from './bundle-module.ts';
import { compressFile, compressFiles } from './compress-files.ts';
import { replaceFolder } from './replace-folder.ts';

/** The functions of the app; each is a folder here with an `index.ts`. */
export type FunctionName = 'fan-out' | 'retry' | 'reconcile' | 'registration';

const bundlesFolder = join(import.meta.dirname, '../../dist/functions');

/** The module that a function's bundle is made from; it exports `handler`. */
export function functionEntry(name: FunctionName): string {
  return join(import.meta.dirname, '..', name, 'index.ts');
}

/**
 * Bundles a function into a folder with an `index.mjs`, and returns the folder: the very code that
 * the stack deploys and local mode runs. The AWS SDK goes in, so that a function runs with the
 * versions that were tested and not with those of the runtime, but for what `stand-ins` replaces.
 * Several processes may do so at once: what is in the folder already, and the same, is not touched.
 */
export function bundleFunction(name: FunctionName): string {
  mkdirSync(bundlesFolder, { recursive: true });
  const made = mkdtempSync(join(bundlesFolder, '.'));
  bundleModule(functionEntry(name), join(made, 'index.mjs'));
  if (name === 'registration') writeServedFiles(made);
  const folder = join(bundlesFolder, name);
  mkdirSync(folder, { recursive: true });
  replaceFolder(folder, made);
  return folder;
}

/**
 * Puts beside the registration function what it serves: the catalogue, and, compressed beforehand, the
 * page and the API's description.
 */
export function writeServedFiles(folder: string): void {
  buildPage(join(folder, 'web'));
  cpSync(join(import.meta.dirname, '../registration/openapi.yaml'), join(folder, 'openapi.yaml'));
  compressFile(join(folder, 'openapi.yaml'));
  compressFiles(join(folder, 'web'));
  cpSync(join(import.meta.dirname, '../../catalog'), join(folder, 'catalog'), {
    recursive: true,
    filter: (file) => !/\.(?:ts|md)$/.test(file),
  });
}
