import { inMib } from '../measure/memory.ts';
import { svgPlot } from '../../plots/svg-plot.ts';
import type { GrowthRun } from './variants.ts';
import { isPlain, type GrowthRow } from './tables.ts';

/** The plots by file name: cost for each entry, and memory, over entries. */
export function growthPlots(
  rows: readonly GrowthRow[],
  runs: readonly GrowthRun[],
): Record<string, string> {
  const plain = rows.filter(isPlain);
  const byMappings = Map.groupBy(plain, ({ mappings }) => mappings);
  const cost = svgPlot({
    title: "The fan-out function's CPU for each entry, by customers of an event",
    xLabel: 'entries in a run',
    xScale: 'logarithmic',
    yLabel: 'microseconds an entry',
    lines: Array.from(byMappings, ([mappings, ofThem]) => ({
      name: mappings === 1 ? '1 customer' : `${mappings.toLocaleString('en-US')} customers`,
      points: ofThem.map(({ entries, cpuMicros }) => [entries, cpuMicros.median] as const),
    })),
  });
  const over = (bytesOf: (run: GrowthRun) => number) =>
    runs.map((run) => [run.entriesSoFar, inMib(bytesOf(run))] as const);
  const memory = svgPlot({
    title: "The fan-out function's memory",
    xLabel: 'entries that the process has made',
    yLabel: 'MiB',
    lines: [
      { name: 'live heap', points: over(({ heapBytes }) => heapBytes) },
      { name: 'RSS', points: over(({ maxRssBytes }) => maxRssBytes) },
    ],
  });
  return { 'growth-cost.svg': cost, 'growth-memory.svg': memory };
}
