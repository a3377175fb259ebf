import { deployments } from '../../../lambdas/settings/deployment.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { inMib } from '../measure/memory.ts';
import { costSlack, tableOf, type GrowthRow } from './tables.ts';

const { memoryMb } = deployments['fan-out'];

/** The table of events for many customers, whose mappings are looked up. */
export function newTable(rows: readonly GrowthRow[]): ResultTable {
  return {
    ...tableOf('One event, the more customers it has', rows),
    notes: [
      'Median of five runs, and their least and most. Each run has a generator of its own, so that no mapping is remembered from another run. The parts of an event that is divided come back to the same process, all in one batch. DynamoDB answers by pages of 1 MB; a mapping has 440 bytes.',
      'The last row was run once after the others, with four such events in a batch: it may read 100,000 mappings.',
    ],
  };
}

/** That the cost of an entry stays, however many customers an event has, and the memory in its bounds. */
export function newGoals(rows: readonly GrowthRow[]): readonly Goal[] {
  const [first, ...others] = rows.filter(({ events }) => events === 1);
  if (first === undefined) return [];
  const costs = others.map(({ mappings, cpuMicros }) => {
    const ratio = cpuMicros.median / first.cpuMicros.median;
    return {
      text: `CPU for each entry of one event for ${mappings.toLocaleString('en-US')} customers, times that for ${first.mappings.toLocaleString('en-US')}`,
      aim: `<= ${costSlack}`,
      measured: ratio.toFixed(2),
      isReached: ratio <= costSlack,
    };
  });
  const runs = rows.flatMap((row) => row.runs);
  const rssMib = inMib(Math.max(...runs.map(({ maxRssBytes }) => maxRssBytes)));
  return [
    ...costs,
    {
      text: 'RSS with events for 50,000 customers, four of them in a batch, MiB',
      aim: `< ${memoryMb}`,
      measured: String(rssMib),
      isReached: rssMib < memoryMb,
    },
  ];
}
