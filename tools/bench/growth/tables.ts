import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import type { Cell } from '../../../terminal/table.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { inMib } from '../measure/memory.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf, type Spread } from '../measure/statistics.ts';
import {
  crowded,
  detailBytes,
  longest,
  newWorkloads,
  workloads,
  type GrowthRun,
} from './variants.ts';
import { operations } from './stub-answers.ts';
import type { Workload } from './workload.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

const { batchSize } = deployments['fan-out'];

/** The runs of each workload, by its name. */
export type GrowthRuns = ReadonlyMap<string, readonly GrowthRun[]>;

/** A workload's figures. */
export interface GrowthRow extends Pick<Workload, 'events' | 'mappings' | 'detailBytes'> {
  readonly entries: number;
  readonly runs: readonly GrowthRun[];
  /** The processor's time for each entry, microseconds. */
  readonly cpuMicros: Spread;
}

/** A row for each workload that was run, and one for all the runs of the longest together. */
export function growthRows(runs: GrowthRuns): readonly GrowthRow[] {
  return [...workloads, ...newWorkloads, crowded].flatMap(({ name, ...workload }) => {
    const own = runs.get(name) ?? [];
    if (own.length === 0) return [];
    const entries = workload.events * workload.mappings;
    const cpuMicros = spreadOf(own.map((run) => run.cpuMicros / entries));
    const row = { ...workload, entries, runs: own, cpuMicros };
    return name === longest ? [row, together(row)] : [row];
  });
}

/** The runs of a row as one run: its cost is that of all, its spread that of its parts. */
function together(row: GrowthRow): GrowthRow {
  const { events, entries, runs, cpuMicros } = row;
  const mean = runs.reduce((sum, run) => sum + run.cpuMicros / entries, 0) / runs.length;
  return {
    ...row,
    events: events * runs.length,
    entries: entries * runs.length,
    runs: [sumOf(runs)],
    cpuMicros: { ...cpuMicros, median: mean },
  };
}

/** Whether a row is of events of 1 kB. */
export function isPlain(row: GrowthRow): boolean {
  return row.detailBytes === detailBytes;
}

function sumOf(runs: readonly GrowthRun[]): GrowthRun {
  const sum = (of: (run: GrowthRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const most = (of: (run: GrowthRun) => number) => Math.max(...runs.map(of));
  return {
    cpuMicros: sum((run) => run.cpuMicros),
    batches: sum((run) => run.batches),
    heapBytes: most((run) => run.heapBytes),
    maxRssBytes: most((run) => run.maxRssBytes),
    entriesSoFar: most((run) => run.entriesSoFar),
    calls: Object.fromEntries(
      operations.map((name) => [name, sum(({ calls }) => calls[name] ?? 0)]),
    ),
  };
}

/** The table of cost and memory. */
export function growthTable(rows: readonly GrowthRow[]): ResultTable {
  return {
    ...tableOf('The fan-out function, the more it is given', rows),
    notes: [
      'Median of ten runs, and their least and most. The row of a million events is ten runs of 100,000 in one process: its cost is that of all of them, its spread that of the tenths.',
      `An event a message; bytes are those of its detail. Batches as Lambda gives them, of ${batchSize.toLocaleString('en-US')} messages or 6 MB. Each batch goes to the deployed bundle, which calls EventBridge, SQS and DynamoDB by the SDK; a stub in another process answers at once.`,
      "CPU is that of the handler's process while the handler runs: making the batches is left out. Live heap is after a garbage collection between runs, RSS the most, looked at every 50 ms; both have one batch of the feeder's in them at the most.",
    ],
  };
}

/** Rows of cost and memory under a title. */
export function tableOf(title: string, rows: readonly GrowthRow[]): ResultTable {
  return {
    title,
    head: [
      'events',
      'bytes',
      'customers of each',
      'entries',
      'batches',
      ...spreadHead('CPU us/entry'),
      ...operations.map((name) => `${name} per 1,000 entries`),
      'live heap MiB',
      'RSS MiB',
    ],
    rows: rows.map((row): Cell[] => {
      const { entries, runs } = row;
      const { batches, heapBytes, maxRssBytes, calls } = sumOf(runs);
      const thousands = (entries * runs.length) / 1000;
      return [
        row.events,
        row.detailBytes,
        row.mappings,
        entries,
        batches / runs.length,
        ...spreadCells(row.cpuMicros, 1),
        ...operations.map((one) => inTenths((calls[one] ?? 0) / thousands)),
        inMib(heapBytes),
        inMib(maxRssBytes),
      ];
    }),
  };
}

/** What a cost may grow by. */
export const costSlack = 1.1;
const heapSlackMib = 5;

/** That the cost stays and the memory does. `heaps` are MiB of live heap, the earliest run's first. */
export function growthGoals(rows: readonly GrowthRow[], heaps: readonly number[]): readonly Goal[] {
  const ofOne = rows.filter((row) => row.mappings === 1 && isPlain(row));
  const [first, last] = [ofOne[0], ofOne.at(-1)];
  const ratio = (last?.cpuMicros.median ?? 0) / (first?.cpuMicros.median ?? 1);
  const grown = inTenths(Math.max(...heaps.slice(1)) - (heaps[0] ?? 0));
  return [
    {
      text: 'CPU for each of a million events, times that for each of a thousand',
      aim: `<= ${costSlack}`,
      measured: ratio.toFixed(2),
      isReached: ratio <= costSlack,
    },
    {
      text: 'Live heap after any run, more than after the first, MiB',
      aim: `<= ${heapSlackMib}`,
      measured: String(grown),
      isReached: grown <= heapSlackMib,
    },
  ];
}

function inTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
