import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { builtPage } from './built-page.ts';
import { prebuiltModules } from './prebuilt-modules.ts';
import { programPeers } from './program-peers.ts';
import { withoutPrettiersLanguages } from './without-prettiers-languages.ts';

/** The dependencies that all code of the package imports by their names. */
const imported = ['valibot', 'p-limit'];

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  // Node.js shows the line that an error comes from.
  lineLimit: 120,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/** Bundles the producer, which shares nothing with the others: few services have their packages. */
export async function bundleProducer(root: string, folder: string): Promise<Metafile> {
  const { metafile } = await build({
    ...shared,
    absWorkingDir: root,
    entryPoints: [join(root, 'producer/index.ts')],
    outfile: join(folder, 'producer/index.js'),
    external: [...imported, '@aws-sdk/client-sqs', '@aws-sdk/client-s3'],
  });
  return metafile;
}

/** Bundles the stacks, the command line and what they run, and resolves with what they and the emulator's page are made of. */
export async function bundlePrograms(root: string, folder: string): Promise<readonly Metafile[]> {
  const page = builtPage(root);
  const { metafile } = await build({
    ...shared,
    absWorkingDir: root,
    entryPoints: {
      'cdk/index': join(root, 'lib/index.ts'),
      'fanout/main': join(root, 'tools/package/fanout-main.ts'),
      'exports/main': join(root, 'lambdas/bundle/export-program.ts'),
    },
    outdir: folder,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    minifyWhitespace: true,
    external: [...imported, ...programPeers(root)],
    // What esbuild bundles of CommonJS asks for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [page.plugin, prebuiltModules(root), withoutPrettiersLanguages],
  });
  return [metafile, page.metafile];
}
