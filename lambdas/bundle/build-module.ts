import { build, type Metafile } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import * as v from 'valibot';
import { reachableOutputs } from './reachable-outputs.ts';
import { trimming } from './trims.ts';

/** What is bundled into which file, and how. */
export const moduleToBuild = v.object({
  entryPoint: v.string(),
  outfile: v.string(),
  alias: v.record(v.string(), v.string()),
  isTrimmed: v.boolean(),
  isDivided: v.boolean(),
});

const folder = join(import.meta.dirname, '../..');

/** Bundles a module, and resolves with esbuild's list of inputs and outputs: those that can be reached. */
export async function buildModule(asked: v.InferOutput<typeof moduleToBuild>): Promise<Metafile> {
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
  const outputs = reachableOutputs(relative(folder, asked.outfile), metafile.outputs);
  mkdirSync(dirname(asked.outfile), { recursive: true });
  for (const { path, contents } of outputFiles) {
    if (relative(folder, path) in outputs) writeFileSync(path, contents);
  }
  return { ...metafile, outputs };
}
