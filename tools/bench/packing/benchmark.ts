import type { Benchmark } from '../../results/benchmark.ts';
import { loadPeers } from '../load-peers.ts';
import { fullnessGoals, fullnessTable, packAll } from './fullness.ts';
import { ownPackers, typebridgePacker } from './packers.ts';
import { speedGoals, speedTable, timePacking } from './speed.ts';

/** How full the requests are that entries are packed into, and how long that takes. */
export const packingBenchmark: Benchmark = {
  name: 'packing',
  title: 'Packing entries into requests',
  async run(progress) {
    progress('packing entries of many sizes');
    const typebridge = typebridgePacker(await loadPeers());
    const packers = [...ownPackers, typebridge];
    const fullness = packAll(packers);
    const speeds = await timePacking(typebridge, progress);
    return {
      tables: [fullnessTable(fullness, packers), speedTable(speeds)],
      goals: [...fullnessGoals(fullness), ...speedGoals(speeds)],
    };
  },
};
