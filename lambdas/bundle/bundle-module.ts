import { buildSync, type Metafile } from 'esbuild';
import { join } from 'node:path';
import { aliasesOf, standIns, type StandIn } from './stand-ins/stand-ins.ts';

/**
 * Bundles a module and its imports into one ES module for Lambda's Node.js 24, and returns esbuild's list
 * of inputs, by paths relative to the project's folder.
 *
 * @param replaced the modules that have no use in Lambda, with their stand-ins
 */
export function bundleModule(
  entryPoint: string,
  outfile: string,
  replaced: readonly StandIn[] = standIns,
): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: join(import.meta.dirname, '../..'),
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // esbuild can tree-shake only the SDK's ES module builds.
    mainFields: ['module', 'main'],
    alias: aliasesOf(replaced),
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}
