import type { Benchmark } from '../../results/benchmark.ts';
import { interleave } from '../measure/interleave.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf } from '../measure/statistics.ts';
import { emulatorVariant, type EmulatorRun } from './variant.ts';
import { watched } from '../measure/watched.ts';
import { bareClient } from './bare-client.ts';
import { callsInFlight, entriesPerCall } from './put-load.ts';
import { makeSources, type SourceKind } from './sources.ts';
import { startEmulatorProcess } from './start-emulator.ts';

const rounds = 10;

const variants: readonly { name: string; kind: SourceKind }[] = [
  { name: 'PENDING: accepted and dropped', kind: 'pending' },
  { name: 'ACTIVE, no rule', kind: 'active' },
  { name: 'ACTIVE, a rule and a target', kind: 'ruled' },
];

/** How many PutPartnerEvents calls a second the emulator takes, with a bare HTTP client in another process. */
export const emulatorBenchmark: Benchmark = {
  name: 'emulator',
  title: "The EventBridge emulator's calls a second",
  async run(progress) {
    await using emulator = await startEmulatorProcess();
    using client = bareClient(emulator.url, callsInFlight);
    await makeSources(client);
    const runnable = variants.map((variant) => emulatorVariant(variant, emulator, client));
    const runs = await interleave(watched(runnable, rounds, progress), rounds);
    return { tables: [tableOf(runs)], goals: [] };
  },
};

/** The table of the runs of each variant. */
export function tableOf(runs: ReadonlyMap<string, readonly EmulatorRun[]>) {
  return {
    title: `Calls of ${entriesPerCall} entries of 1 kB, ${callsInFlight} at once`,
    head: ['source', ...spreadHead('calls/s'), 'entries/s', 'p50 ms', 'p99 ms', 'CPU us/call'],
    rows: Array.from(runs, ([name, ofVariant]) => {
      const calls = spreadOf(ofVariant.map(({ callsPerSecond }) => callsPerSecond));
      const cpu = ofVariant.flatMap(({ cpuMicros }) => cpuMicros ?? []);
      return [
        name,
        ...spreadCells(calls),
        Math.round(calls.median) * entriesPerCall,
        median(ofVariant.map(({ p50Ms }) => p50Ms)),
        median(ofVariant.map(({ p99Ms }) => p99Ms)),
        cpu.length > 0 ? Math.round(spreadOf(cpu).median) : '-',
      ];
    }),
    notes: [
      `Median of ${rounds} runs, and their least and most. CPU is that of the emulator's process.`,
    ],
  };
}

function median(milliseconds: readonly number[]): number {
  return Math.round(spreadOf(milliseconds).median * 10) / 10;
}
