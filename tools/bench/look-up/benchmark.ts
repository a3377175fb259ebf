import type { Benchmark } from '../../results/benchmark.ts';
import { measureLookUps } from './measure.ts';
import { measureMillion, millionGoal, millionTable } from './million.ts';
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
    progress('a million mappings');
    const million = await measureMillion();
    return {
      tables: [lookUpTable(runs), millionTable(million)],
      goals: [...lookUpGoals(runs, seenAfter), millionGoal(million)],
    };
  },
};
