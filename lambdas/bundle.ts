import { buildSync } from 'esbuild';
import { join } from 'node:path';

/** The functions of the app; each is a folder here with an `index.ts`. */
export type FunctionName = 'fan-out' | 'retry' | 'reconcile';

const bundlesFolder = join(import.meta.dirname, '../dist/functions');

/**
 * Bundles a function into a folder with an `index.mjs`, and returns the folder: the very code that
 * the stack deploys and local mode runs. The whole AWS SDK goes in, so that a function runs with
 * the versions that were tested and not with those of the runtime.
 */
export function bundleFunction(name: FunctionName): string {
  const folder = join(bundlesFolder, name);
  buildSync({
    entryPoints: [join(import.meta.dirname, name, 'index.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ES module builds of the SDK are the ones that esbuild can shake.
    mainFields: ['module', 'main'],
    // CommonJS packages inside an ES module look for a `require`.
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return folder;
}
