import { buildSync, type Metafile } from 'esbuild';
import { join } from 'node:path';
import { aliasesOf, standIns, type StandIn } from './stand-ins/stand-ins.ts';

/**
 * Bundles a module and all that it imports into one ES module for Lambda's Node.js 24, and returns
 * what went in, by paths relative to the project's folder.
 *
 * @param replaced what stands in for modules that have no use in Lambda
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
    // The ES module builds of the SDK are the ones that esbuild can shake.
    mainFields: ['module', 'main'],
    alias: aliasesOf(replaced),
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}
