import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brandFile } from '../contract/brand.ts';
import { brandOf, readLogo, type GivenBrand } from '../settings/brand/given-brand.ts';
import { compressFiles } from './compress-files.ts';

/**
 * Writes what the registration function serves of a brand, into a folder of its own: `brand.json`, and the
 * logo in `assets/`. Replaces what was there. Throws an Error if the logo is none.
 */
export function writeBrand(brand: GivenBrand, folder: string): void {
  const logo = brand.logo === undefined ? undefined : readLogo(brand.logo);
  if (logo !== undefined && 'problem' in logo) {
    throw new Error(`brand.logo ${logo.problem}: ${brand.logo}`);
  }
  rmSync(folder, { recursive: true, force: true });
  const assets = join(folder, 'assets');
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(folder, brandFile), JSON.stringify(brandOf(brand, logo)));
  if (logo !== undefined) writeFileSync(join(assets, logo.fileName), logo.bytes);
  compressFiles(assets);
}
