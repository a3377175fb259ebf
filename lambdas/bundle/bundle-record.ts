import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';

const ownProject = join(import.meta.dirname, '../..');

/** Where all is that bundles are made from and by, but for packages. */
export const bundledFolders = ['lambdas', 'web', 'emulator'] as const;

// What npm writes when it has installed packages, and what it was told to install.
const settingFiles = ['node_modules/.package-lock.json', 'package-lock.json', 'tsconfig.json'];
const notBundled = /(?:^|\/)(?:node_modules|dist)\//;

const recordSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ sources: v.string(), files: v.string() }),
);

/** Whether a folder holds what was made of the sources with such a hash, as its record says, and nothing else. */
export function holdsWhatItRecords(folder: string, record: string, sources: string): boolean {
  const kept = readRecord(record);
  return kept?.sources === sources && kept.files === hashOfFolder(folder, '');
}

/** Writes down what a folder was made from and holds, in a file that is not in it. Others may do so at once. */
export function keepRecord(folder: string, record: string, sources: string): void {
  mkdirSync(dirname(record), { recursive: true });
  const written = `${record}.${process.pid}`;
  writeFileSync(written, JSON.stringify({ sources, files: hashOfFolder(folder, '') }));
  renameSync(written, record);
}

function readRecord(file: string) {
  try {
    return v.parse(recordSchema, readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A hash of all that bundles are made from and by: the content of sources, and the packages that npm has installed.
 *
 * @param folders where the sources are
 */
export function hashOfSources(
  project = ownProject,
  folders: readonly string[] = bundledFolders,
): string {
  const sources = folders.flatMap((folder) =>
    filesIn(join(project, folder)).map((file) => join(folder, file)),
  );
  return hashOf(project, [...sources, ...settingFiles], process.version);
}

/** A hash of the files in a folder, and of a text. */
export function hashOfFolder(folder: string, more: string): string {
  return hashOf(folder, filesIn(folder), more);
}

/** The paths of the files in a folder, relative to it; none if there is no folder. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((file) => !notBundled.test(file))
      .toSorted();
  } catch {
    return [];
  }
}

/** Of the names and contents of files; a file that is not there counts as such. */
function hashOf(folder: string, files: readonly string[], more = ''): string {
  const hash = createHash('sha256').update(more);
  for (const file of files) {
    const content = contentOf(join(folder, file));
    hash.update(`\0${file}\0${content?.length ?? 'none'}\0`).update(content ?? '');
  }
  return hash.digest('hex');
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
