import type { Benchmark } from '../../results/benchmark.ts';
import { fullnessGoals, fullnessTable, packAll } from './fullness.ts';
import { speedGoals, speedTable, timePacking } from './speed.ts';

/** How full the requests are that entries are packed into, and how long that takes. */
export const packingBenchmark: Benchmark = {
  name: 'packing',
  title: 'Packing entries into requests',
  async run(progress) {
    progress('packing entries of many sizes');
    const fullness = packAll();
    const speeds = await timePacking(progress);
    return {
      tables: [fullnessTable(fullness), speedTable(speeds)],
      goals: [...fullnessGoals(fullness), ...speedGoals(speeds)],
    };
  },
};
