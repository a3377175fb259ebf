import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Runs git in a folder; undefined if it fails. */
function git(folder: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

/**
 * The commit to compare with: that of the last release, which is a tag; without one, where the branch left the
 * main branch; on the main branch, the commit before. Undefined if there is none, as in a shallow clone.
 */
export function baseCommit(folder: string): { readonly ref: string } | undefined {
  const tag = git(folder, 'describe', '--tags', '--abbrev=0', 'HEAD^');
  if (tag !== undefined) return { ref: tag };
  const head = git(folder, 'rev-parse', 'HEAD');
  const bases = ['origin/main', 'main'].map((branch) => git(folder, 'merge-base', 'HEAD', branch));
  const base = bases.find((commit) => commit !== undefined && commit !== head);
  const ref = base ?? git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD^');
  return ref === undefined ? undefined : { ref };
}

/** Writes a folder as it was in a commit into another one; returns where it is, or undefined if it was not there. */
export function extractVersion(folder: string, ref: string, into: string): string | undefined {
  const prefix = git(folder, 'rev-parse', '--show-prefix');
  const archive = join(into, 'catalog.tar');
  if (prefix === undefined || ref.startsWith('-')) return undefined;
  const top = git(folder, 'rev-parse', '--show-toplevel') ?? folder;
  if (git(top, 'archive', `--output=${archive}`, `${ref}:${prefix}`) === undefined)
    return undefined;
  const version = join(into, 'catalog');
  mkdirSync(version);
  execFileSync('tar', ['-xf', archive, '-C', version]);
  return version;
}
