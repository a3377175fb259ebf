import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { reachableOutputs } from './reachable-outputs.ts';
import { trimming } from './trims.ts';

// Bundles a module, as the text on its standard input says, and writes esbuild's list of inputs and outputs
// to its standard output. A program of its own, since esbuild takes plugins only where it may answer later,
// and the stack's constructs cannot wait.

const question = v.object({
  entryPoint: v.string(),
  outfile: v.string(),
  alias: v.record(v.string(), v.string()),
  isTrimmed: v.boolean(),
  isDivided: v.boolean(),
});

const asked = v.parse(question, JSON.parse(await text(process.stdin)));
const folder = join(import.meta.dirname, '../..');
const { metafile, outputFiles } = await build({
  absWorkingDir: folder,
  entryPoints: [asked.entryPoint],
  outdir: dirname(asked.outfile),
  entryNames: basename(asked.outfile, '.mjs'),
  chunkNames: '[name]-[hash]',
  outExtension: { '.js': '.mjs' },
  splitting: asked.isDivided,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // esbuild can tree-shake only the SDK's ES module builds.
  mainFields: ['module', 'main'],
  alias: asked.alias,
  plugins: asked.isTrimmed ? [trimming] : [],
  logLevel: 'warning',
  metafile: true,
  write: false,
});
const entry = relative(folder, asked.outfile);
const outputs = reachableOutputs(entry, metafile.outputs);
mkdirSync(dirname(asked.outfile), { recursive: true });
for (const { path, contents } of outputFiles) {
  if (relative(folder, path) in outputs) writeFileSync(path, contents);
}
process.stdout.write(JSON.stringify({ ...metafile, outputs }));
