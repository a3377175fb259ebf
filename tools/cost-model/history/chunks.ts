import { unitsOfObject, writeUnitBytes } from '../../../lambdas/domain/history/beside.ts';
import type { Load } from '../load.ts';
import type { Traffic } from '../traffic.ts';
import { historyBytes, type HistoryPlan } from './inputs.ts';

/** The chunks that are written, on average. */
export interface Chunks {
  readonly perSecond: number;
  /** Of a chunk. */
  readonly rows: number;
  readonly writeUnits: number;
  /** What a chunk takes of the table, and beside it. */
  readonly tableBytes: number;
  readonly objectBytes: number;
  /** Objects with rows a second. */
  readonly objects: number;
}

const maxObjectBytes = 8 * 1_048_576;

/** The chunks of the runs; events come at random, so that some have more rows, and some sources none. */
export function chunksOf(
  { eventsPerSecond }: Pick<Load, 'eventsPerSecond'>,
  { sources }: Pick<Traffic, 'sources'>,
  plan: Pick<HistoryPlan, 'goesBeside'> & { readonly runEveryMinutes: number },
): Chunks {
  const runSeconds = 60 * plan.runEveryMinutes;
  const sizes = sizesOf((eventsPerSecond * runSeconds) / sources);
  const chunks = sources * (1 - Math.exp((-eventsPerSecond * runSeconds) / sources));
  const mean = (value: (rows: number) => number) =>
    sizes.reduce((sum, { rows, part }) => sum + part * value(rows), 0);
  const saved = chunks * mean((rows) => unitsOf(inTable(rows)) - 1);
  const areBeside = plan.goesBeside && saved > unitsOfObject;
  const isBeside = (rows: number) => areBeside && unitsOf(inTable(rows)) > 1;
  const { summary, place, storedItem } = historyBytes;
  const tableBytes = (rows: number) => (isBeside(rows) ? summary + place : inTable(rows));
  const objectBytes = mean((rows) => (isBeside(rows) ? rowsBytes(rows) : 0));
  return {
    perSecond: chunks / runSeconds,
    rows: mean((rows) => rows),
    writeUnits: mean((rows) => unitsOf(tableBytes(rows))),
    tableBytes: storedItem + mean(tableBytes),
    objectBytes,
    objects: Math.ceil((chunks * objectBytes) / maxObjectBytes) / runSeconds,
  };
}

const rowsBytes = (rows: number) => historyBytes.rows + rows * historyBytes.row;
const inTable = (rows: number) => historyBytes.summary + rowsBytes(rows);
const unitsOf = (bytes: number) => Math.ceil(bytes / writeUnitBytes);

/** How many rows chunks have that have any, when they come at random: Poisson's distribution. */
function sizesOf(mean: number): readonly { readonly rows: number; readonly part: number }[] {
  const last = Math.ceil(mean + 10 * Math.sqrt(mean) + 10);
  const any = 1 - Math.exp(-mean);
  let logPart = -mean;
  return Array.from({ length: last }, (_, index) => {
    logPart += Math.log(mean / (index + 1));
    return { rows: index + 1, part: Math.exp(logPart) / any };
  });
}
