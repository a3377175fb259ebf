import type { Plugin } from 'esbuild';

const used: ReadonlySet<string> = new Set(['./plugins/typescript.mjs', './plugins/estree.mjs']);

/** The types of the catalogue are laid out by prettier, of which 2 MB are for other languages than TypeScript. */
export const withoutPrettiersLanguages: Plugin = {
  name: 'without-prettiers-languages',
  setup(building) {
    building.onResolve({ filter: /^\.\/plugins\/\w+\.mjs$/ }, ({ path, importer }) => {
      if (used.has(path) || !importer.includes('/node_modules/prettier/')) return undefined;
      return { path, namespace: 'left-out' };
    });
    building.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'export {};' }));
  },
};
