import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { Benchmark } from '../results/benchmark.ts';

/** The help text of the benchmarks, with a line for each. */
export function benchHelp(benchmarks: readonly Benchmark[]): string {
  const width = Math.max(...benchmarks.map(({ name }) => name.length));
  const lines = benchmarks.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`);
  return `Usage: npm run bench -- [NAME...]

Runs the named benchmarks, or all of them, and prints their tables. Writes tools/bench/results.json,
docs/performance/results.md and the plots in docs/plots, and keeps the earlier figures of the benchmarks
that it does not run. All benchmarks together take less than ten minutes on two cores. For good figures
nothing else should run.

Benchmarks:
${lines.join('\n')}

Exit code: 0 measured, even if a goal was missed; 1 a sender delivered something wrong; 2 invalid input, or the
senders to compare with were not installed.
`;
}

/** The benchmarks that are asked for, in their own order; `help` when that is. Throws an InputError. */
export function parseBenchOptions(
  args: readonly string[],
  benchmarks: readonly Benchmark[],
): readonly Benchmark[] | 'help' {
  const { values, positionals } = parseArguments(args, {
    help: { type: 'boolean', default: false },
  });
  if (values.help) return 'help';
  const names = benchmarks.map(({ name }) => name);
  const unknown = positionals.find((asked) => !names.includes(asked));
  if (unknown !== undefined) {
    throw new InputError(`there is no benchmark "${unknown}"; there are ${names.join(', ')}`);
  }
  if (positionals.length === 0) return benchmarks;
  return benchmarks.filter(({ name }) => positionals.includes(name));
}
