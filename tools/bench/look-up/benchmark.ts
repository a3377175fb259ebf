import type { Benchmark } from '../../results/benchmark.ts';
import { measureLookUps } from './measure.ts';
import { secondsUntilSeen } from './seen-after.ts';
import { startTable } from './table.ts';
import { lookUpGoals, lookUpTable } from './tables.ts';

const rounds = 10;

/** What it takes to find the mappings of events, most of which are of generators without one. */
export const lookUpBenchmark: Benchmark = {
  name: 'look-up',
  title: 'Looking mappings up',
  async run(progress) {
    await using table = await startTable();
    const runs = await measureLookUps(table, rounds, progress);
    const seenAfter = await secondsUntilSeen(table);
    return { tables: [lookUpTable(runs)], goals: lookUpGoals(runs, seenAfter) };
  },
};
