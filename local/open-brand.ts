import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBrand } from '../lambdas/bundle/write-brand.ts';
import { readBrand } from '../lambdas/settings/brand/read-brand.ts';
import { InputError } from '../terminal/input-error.ts';

/** A brand for the page. */
export interface OpenBrand {
  readonly folder: string;
  /** Takes the folder away. */
  close(): void;
}

/**
 * Writes the brand of a stage's file for the page, into a folder of its own: another local mode may run
 * with another brand, and the package's folder may be read-only. Throws an InputError.
 */
export function openBrand(file: string): OpenBrand {
  const brand = readBrand(file);
  if ('problem' in brand) throw new InputError(`--brand ${file}: ${brand.problem}`);
  const folder = mkdtempSync(join(tmpdir(), 'fanout-brand-'));
  writeBrand(brand, folder);
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}
