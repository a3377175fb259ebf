import type { Metafile } from 'esbuild';
import { join } from 'node:path';
import type { FunctionName } from '../settings/function-name.ts';
import { bundleModuleLater } from './bundle-module.ts';
import { bundleOptions, functionEntry } from './function-entry.ts';
import { writeServedFiles } from './served-files.ts';

/** Makes a function's code in a folder: its bundle, and what it serves. Resolves with esbuild's list of the bundle. */
export async function makeCodeIn(name: FunctionName, folder: string): Promise<Metafile> {
  const outfile = join(folder, 'index.mjs');
  const metafile = await bundleModuleLater(functionEntry(name), outfile, bundleOptions(name));
  if (name === 'registration') writeServedFiles(folder);
  return metafile;
}
