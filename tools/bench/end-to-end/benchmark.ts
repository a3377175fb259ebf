import type { Benchmark, Goal, ResultTable } from '../../results/benchmark.ts';
import { interleave } from '../measure/interleave.ts';
import { watched } from '../measure/watched.ts';
import { measureDelay } from './delay.ts';
import { startLocalMode, type LocalMode } from './local-mode.ts';
import { partVariants } from './parts.ts';
import { measurePreference, preferenceGoals, preferenceTable, type Delays } from './preferences.ts';
import { delayTable, partsTable, rateOf, throughputTable } from './tables.ts';
import { flows, throughputVariant, type ThroughputRun } from './throughput.ts';

const rounds = 10;

type Progress = (text: string) => void;

/** The whole of local mode: its rate, its delay, and where the time goes. */
export const endToEndBenchmark: Benchmark = {
  name: 'end-to-end',
  title: "Local mode from SendMessage to the customer's bus",
  async run(progress) {
    const ofRates = await measureRates(progress);
    const { table, goals } = await measurePreferences(progress);
    return { tables: [...ofRates, table], goals };
  },
};

/** As fast as it goes, by what a stage prefers; a batch with a window waits for it only. */
async function measureRates(progress: Progress): Promise<readonly ResultTable[]> {
  progress('local mode starts');
  await using cost = await startLocalMode({ prefer: 'cost', quietSeconds: 0 });
  await using latency = await startLocalMode({ prefer: 'latency' });
  const variants = [
    ...flows.map((flow) => throughputVariant(flow, cost)),
    ...flows
      .filter(({ payload }) => payload === 'text')
      .map((flow) => throughputVariant({ ...flow, name: `latency: ${flow.name}` }, latency)),
  ];
  const runs = await interleave(watched(variants, rounds, progress), rounds);
  const delays = await delayTables(runs, cost, progress);
  const parts = await interleave(watched(await partVariants(cost), rounds, progress), rounds);
  return [throughputTable(runs), ...delays, partsTable(parts)];
}

/** Packed messages are left out: they come to the pump as others do, and no later. */
async function delayTables(
  runs: ReadonlyMap<string, readonly ThroughputRun[]>,
  local: LocalMode,
  progress: Progress,
): Promise<ResultTable[]> {
  const tables: ResultTable[] = [];
  for (const flow of flows.filter(({ isPacked }) => !isPacked)) {
    const eventsPerSecond = rateOf(runs.get(flow.name) ?? []).median / 2;
    progress(`delay of ${flow.name}`);
    const ways = await measureDelay(flow, { eventsPerSecond, seconds: 10 }, local);
    tables.push(delayTable(flow.name, eventsPerSecond, ways));
  }
  return tables;
}

async function measurePreferences(
  progress: Progress,
): Promise<{ readonly table: ResultTable; readonly goals: readonly Goal[] }> {
  const all: Delays[] = [];
  for (const prefer of ['latency', 'cost'] as const) {
    progress(`delay with ${prefer}`);
    await using local = await startLocalMode({ prefer });
    all.push(await measurePreference(prefer, local));
  }
  const goals = all.filter(({ prefer }) => prefer === 'latency').flatMap(preferenceGoals);
  return { table: preferenceTable(all), goals };
}
