import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder hold exactly the files of another one, and deletes the other one. Unchanged files stay
 * untouched, and each changed file is replaced atomically: a concurrent reader finds complete files.
 */
export function replaceFolder(folder: string, made: string): void {
  const files = filesIn(made);
  for (const file of files) {
    if (isSame(join(folder, file), join(made, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    renameSync(join(made, file), join(folder, file));
  }
  const wanted = new Set(files);
  for (const file of filesIn(folder)) {
    if (!wanted.has(file)) rmSync(join(folder, file), { force: true });
  }
  rmSync(made, { recursive: true });
}

/** The paths of all files in a folder. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function isSame(file: string, other: string): boolean {
  try {
    return readFileSync(file).equals(readFileSync(other));
  } catch {
    return false;
  }
}
