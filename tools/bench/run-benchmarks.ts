import type { Benchmark } from '../results/benchmark.ts';
import type { Setting } from './machine.ts';
import type { MeasuredBenchmark } from './results.ts';

/** A benchmark that was not measured to its end. */
export interface FailedBenchmark {
  readonly name: string;
  readonly error: unknown;
}

/** The result of a run. */
export interface BenchRun {
  readonly measured: readonly MeasuredBenchmark[];
  readonly failed: readonly FailedBenchmark[];
  /** SVG texts by file name. */
  readonly plots: Readonly<Record<string, string>>;
}

/** What a run needs from outside. */
export interface BenchContext {
  readonly setting: Setting;
  /** Rounds of each benchmark; as usual when absent. */
  readonly rounds?: number | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Gets how far the run is, a short line that replaces the one before. */
  readonly show: (line: string) => void;
  /** Gets what stays: how a benchmark ended. */
  readonly note: (line: string) => void;
}

/** Runs benchmarks one after the other; one that fails does not stop those behind it. */
export async function runBenchmarks(
  benchmarks: readonly Benchmark[],
  { setting, rounds, now, show, note }: BenchContext,
): Promise<BenchRun> {
  const measured: MeasuredBenchmark[] = [];
  const failed: FailedBenchmark[] = [];
  const allPlots: Record<string, string> = {};
  for (const [index, benchmark] of benchmarks.entries()) {
    const { name, title } = benchmark;
    const place = `${index + 1}/${benchmarks.length} ${name}`;
    show(place);
    const startMs = now();
    try {
      const {
        tables,
        goals,
        plots = {},
      } = await benchmark.run((text) => show(`${place}: ${text}`), rounds);
      const seconds = Math.round((now() - startMs) / 100) / 10;
      const measuredAt = new Date(now()).toISOString();
      const files = Object.keys(plots);
      measured.push({ name, title, measuredAt, seconds, setting, tables, goals, plots: files });
      Object.assign(allPlots, plots);
      note(`${place}: ${seconds} s`);
    } catch (error) {
      failed.push({ name, error });
      note(`${place}: FAILED`);
    }
  }
  return { measured, failed, plots: allPlots };
}
