import { transform, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { shortenTemplates } from './shorten-templates.ts';
import { trimmed, trimmedFiles } from './trims.ts';

/** Shortens the pages: the htm templates of their modules, and packages; as a plugin of esbuild. */
export const shortening: Plugin = {
  name: 'shortening',
  setup(building) {
    building.onLoad(
      { filter: /[\\/](?:web|emulator[\\/]page(?:-parts)?)[\\/].*\.ts$/ },
      loadModule,
    );
    building.onLoad({ filter: trimmedFiles }, ({ path }) => ({
      contents: trimmed(path, readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

async function loadModule({ path }: { readonly path: string }) {
  // Without white space, and so without comments.
  const options = { loader: 'ts', minifyWhitespace: true, sourcefile: path } as const;
  const { code } = await transform(readFileSync(path, 'utf8'), options);
  return { contents: shortenTemplates(code), loader: 'js' as const };
}
