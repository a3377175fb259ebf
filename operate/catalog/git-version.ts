import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

// In a hook, git sets them for its own repository and folder.
const ofHooks = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
]);

/** Runs git in a folder; undefined if it fails. */
function git(folder: string, ...args: readonly string[]): string | undefined {
  const env = Object.entries(process.env).filter(([name]) => !ofHooks.has(name));
  try {
    return execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: Object.fromEntries(env),
    }).trim();
  } catch {
    return undefined;
  }
}

/** Why no version of a folder can be read from git; undefined if one can. */
export function gitProblem(folder: string): string | undefined {
  if (git('.', 'version') === undefined) return 'git is not installed';
  if (git(folder, 'rev-parse', '--show-prefix') === undefined) {
    return `${folder} is in no git repository`;
  }
  return git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD') === undefined
    ? 'git has no commit yet'
    : undefined;
}

/**
 * The commit to compare with: that of the last release, which is a tag; without one, where the branch left the
 * main branch; on the main branch, the commit before. Undefined if there is none, as in a shallow clone.
 */
export function baseCommit(folder: string): string | undefined {
  const tag = git(folder, 'describe', '--tags', '--abbrev=0', 'HEAD^');
  if (tag !== undefined) return tag;
  const head = git(folder, 'rev-parse', 'HEAD');
  const bases = mainBranches.map((branch) => git(folder, 'merge-base', 'HEAD', branch));
  const base = bases.find((commit) => commit !== undefined && commit !== head);
  return base ?? git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD^');
}

/** What the main branch can be called; `origin/HEAD` is the one that the server has chosen. */
const mainBranches = ['origin/HEAD', 'origin/main', 'main', 'origin/master', 'master'];

/** Why `baseCommit` finds none. */
export function noBaseReason(folder: string): string {
  return git(folder, 'rev-parse', '--is-shallow-repository') === 'true'
    ? 'the clone is shallow, and git has no earlier commit in it (in CI, fetch-depth: 0 gives them all)'
    : 'git has no earlier commit here: this is the first';
}

/** Whether git has a commit of that name. */
export function hasCommit(folder: string, ref: string): boolean {
  if (ref === '' || ref.startsWith('-')) return false;
  return git(folder, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`) !== undefined;
}

/** Writes a folder as it was in a commit into another one; returns where it is, or undefined if it was not there. */
export function extractVersion(folder: string, ref: string, into: string): string | undefined {
  const prefix = git(folder, 'rev-parse', '--show-prefix');
  const top = git(folder, 'rev-parse', '--show-toplevel') ?? folder;
  const archive = join(into, 'catalog.tar');
  if (git(top, 'archive', `--output=${archive}`, `${ref}:${prefix ?? ''}`) === undefined)
    return undefined;
  const version = join(into, 'catalog');
  mkdirSync(version);
  execFileSync('tar', ['-xf', archive, '-C', version]);
  return version;
}
