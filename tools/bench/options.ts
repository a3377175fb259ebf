import { parseArguments, wholeNumber } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { Benchmark } from '../results/benchmark.ts';

/** The help text of the benchmarks, with a line for each. */
export function benchHelp(benchmarks: readonly Benchmark[]): string {
  const width = Math.max(...benchmarks.map(({ name }) => name.length));
  const lines = benchmarks.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`);
  return `Usage: npm run bench -- [NAME...] [--rounds N]

Runs the named benchmarks, or all of them, and prints their tables. Writes tools/bench/results.json,
docs/performance/results.md and the plots in docs/plots, and keeps the earlier figures of the benchmarks
that it does not run. All benchmarks together take less than ten minutes on two cores. For good figures
nothing else should run.

  --rounds N  a quick look: measures each variant N times, which is usually 10, and writes nothing.
              For ${benchmarks
                .filter(hasRounds)
                .map(({ name }) => name)
                .join(' and ')} alone.

Benchmarks:
${lines.join('\n')}

Exit code: 0 measured, even if a goal was missed; 1 a sender delivered something wrong; 2 invalid input, or the
senders to compare with were not installed.
`;
}

/** What is asked for. */
export interface BenchOptions {
  /** In their own order. */
  readonly benchmarks: readonly Benchmark[];
  /** For a quick look: how often each variant is measured. */
  readonly rounds?: number;
}

const mostRounds = 1_000;

/** The benchmarks that are asked for; `help` when that is. Throws an InputError. */
export function parseBenchOptions(
  args: readonly string[],
  benchmarks: readonly Benchmark[],
): BenchOptions | 'help' {
  const { values, positionals } = parseArguments(args, {
    help: { type: 'boolean', default: false },
    rounds: { type: 'string' },
  });
  if (values.help) return 'help';
  const asked = namedBenchmarks(positionals, benchmarks);
  if (values.rounds === undefined) return { benchmarks: asked };
  const without = asked.find((benchmark) => !hasRounds(benchmark));
  if (without !== undefined) throw new InputError(`--rounds is not for ${without.name}`);
  return { benchmarks: asked, rounds: wholeNumber('--rounds', values.rounds, 1, mostRounds) };
}

function hasRounds({ hasRounds: has = false }: Benchmark): boolean {
  return has;
}

function namedBenchmarks(
  positionals: readonly string[],
  benchmarks: readonly Benchmark[],
): readonly Benchmark[] {
  const names = benchmarks.map(({ name }) => name);
  const unknown = positionals.find((asked) => !names.includes(asked));
  if (unknown !== undefined) {
    throw new InputError(`there is no benchmark "${unknown}"; there are ${names.join(', ')}`);
  }
  if (positionals.length === 0) return benchmarks;
  return benchmarks.filter(({ name }) => positionals.includes(name));
}
