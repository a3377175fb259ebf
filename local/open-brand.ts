import { join } from 'node:path';
import { functionsFolder } from '../lambdas/bundle/function-code.ts';
import { writeBrand } from '../lambdas/bundle/write-brand.ts';
import { readBrand } from '../lambdas/settings/brand/read-brand.ts';
import { InputError } from '../terminal/input-error.ts';

/** Writes the brand of a stage's file for the page, and returns the folder. Throws an InputError. */
export function openBrand(file: string): string {
  const brand = readBrand(file);
  if ('problem' in brand) throw new InputError(`--brand ${file}: ${brand.problem}`);
  // Beside the functions: the folder of a package may be read-only.
  const folder = join(functionsFolder(), 'local-brand');
  writeBrand(brand, folder);
  return folder;
}
