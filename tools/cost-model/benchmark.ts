import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Preference } from '../../lambdas/settings/fleet.ts';
import type { Benchmark, Goal } from '../results/benchmark.ts';
import { checkCalls } from './check-calls.ts';
import { withTables } from './cost-page.ts';
import { modelTables } from './model-tables.ts';
import { preferences } from './preference-tables.ts';
import { scenarios } from './scenarios.ts';
import { candidates, cheapestBy, judge, optimumOf, regretOf, type Candidate } from './search.ts';
import { stackSettings } from './settings.ts';

/** The page that the tables are written to. */
export const costPage = join(import.meta.dirname, '../../docs/cost.md');

/** What relaying costs in AWS, by a model, and whether the stack's settings are the best that it finds. */
export const fleetBenchmark: Benchmark = {
  name: 'fleet',
  title: 'What the fleet costs',
  async run(progress) {
    const goals = preferences.flatMap((prefer) => {
      const stack = judge(stackSettings(prefer), prefer);
      for (const traffic of scenarios) checkCalls(traffic, stack.settings.fanOut);
      progress(`looking for better settings for ${prefer}`);
      return goalsOf(prefer, stack, candidates(prefer));
    });
    const tables = modelTables();
    await writeFile(costPage, await withTables(await readFile(costPage, 'utf8'), tables));
    return { tables, goals };
  },
};

/** A little above the optimum is no matter: the inputs are no more exact. */
const maxAboveOptimum = 1.05;

/** Whether the stack's settings meet the demands, and are the best that do. */
export function goalsOf(
  prefer: Preference,
  stack: Candidate,
  all: readonly Candidate[],
): readonly Goal[] {
  const cheapest = cheapestBy(all);
  const above = regretOf(stack, cheapest) / regretOf(optimumOf(all), cheapest);
  return [
    {
      text: `${prefer}: the stack's settings meet every demand`,
      aim: 'all',
      measured: stack.failings.join(', ') || 'all',
      isReached: stack.failings.length === 0,
    },
    {
      text: `${prefer}: how far the stack's settings are above the cheapest at the most, times that of the optimum`,
      aim: `<= ${maxAboveOptimum}`,
      measured: above.toFixed(3),
      isReached: above <= maxAboveOptimum,
    },
  ];
}
