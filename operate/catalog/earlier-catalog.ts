import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DescribedDetailType } from '../../lambdas/ports/catalog.ts';
import { InputError } from '../../terminal/input-error.ts';
import { openCatalogFolder, readTypes } from './catalog-folder.ts';
import { baseCommit, extractVersion, gitProblem, hasCommit, noBaseReason } from './git-version.ts';

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
  if (isFolder(against)) return await readVersion(against, `--against ${against}:`);
  return against === 'base' ? await readBase(folder) : await readCommit(against, folder);
}

/** There is none in a first commit, which is nothing wrong. */
async function readBase(folder: string): Promise<EarlierCatalog> {
  const problem = gitProblem(folder);
  if (problem !== undefined) return { kind: 'none', reason: problem };
  const base = baseCommit(folder);
  if (base === undefined) return { kind: 'none', reason: noBaseReason(folder) };
  const found = await readExtracted(base, folder);
  return found ?? { kind: 'none', reason: `${base} has no catalogue in this folder` };
}

async function readCommit(against: string, folder: string): Promise<EarlierCatalog> {
  const refuse = (reason: string) =>
    new InputError(`--against ${against}: is not a folder, ${reason}`);
  const problem = gitProblem(folder);
  if (problem !== undefined) throw refuse(`and ${problem}`);
  if (!hasCommit(folder, against)) throw refuse('and git has no such commit, branch or tag');
  const found = await readExtracted(against, folder);
  if (found === undefined) throw refuse(`and that commit has no ${folder}`);
  return found;
}

async function readExtracted(ref: string, folder: string): Promise<EarlierCatalog | undefined> {
  const made = await mkdtemp(join(tmpdir(), 'catalog-check-'));
  try {
    const version = extractVersion(folder, ref, made);
    return version === undefined ? undefined : await readVersion(version, `--against ${ref}:`, ref);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function readVersion(folder: string, option: string, name = folder): Promise<EarlierCatalog> {
  const catalog = openCatalogFolder(folder, 'vendor.example', option);
  const { types, unreadable } = await readTypes(folder, catalog);
  const [problem] = unreadable.values();
  if (problem !== undefined) throw new InputError(`${option} ${problem}`);
  return { kind: 'found', name, types };
}
