import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Modules that make something of the sources, and what finds it in the package instead. */
const replaced: Readonly<Record<string, string>> = {
  'lambdas/bundle/function-code.ts': 'function-code.ts',
  'web/bundle.ts': 'page-bundle.ts',
  'local/lambda/runtime-client-source.ts': 'runtime-client-source.ts',
  'local/webhooks.ts': 'webhooks.ts',
};

/** Puts the modules of `prebuilt/` in the place of those that make at run time what the package has. */
export function prebuiltModules(root: string): Plugin {
  const standIns = new Map(
    Object.entries(replaced).map(([path, file]) => [
      join(root, path),
      join(import.meta.dirname, 'prebuilt', file),
    ]),
  );
  return {
    name: 'prebuilt-modules',
    setup(building) {
      building.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir }) => {
        const standIn = standIns.get(join(resolveDir, path));
        return standIn === undefined ? undefined : { path: standIn };
      });
    },
  };
}
