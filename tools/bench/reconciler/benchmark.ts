import { join } from 'node:path';
import * as v from 'valibot';
import { reconcileDeployment } from '../../../lambdas/settings/deployment.ts';
import type { Benchmark, Goal, ResultTable } from '../../results/benchmark.ts';
import { startProgram } from '../measure/child-program.ts';
import { inMib } from '../measure/memory.ts';
import { callsPerSecond, type FullPass } from './full-pass.ts';
import { regions, type Spread } from './rows.ts';

const sources = 100_000;

/** A pass may take this much longer than its calls at the full rate. */
const slack = 1.1;

const program = join(import.meta.dirname, 'pass-program.ts');

/** A full pass with the processor's time of its process, the measuring included. */
export interface MeasuredPass extends FullPass {
  readonly spread: Spread;
  readonly cpuMs: number;
}

/** One full pass of the reconciler on a virtual clock: does it keep to the rate, and does it use it? */
export const reconcilerBenchmark: Benchmark = {
  name: 'reconciler',
  title: `The reconciler's pass over ${sources.toLocaleString('en-US')} sources`,
  async run(progress) {
    const passes: MeasuredPass[] = [];
    for (const spread of ['even', 'skewed'] as const) {
      progress(`sources spread ${spread}`);
      await using child = startProgram(program, ['--expose-gc']);
      const pass = await child.ask({ sources, spread }, passSchema);
      passes.push({ spread, ...pass });
    }
    return { tables: [tableOf(passes)], goals: goalsOf(passes) };
  },
};

const passSchema = v.object({
  runs: v.number(),
  calls: v.number(),
  busiest: v.number(),
  workedMs: v.number(),
  calendarMs: v.number(),
  mostInASecond: v.number(),
  heapBytes: v.number(),
  notified: v.number(),
  cpuMs: v.number(),
});

/** The table of the passes. */
export function tableOf(passes: readonly MeasuredPass[]): ResultTable {
  return {
    title: `One full pass over ${sources.toLocaleString('en-US')} sources in ${regions.length} Regions, on a virtual clock`,
    head: [
      'sources',
      'runs',
      'calls',
      'to the busiest Region',
      'worked s',
      'at the full rate s',
      'by the calendar s',
      'most calls in a second',
      'live heap MiB',
      'notified',
      'CPU s',
    ],
    rows: passes.map((pass) => [
      pass.spread,
      pass.runs,
      pass.calls,
      pass.busiest,
      inSeconds(pass.workedMs),
      inSeconds(fullRateMs(pass)),
      inSeconds(pass.calendarMs),
      pass.mostInASecond,
      inMib(pass.heapBytes),
      pass.notified,
      inSeconds(pass.cpuMs),
    ]),
    notes: [
      `The deployed reconciler, at ${callsPerSecond} calls a second in each Region. A call takes 30 ms; no time but that of calls passes, so every run has the same figures but for CPU and heap.`,
      `Even: a third of the sources in each Region; skewed: seven in ten in one.`,
      'One source in twenty is PENDING, one in a hundred has changed, one in five hundred is gone. Afterwards the table says of every source what AWS says, or the benchmark fails.',
    ],
  };
}

/** What a pass has to hold to. */
export function goalsOf(passes: readonly MeasuredPass[]): readonly Goal[] {
  const most = (of: (pass: MeasuredPass) => number) => Math.max(...passes.map(of));
  const slowness = most((pass) => pass.workedMs / fullRateMs(pass));
  const inASecond = most(({ mostInASecond }) => mostInASecond);
  const heapMib = most(({ heapBytes }) => inMib(heapBytes));
  return [
    {
      text: "Reconciler's pass, times that of its calls at the full rate",
      aim: `<= ${slack}`,
      measured: slowness.toFixed(2),
      isReached: slowness <= slack,
    },
    {
      text: 'Calls of the reconciler in any second, in any Region',
      aim: `<= ${callsPerSecond}`,
      measured: String(inASecond),
      isReached: inASecond <= callsPerSecond,
    },
    {
      text: "The reconciler's live heap, MiB",
      aim: `< ${reconcileDeployment.memoryMb}`,
      measured: String(heapMib),
      isReached: heapMib < reconcileDeployment.memoryMb,
    },
  ];
}

function fullRateMs({ busiest }: FullPass): number {
  return (busiest / callsPerSecond) * 1000;
}

function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
