import type { Metafile } from 'esbuild';

type Outputs = Metafile['outputs'];
type Import = Outputs[string]['imports'][number];

/**
 * The files of a bundle that its entry point loads, directly or not; the entry point's own is the first. esbuild
 * also writes parts for imports that it has found to be dead code.
 *
 * @param entry the path of the entry point's output
 */
export function reachableOutputs(
  entry: string,
  outputs: Outputs,
  isFollowed: (one: Import) => boolean = () => true,
): Outputs {
  const reached = new Set([entry]);
  for (const path of reached) {
    for (const one of outputs[path]?.imports ?? []) {
      if (one.path in outputs && isFollowed(one)) reached.add(one.path);
    }
  }
  return Object.fromEntries(
    Array.from(reached, (path) => [path, outputs[path]] as const).flatMap(([path, output]) =>
      output === undefined ? [] : [[path, output]],
    ),
  );
}
