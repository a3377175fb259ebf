import { parseEventPattern, matchesEvent } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventAround } from '../../../emulator/event-pattern/matchable-event.ts';
import type { Benchmark } from '../../results/benchmark.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { type Spread, spreadOf } from '../measure/statistics.ts';
import { hostileDetails } from './details.ts';
import { hostilePatterns } from './patterns.ts';

const rounds = 5;
const maxMs = 100;

/** How long a pattern takes with one detail. */
export interface Matching {
  readonly pattern: string;
  readonly detail: string;
  readonly milliseconds: Spread;
}

/** How long the emulator takes to match patterns and entries of 1 MiB that are made to be hard, each with each. */
export const patternsBenchmark: Benchmark = {
  name: 'patterns',
  title: "The emulator's event patterns, on entries of 1 MiB",
  async run(progress) {
    progress('matching each pattern with each detail');
    const matchings = measureAll();
    return { tables: [worstTable(matchings)], goals: [goalOf(matchings)] };
  },
};

function measureAll(): readonly Matching[] {
  const details = hostileDetails();
  return hostilePatterns().flatMap(({ name, text }) => {
    const pattern = parseEventPattern(text);
    return details.map((detail) => {
      const runs = Array.from({ length: rounds + 1 }, () => {
        const start = process.cpuUsage();
        matchesEvent(
          pattern,
          eventAround(detail.json, () => undefined),
        );
        const { user, system } = process.cpuUsage(start);
        return (user + system) / 1000;
      });
      return { pattern: name, detail: detail.name, milliseconds: spreadOf(runs.slice(1)) };
    });
  });
}

/** The slowest detail of each pattern, the slowest pattern first. */
export function worstTable(matchings: readonly Matching[]) {
  const worst = new Map<string, Matching>();
  for (const matching of matchings) {
    const known = worst.get(matching.pattern);
    if (known === undefined || known.milliseconds.median < matching.milliseconds.median) {
      worst.set(matching.pattern, matching);
    }
  }
  const slowestFirst = [...worst.values()].toSorted(
    (one, other) => other.milliseconds.median - one.milliseconds.median,
  );
  return {
    title: 'The slowest entry of 1 MiB for each pattern',
    head: ['pattern', 'entry', ...spreadHead('ms')],
    rows: slowestFirst.map(({ pattern, detail, milliseconds }) => [
      pattern,
      detail,
      ...spreadCells(milliseconds, 1),
    ]),
    notes: [
      `Median of ${rounds} runs, and their least and most. Reading the entry's detail is included, and the patterns are compiled before. Milliseconds are of the processor: other programs do not count.`,
    ],
  };
}

/** That no entry takes long. */
export function goalOf(matchings: readonly Matching[]) {
  const slowest = Math.max(...matchings.map(({ milliseconds }) => milliseconds.median));
  return {
    text: 'Milliseconds of the processor to match an entry of 1 MiB, whatever both say',
    aim: `<= ${maxMs}`,
    measured: slowest.toFixed(1),
    isReached: slowest <= maxMs,
  };
}
