import type { Metafile } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { aliasesOf, standIns, type StandIn } from './stand-ins/stand-ins.ts';

/** How a module is bundled. */
export interface BundleOptions {
  /** Modules that have no use in Lambda, with their stand-ins; all of them if it is not given. */
  readonly replaced?: readonly StandIn[];
  /** Whether files are trimmed as `trims` says; they are if it is not given. */
  readonly isTrimmed?: boolean;
  /** Whether what is imported later is a file of its own, beside the bundle. */
  readonly isDivided?: boolean;
}

// More than the list of any function's inputs takes.
const maxListBytes = 64 * 1_048_576;

/**
 * Bundles a module and its imports into one ES module for Lambda's Node.js 24, and returns esbuild's list
 * of inputs and outputs, by paths relative to the project's folder. The entry point's output is its first.
 */
export function bundleModule(
  entryPoint: string,
  outfile: string,
  options: BundleOptions = {},
): Metafile {
  const question = moduleOf(entryPoint, outfile, options);
  const program = join(import.meta.dirname, 'bundle-program.ts');
  const list = execFileSync(process.execPath, [program], {
    input: JSON.stringify(question),
    maxBuffer: maxListBytes,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return JSON.parse(list.toString());
}

/** The same, for whoever can wait: in this process, and several modules at once. */
export async function bundleModuleLater(
  entryPoint: string,
  outfile: string,
  options: BundleOptions = {},
): Promise<Metafile> {
  // Whoever finds its bundles made does not load esbuild.
  const { buildModule } = await import('./build-module.ts');
  return await buildModule(moduleOf(entryPoint, outfile, options));
}

function moduleOf(
  entryPoint: string,
  outfile: string,
  { replaced = standIns, isTrimmed = true, isDivided = false }: BundleOptions,
) {
  return { entryPoint, outfile, alias: aliasesOf(replaced), isTrimmed, isDivided };
}
