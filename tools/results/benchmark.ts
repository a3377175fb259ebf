import type { Cell } from '../../terminal/table.ts';

/** One of the things that `npm run bench` measures. */
export interface Benchmark {
  /** As it is asked for on the command line, kebab-case. */
  readonly name: string;
  /** What is measured, in a few words. */
  readonly title: string;
  /** Whether it can measure another number of rounds than usual. */
  readonly hasRounds?: boolean;
  /**
   * Measures; `progress` gets a few words from time to time. Rejects when a variant delivers anything but what it should.
   *
   * @param rounds how often each variant is measured, if another number than usual is asked for
   */
  run(progress: (text: string) => void, rounds?: number): Promise<BenchmarkResult>;
}

/** What a benchmark found. */
export interface BenchmarkResult {
  readonly tables: readonly ResultTable[];
  /** What was aimed at, and whether it was reached in this run. */
  readonly goals: readonly Goal[];
  /** Plots by file name, such as `growth.svg`: SVG text. */
  readonly plots?: Readonly<Record<string, string>>;
}

/** Figures under a head. */
export interface ResultTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What a reader must know, a sentence each. */
  readonly notes?: readonly string[];
}

/** A figure that was aimed at. */
export interface Goal {
  /** Such as "events/s at 20 ms, times those of the best peer". */
  readonly text: string;
  readonly aim: string;
  readonly measured: string;
  readonly isReached: boolean;
}
