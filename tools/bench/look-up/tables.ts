import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf, type Spread } from '../measure/statistics.ts';
import { generatorCounts, lookUpName, ways, type LookUpRun, type LookUpRuns } from './measure.ts';

const { cacheSeconds } = standardSettings.mappingCache;

/** The requests and the time of each method of looking up. */
export function lookUpTable(runs: LookUpRuns): ResultTable {
  return {
    title: 'Looking up the mappings of 1,000 events, 99 % of them of generators without one',
    head: ['look-up', 'DynamoDB requests', ...spreadHead('ms')],
    rows: generatorCounts.flatMap((generators) =>
      ways.map((way) => {
        const name = lookUpName(way, generators);
        return [
          name,
          Math.round(spreadOfRuns(runs, name, 'requests').median),
          ...spreadCells(spreadOfRuns(runs, name, 'milliseconds'), 2),
        ];
      }),
    ),
    notes: [
      'Median of ten interleaved runs, and their least and most, by the real adapter on dynalite in another process: its milliseconds are not those of DynamoDB. What is found is checked.',
      'A query for each event, without looking whether the batch has had the generator and without a cache, is what one writes first; its runs have 200 events.',
    ],
  };
}

/** That a batch asks once for each generator, a warm cache not at all, and a registration is soon seen. */
export function lookUpGoals(runs: LookUpRuns, seenAfterSeconds: number): readonly Goal[] {
  const requests = (way: (typeof ways)[number]) =>
    generatorCounts.map((generators) =>
      Math.round(spreadOfRuns(runs, lookUpName(way, generators), 'requests').max),
    );
  const [cold, warm] = [requests('cold cache'), requests('warm cache')];
  return [
    {
      text: 'DynamoDB requests of a cold look-up, for 10, 100 and 1,000 generators',
      aim: generatorCounts.join(', '),
      measured: cold.join(', '),
      isReached: cold.every((count, index) => count === generatorCounts[index]),
    },
    {
      text: 'DynamoDB requests of a warm one',
      aim: '0',
      measured: String(Math.max(...warm)),
      isReached: warm.every((count) => count === 0),
    },
    {
      text: 'A registration is seen at the latest after, s',
      aim: `<= ${cacheSeconds}`,
      measured: String(seenAfterSeconds),
      isReached: seenAfterSeconds <= cacheSeconds,
    },
  ];
}

function spreadOfRuns(runs: LookUpRuns, name: string, figure: keyof LookUpRun): Spread {
  return spreadOf((runs.get(name) ?? []).map((run) => run[figure]));
}
