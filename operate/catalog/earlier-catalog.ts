import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DescribedDetailType } from '../../lambdas/ports/catalog.ts';
import { CatalogError } from '../../lambdas/registration/catalog-files.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import { openCatalogFolder } from './catalog-folder.ts';
import { baseCommit, extractVersion } from './git-version.ts';

/** An earlier version of the catalogue, or why there is none to compare with. */
export type EarlierCatalog =
  | {
      readonly kind: 'found';
      readonly name: string;
      readonly types: readonly DescribedDetailType[];
    }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Reads the version that `--against` names. Rejects with an InputError if it cannot be read.
 *
 * @param folder the catalogue as it is now
 */
export async function readEarlier(against: string, folder: string): Promise<EarlierCatalog> {
  if (isFolder(against)) return await readVersion(against, against);
  const base = against === 'base' ? baseCommit(folder) : { ref: against };
  if (base === undefined) {
    return {
      kind: 'none',
      reason: 'git has no earlier commit here (a first commit or a shallow clone)',
    };
  }
  const made = await mkdtemp(join(tmpdir(), 'catalog-check-'));
  try {
    const version = extractVersion(folder, base.ref, made);
    if (version !== undefined) return await readVersion(version, base.ref);
    if (against === 'base') return { kind: 'none', reason: `${base.ref} has no catalogue` };
    throw new InputError(
      `--against ${against}: is no folder, and git has no catalogue of that name`,
    );
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function readVersion(folder: string, name: string): Promise<EarlierCatalog> {
  const catalog = openCatalogFolder(folder, 'vendor.example');
  try {
    const types = await Promise.all(
      catalog.list().map(({ detailType }) => catalog.find(detailType)),
    );
    return { kind: 'found', name, types: types.filter((type) => type !== undefined) };
  } catch (error) {
    const reason = error instanceof CatalogError ? error.message : fileProblem(error);
    throw new InputError(`--against ${name}: ${reason}`, { cause: error });
  }
}
