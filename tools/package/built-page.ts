import { join } from 'node:path';
import { buildSync, type Metafile, type Plugin } from 'esbuild';
import { emulatorPage } from '../../emulator/page/bundle.ts';

/**
 * The emulator's page, as the plugin that puts its files in the place of its bundler, and what it is made of, with paths
 * from the project's root.
 */
export function builtPage(root: string): { readonly plugin: Plugin; readonly metafile: Metafile } {
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
    absWorkingDir: root,
    entryPoints: [join(root, 'emulator/page/main.ts')],
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
  });
  return { plugin, metafile };
}
