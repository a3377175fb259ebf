import type { Benchmark } from '../../results/benchmark.ts';
import { senderGoals } from './goals.ts';
import { measureSenders } from './measure.ts';
import { senderTables } from './tables.ts';

const usualRounds = 10;

/** How fast the fan-out function sends, and what that costs, beside its peers and against a stub of EventBridge. */
export const senderBenchmark: Benchmark = {
  name: 'sender',
  title: 'Sending events to EventBridge, beside other senders',
  hasRounds: true,
  async run(progress, rounds = usualRounds) {
    const runs = await measureSenders(rounds, progress);
    return { tables: senderTables(runs), goals: senderGoals(runs) };
  },
};
