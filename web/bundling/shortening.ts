import { transform, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { shortenTemplates } from './shorten-templates.ts';

/** Shortens the htm templates of the pages' modules, as a plugin of esbuild. */
export const shortening: Plugin = {
  name: 'shortening',
  setup(building) {
    building.onLoad({ filter: /[\\/](?:web|emulator[\\/]page(?:-parts)?)[\\/].*\.ts$/ }, load);
  },
};

async function load({ path }: { readonly path: string }) {
  // Without white space, and so without comments.
  const options = { loader: 'ts', minifyWhitespace: true, sourcefile: path } as const;
  const { code } = await transform(readFileSync(path, 'utf8'), options);
  return { contents: shortenTemplates(code), loader: 'js' as const };
}
