import { buildSync } from 'esbuild';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from '../web/bundle.ts';
import { replaceFolder } from './replace-folder.ts';

/** The functions of the app; each is a folder here with an `index.ts`. */
export type FunctionName = 'fan-out' | 'retry' | 'reconcile' | 'registration';

const bundlesFolder = join(import.meta.dirname, '../dist/functions');

/**
 * Bundles a function into a folder with an `index.mjs`, and returns the folder: the very code that
 * the stack deploys and local mode runs. The whole AWS SDK goes in, so that a function runs with
 * the versions that were tested and not with those of the runtime. Several processes may do so at
 * once: what is in the folder already, and the same, is not touched.
 */
export function bundleFunction(name: FunctionName): string {
  mkdirSync(bundlesFolder, { recursive: true });
  const made = mkdtempSync(join(bundlesFolder, '.'));
  bundleCode(name, made);
  if (name === 'registration') addRegistrationFiles(made);
  const folder = join(bundlesFolder, name);
  mkdirSync(folder, { recursive: true });
  replaceFolder(folder, made);
  return folder;
}

function bundleCode(name: FunctionName, folder: string): void {
  buildSync({
    entryPoints: [join(import.meta.dirname, name, 'index.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ES module builds of the SDK are the ones that esbuild can shake.
    mainFields: ['module', 'main'],
    // CommonJS packages inside an ES module look for a `require`.
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** Puts beside the registration function what it serves: the page, the catalogue, the API's description. */
function addRegistrationFiles(folder: string): void {
  buildPage(join(folder, 'web'));
  cpSync(join(import.meta.dirname, '../catalog'), join(folder, 'catalog'), {
    recursive: true,
    filter: (file) => !/\.(?:ts|md)$/.test(file),
  });
  cpSync(join(import.meta.dirname, 'registration/openapi.yaml'), join(folder, 'openapi.yaml'));
}
