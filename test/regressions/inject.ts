import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edit } from './regression.ts';

/** An edit that does not fit the code as it is now. */
class StalePatchError extends Error {
  override readonly name = 'StalePatchError';
}

/** A text after some edits of it. Throws StalePatchError unless each finds its text exactly once. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits.reduce((current, { file, find, replace }) => {
    const [before, after, ...more] = current.split(find);
    if (before === undefined || after === undefined || more.length > 0) {
      const times = after === undefined ? 'not there' : `there ${more.length + 1} times`;
      throw new StalePatchError(`${file}: the text to be replaced is ${times}: ${find}`);
    }
    return before + replace + after;
  }, text);
}

/**
 * Plants edits in the files below a folder. Returns what takes them out again. Throws StalePatchError
 * before anything is written, when an edit does not fit.
 */
export async function inject(folder: string, edits: readonly Edit[]): Promise<() => Promise<void>> {
  const byFile = Map.groupBy(edits, ({ file }) => join(folder, file));
  const injected = await Promise.all(
    Array.from(byFile, async ([path, ofFile]) => {
      const original = await readFile(path, 'utf8');
      return { path, original, text: applyEdits(original, ofFile) };
    }),
  );
  await Promise.all(injected.map(({ path, text }) => writeFile(path, text)));
  return async () => {
    await Promise.all(injected.map(({ path, original }) => writeFile(path, original)));
  };
}
