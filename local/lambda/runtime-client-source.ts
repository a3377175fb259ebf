import { fileURLToPath } from 'node:url';

import { buildSync } from 'esbuild';

let source: string | undefined;

/**
 * The runtime client as one JavaScript module.
 *
 * Node could run the TypeScript file, but stripping the types would cost each process 50 ms at its start and 30 MB of
 * memory, which would count as the function's own.
 */
export function runtimeClientSource(): string {
  source ??= bundle(fileURLToPath(new URL('runtime-client.ts', import.meta.url)));
  return source;
}

function bundle(entryPoint: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
  });
  return outputFiles.map((file) => file.text).join('');
}
