import type { Benchmark } from '../../results/benchmark.ts';
import { measureSenders } from './measure.ts';
import { senderGoals, senderTables } from './tables.ts';

const rounds = 10;

/** How fast the fan-out function sends, and what that costs, beside its peers and against a stub of EventBridge. */
export const senderBenchmark: Benchmark = {
  name: 'sender',
  title: 'Sending events to EventBridge, beside other senders',
  async run(progress) {
    const runs = await measureSenders(rounds, progress);
    return { tables: senderTables(runs), goals: senderGoals(runs) };
  },
};
