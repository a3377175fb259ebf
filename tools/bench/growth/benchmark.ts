import { join } from 'node:path';
import * as v from 'valibot';
import { bundleFunction } from '../../../lambdas/bundle/bundle.ts';
import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { memoryOptions } from '../../../local/lambda/process-memory.ts';
import type { Benchmark, BenchmarkResult } from '../../results/benchmark.ts';
import { startProgram } from '../measure/child-program.ts';
import { interleave } from '../measure/interleave.ts';
import { inMib } from '../measure/memory.ts';
import { watched } from '../measure/watched.ts';
import { growthVariants } from './variants.ts';
import { functionVariables } from './function-variables.ts';
import { growthPlots } from './plots.ts';
import { growthGoals, growthRows, growthTable, type GrowthRuns } from './tables.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

const rounds = 10;

const program = (name: string) => join(import.meta.dirname, name);

/** What an entry costs, the more of them there are, and what the function holds meanwhile. */
export const growthBenchmark: Benchmark = {
  name: 'growth',
  title: "The fan-out function's cost and memory as events and customers grow",
  async run(progress) {
    await using stub = startProgram(program('stub-program.ts'));
    const url = await stub.ask({ ask: 'url' }, v.string());
    const { memoryMb } = deployments['fan-out'];
    await using handler = startProgram(
      program('handler-program.ts'),
      ['--expose-gc', ...memoryOptions(memoryMb)],
      { ...functionVariables(url), FUNCTION_FOLDER: bundleFunction('fan-out') },
    );
    const variants = watched(growthVariants({ handler, stub }), rounds, progress);
    return resultOf(await interleave(variants, rounds));
  },
};

/** The tables, goals and plots of the runs. */
export function resultOf(runs: GrowthRuns): BenchmarkResult {
  const rows = growthRows(runs);
  const inOrder = [...runs.values()].flat().toSorted((a, b) => a.entriesSoFar - b.entriesSoFar);
  const heaps = inOrder.map(({ heapBytes }) => inMib(heapBytes));
  return {
    tables: [growthTable(rows)],
    goals: growthGoals(rows, heaps),
    plots: growthPlots(rows, inOrder),
  };
}
