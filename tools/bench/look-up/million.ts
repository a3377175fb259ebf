import { join } from 'node:path';
import * as v from 'valibot';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { startProgram } from '../measure/child-program.ts';
import { inMib } from '../measure/memory.ts';

const program = join(import.meta.dirname, 'million-program.ts');

const millionSchema = v.object({
  generators: v.number(),
  lookUps: v.number(),
  found: v.number(),
  heapBytes: v.number(),
});

/** What it took to look generators of a table up, each once: half of them have a mapping. */
export type Million = v.InferOutput<typeof millionSchema>;

/** Looks 400,000 generators of a table with a million mappings up, in a process of its own. */
export async function measureMillion(): Promise<Million> {
  await using child = startProgram(program, ['--expose-gc']);
  return await child.ask({}, millionSchema);
}

/** The table of it. */
export function millionTable({ generators, lookUps, found, heapBytes }: Million): ResultTable {
  return {
    title: 'Generators of a table with a million mappings, each once',
    head: ['generators', 'look-ups', 'mappings found', 'most live heap MiB'],
    rows: [[generators, lookUps, found, inMib(heapBytes)]],
    notes: [
      'Half of the generators have one mapping, the others none. The table computes its mappings, so that the heap is that of the cache; it was measured every 40,000 generators.',
    ],
  };
}

const maxHeapMib = 128;

/** That the cache does not grow with the number of generators. */
export function millionGoal({ heapBytes }: Million): Goal {
  const heapMib = inMib(heapBytes);
  return {
    text: 'Live heap of the cache when 400,000 generators were looked up, MiB',
    aim: `<= ${maxHeapMib}`,
    measured: String(heapMib),
    isReached: heapMib <= maxHeapMib,
  };
}
