import type { Benchmark } from '../../results/benchmark.ts';
import { fullnessGoals, fullnessTable, packAll } from './fullness.ts';
import { speedGoals, speedTable, timePacking } from './speed.ts';

const usualRounds = 10;

/** How full the requests are that entries are packed into, and how long that takes. */
export const packingBenchmark: Benchmark = {
  name: 'packing',
  title: 'Packing entries into requests',
  hasRounds: true,
  async run(progress, rounds = usualRounds) {
    progress('packing entries of many sizes');
    const { usual, hard } = packAll();
    const speeds = await timePacking(rounds, progress);
    return {
      tables: [
        fullnessTable('Mixes', usual),
        fullnessTable('Hard mixes, without a goal', hard),
        speedTable(speeds),
      ],
      goals: [...fullnessGoals(usual), ...speedGoals(speeds)],
    };
  },
};
