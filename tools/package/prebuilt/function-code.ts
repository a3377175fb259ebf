import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as built from '../../../lambdas/bundle/function-code.ts';

// In the package, what `npm pack` has made stands one folder above the code that reads it.

/** In the place of {@link built.ownCatalog}. */
export const ownCatalog: typeof built.ownCatalog = join(
  import.meta.dirname,
  '../demonstration/catalog',
);

/** The code is there. */
export const codeOf: typeof built.codeOf = (name) =>
  join(import.meta.dirname, '../functions', name);

/** The same. */
export const uncompiledCode: typeof built.uncompiledCode = (name) => codeOf(name);

/** Nothing has to be made. */
export const makeCode: typeof built.makeCode = async () => await Promise.resolve();

const program = join(import.meta.dirname, '../exports/main.js');

/** The program that `npm pack` has bundled. */
export const exporting: typeof built.exporting = {
  program,
  // It imports the rest by names that have a hash of what they hold.
  version: () => readFileSync(program, 'utf8'),
  ownFolder: undefined,
};

let folder: string | undefined;

/** A folder of this process alone: the package's own may be read-only. */
export const functionsFolder: typeof built.functionsFolder = () => {
  folder ??= newFolder();
  return folder;
};

function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fanout-functions-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}
