import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a run has written of the detail types: a name on each line. */
const listFile = 'files.txt';

/** Only what a run may have written: the list could have been changed. */
const possibleName = /^(?:types|samples)\/[a-z0-9_][a-z0-9_.-]*\.(?:html|md|json)$/;

/**
 * Removes the files that an earlier run has written and this one has not, and lists those of this run. It
 * touches no other files: the folder may be the vendor's documentation.
 *
 * @param written names from the folder
 */
export async function removeEarlier(folder: string, written: ReadonlySet<string>): Promise<void> {
  const list = join(folder, listFile);
  const earlier = await readFile(list, 'utf8').catch(() => '');
  for (const name of earlier.split('\n')) {
    if (possibleName.test(name) && !written.has(name))
      await rm(join(folder, name), { force: true });
  }
  await writeFile(list, [...written, ''].join('\n'));
}
