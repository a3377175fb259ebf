import type { Benchmark } from '../../results/benchmark.ts';
import { loadPeers } from '../load-peers.ts';
import { fullnessGoals, fullnessTable, packAll } from './fullness.ts';
import { ownPackers, typebridgePacker } from './packers.ts';
import { speedGoals, speedTable, timePacking } from './speed.ts';

const usualRounds = 10;

/** How full the requests are that entries are packed into, and how long that takes. */
export const packingBenchmark: Benchmark = {
  name: 'packing',
  title: 'Packing entries into requests',
  hasRounds: true,
  async run(progress, rounds = usualRounds) {
    progress('packing entries of many sizes');
    const typebridge = typebridgePacker(await loadPeers());
    const packers = [...ownPackers, typebridge];
    const { usual, hard } = packAll(packers);
    const speeds = await timePacking(typebridge, rounds, progress);
    return {
      tables: [
        fullnessTable('Mixes', usual, packers),
        fullnessTable('Hard mixes, without a goal', hard, packers),
        speedTable(speeds),
      ],
      goals: [...fullnessGoals(usual), ...speedGoals(speeds)],
    };
  },
};
