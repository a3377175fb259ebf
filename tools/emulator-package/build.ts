import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { builtPage } from '../package/built-page.ts';
import { keepReachable } from '../package/declarations.ts';
import { packagesIn, licencesOf } from '../package/licences.ts';

/** Builds the emulator's package into `emulator/dist`: two programs without dependencies, and their types. */
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'emulator/dist');

rmSync(folder, { recursive: true, force: true });
const page = builtPage(root);
const { metafile } = await build({
  // Wherever npm starts this: the paths of packages are from the root.
  absWorkingDir: root,
  entryPoints: [join(root, 'emulator/index.ts'), join(root, 'emulator/main.ts')],
  outdir: folder,
  bundle: true,
  splitting: true,
  chunkNames: 'emulator-[hash]',
  platform: 'node',
  target: 'node22',
  format: 'esm',
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'no-credentials.ts') },
  minifySyntax: true,
  minifyWhitespace: true,
  // Node.js shows the line that an error comes from.
  lineLimit: 120,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [page.plugin],
});
const packages = new Set([...packagesIn(metafile), ...packagesIn(page.metafile)]);
writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licencesOf(root, packages));
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'emulator')], {
  stdio: 'inherit',
});
keepReachable(join(folder, 'types'), 'index.d.ts');
