import type { Benchmark } from '../../results/benchmark.ts';
import { measureColdStarts } from './measure.ts';
import { coldStartGoals, coldStartTables } from './tables.ts';

const rounds = 20;

/** How large the functions' bundles are and how long a fresh process imports them, beside NodejsFunction's. */
export const coldStartBenchmark: Benchmark = {
  name: 'cold-start',
  title: 'Cold start of the functions: size and import of their bundles',
  async run(progress) {
    const found = await measureColdStarts(rounds, progress);
    return { tables: coldStartTables(found), goals: coldStartGoals(found) };
  },
};
