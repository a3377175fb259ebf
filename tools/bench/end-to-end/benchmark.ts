import type { Benchmark, ResultTable } from '../../results/benchmark.ts';
import { interleave } from '../measure/interleave.ts';
import { watched } from '../measure/watched.ts';
import { measureDelay } from './delay.ts';
import { startLocalMode, type LocalMode } from './local-mode.ts';
import { partVariants } from './parts.ts';
import { delayTable, partsTable, rateOf, throughputTable } from './tables.ts';
import { flows, throughputVariant, type ThroughputRun } from './throughput.ts';

const rounds = 10;

type Progress = (text: string) => void;

/** The whole of local mode: its rate, its delay, and where the time goes. */
export const endToEndBenchmark: Benchmark = {
  name: 'end-to-end',
  title: "Local mode from SendMessage to the customer's bus",
  async run(progress) {
    progress('local mode starts');
    await using local = await startLocalMode();
    const variants = flows.map((flow) => throughputVariant(flow, local));
    const runs = await interleave(watched(variants, rounds, progress), rounds);
    const delays = await delayTables(runs, local, progress);
    const parts = await interleave(watched(await partVariants(local), rounds, progress), rounds);
    return { tables: [throughputTable(runs), ...delays, partsTable(parts)], goals: [] };
  },
};

/** Packed messages are left out: they come to the pump as others do, and no later. */
async function delayTables(
  runs: ReadonlyMap<string, readonly ThroughputRun[]>,
  local: LocalMode,
  progress: Progress,
): Promise<ResultTable[]> {
  const tables: ResultTable[] = [];
  for (const flow of flows.filter(({ isPacked }) => !isPacked)) {
    const rate = rateOf(runs.get(flow.name) ?? []).median / 2;
    progress(`delay of ${flow.name}`);
    tables.push(delayTable(flow.name, rate, await measureDelay(flow, rate, local)));
  }
  return tables;
}
