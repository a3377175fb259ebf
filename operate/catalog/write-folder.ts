import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { ExportedFile } from '../../lambdas/catalog-exports/exported-catalog.ts';
import { InputError } from '../../terminal/input-error.ts';

/** What an export has written: a name on each line. */
const listFile = 'files.txt';

/**
 * Writes files into a folder. They are all written beside it before anything in it changes. What an earlier
 * export wrote is replaced. Rejects with an InputError if the folder holds other files, unless they may be
 * there: then they stay.
 */
export async function writeFolder(
  folder: string,
  files: readonly ExportedFile[],
  mayHoldOthers: boolean,
): Promise<void> {
  const earlier = await earlierFiles(folder, mayHoldOthers);
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const made = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const list = files.map(({ path }) => path);
    await writeAll(made, [...files, { path: listFile, text: `${list.join('\n')}\n` }]);
    await moveAll(made, target, [...list, listFile]);
    const stale = earlier.filter((name) => !list.includes(name) && name !== listFile);
    await Promise.all(stale.map((name) => rm(join(target, name), { force: true })));
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function writeAll(folder: string, files: readonly ExportedFile[]): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    // Scripts are run.
    await writeFile(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
}

async function moveAll(from: string, to: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await rename(join(from, name), join(to, name));
  }
}

/** The files in the folder that an earlier export wrote. */
async function earlierFiles(folder: string, mayHoldOthers: boolean): Promise<readonly string[]> {
  const present = await filesIn(folder);
  const listed = present.includes(listFile)
    ? (await readFile(join(folder, listFile), 'utf8')).split('\n')
    : [];
  const known = new Set([...listed, listFile]);
  const others = present.filter((name) => !known.has(name));
  const [other] = others;
  if (other === undefined || mayHoldOthers) return present.filter((name) => known.has(name));
  const more = others.length === 1 ? '' : ` and ${others.length - 1} more`;
  throw new InputError(
    `--output ${folder}: holds ${other}${more}, which no export wrote; choose another folder or give --force`,
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .toSorted();
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
