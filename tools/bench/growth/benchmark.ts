import { join } from 'node:path';
import * as v from 'valibot';
import { bundleFunction } from '../../../lambdas/bundle/bundle.ts';
import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { memoryOptions } from '../../../local/lambda/process-memory.ts';
import type { Benchmark, BenchmarkResult } from '../../results/benchmark.ts';
import { startProgram, type ChildProgram } from '../measure/child-program.ts';
import { interleave } from '../measure/interleave.ts';
import { inMib } from '../measure/memory.ts';
import { watched } from '../measure/watched.ts';
import {
  crowded,
  growthVariants,
  newWorkloads,
  workloads,
  type NamedWorkload,
} from './variants.ts';
import { functionVariables } from './function-variables.ts';
import { growthPlots } from './plots.ts';
import { newGoals, newTable } from './new-tables.ts';
import { growthGoals, growthRows, growthTable, type GrowthRuns } from './tables.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

const rounds = 10;
// These take seconds each.
const newRounds = 5;

const program = (name: string) => join(import.meta.dirname, name);

/** What an entry costs, the more of them there are, and what the function holds meanwhile. */
export const growthBenchmark: Benchmark = {
  name: 'growth',
  title: "The fan-out function's cost and memory as events and customers grow",
  async run(progress) {
    await using stub = startProgram(program('stub-program.ts'));
    const url = await stub.ask({ ask: 'url' }, v.string());
    const plain = await measure(workloads, { url, stub, progress, rounds });
    const large = await measure(newWorkloads, { url, stub, progress, rounds: newRounds }, crowded);
    return resultOf(plain, large);
  },
};

/** What measuring some workloads needs. */
interface Measuring {
  readonly url: string;
  readonly stub: ChildProgram;
  readonly progress: (text: string) => void;
  readonly rounds: number;
}

/** Runs workloads in turns in a process of the function, and then another one alone. */
async function measure(
  named: readonly NamedWorkload[],
  { url, stub, progress, rounds: turns }: Measuring,
  last?: NamedWorkload,
): Promise<GrowthRuns> {
  const { memoryMb } = deployments['fan-out'];
  await using handler = startProgram(
    program('handler-program.ts'),
    ['--expose-gc', ...memoryOptions(memoryMb)],
    { ...functionVariables(url), FUNCTION_FOLDER: bundleFunction('fan-out') },
  );
  const variants = growthVariants(named, { handler, stub });
  const runs = await interleave(watched(variants, turns, progress), turns);
  if (last === undefined) return runs;
  const more = watched(growthVariants([last], { handler, stub }), 1, progress);
  return new Map([...runs, ...(await interleave(more, 1))]);
}

/** The tables, goals and plots of the runs: of generators that are always the same, and of new ones. */
export function resultOf(plain: GrowthRuns, large: GrowthRuns): BenchmarkResult {
  const rows = growthRows(plain);
  const newRows = growthRows(large);
  const inOrder = [...plain.values()].flat().toSorted((a, b) => a.entriesSoFar - b.entriesSoFar);
  const heaps = inOrder.map(({ heapBytes }) => inMib(heapBytes));
  return {
    tables: [growthTable(rows), newTable(newRows)],
    goals: [...growthGoals(rows, heaps), ...newGoals(newRows)],
    plots: growthPlots(rows, inOrder),
  };
}
