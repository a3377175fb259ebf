import { join } from 'node:path';
import { buildSync, type Metafile, type Plugin } from 'esbuild';
import { emulatorPage } from '../../emulator/page/bundle.ts';

const folder = join(import.meta.dirname, '../../emulator/page');

/** The emulator's page, as the plugin that puts its files in the place of its bundler, and what it is made of. */
export function builtPage(): { readonly plugin: Plugin; readonly metafile: Metafile } {
  const contents = `const page = ${JSON.stringify(emulatorPage())};
export const emulatorPage = () => page;`;
  const plugin: Plugin = {
    name: 'built-page',
    setup(building) {
      building.onLoad({ filter: /[\\/]emulator[\\/]page[\\/]bundle\.ts$/ }, () => ({
        contents,
        loader: 'js',
      }));
    },
  };
  const { metafile } = buildSync({
    entryPoints: [join(folder, 'main.ts')],
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
  });
  return { plugin, metafile };
}
