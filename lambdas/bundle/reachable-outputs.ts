import type { Metafile } from 'esbuild';

type Outputs = Metafile['outputs'];
type Import = Outputs[string]['imports'][number];

/**
 * The files of a bundle that its entry point loads, directly or not, and itself. esbuild also writes parts
 * for imports that it has found to be dead code.
 */
export function reachableOutputs(
  outputs: Outputs,
  isFollowed: (one: Import) => boolean = () => true,
): Outputs {
  const reached = new Set(Object.keys(outputs).slice(0, 1));
  for (const path of reached) {
    for (const one of outputs[path]?.imports ?? []) {
      if (one.path in outputs && isFollowed(one)) reached.add(one.path);
    }
  }
  return Object.fromEntries(Object.entries(outputs).filter(([path]) => reached.has(path)));
}
