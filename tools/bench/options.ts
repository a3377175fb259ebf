import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { Benchmark } from '../results/benchmark.ts';

/** The help text of the benchmarks, with a line for each. */
export function benchHelp(benchmarks: readonly Benchmark[]): string {
  const width = Math.max(...benchmarks.map(({ name }) => name.length));
  const lines = benchmarks.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`);
  return `Usage: npm run bench -- [NAME...]

Measures, all of it or the benchmarks that are named, and prints the tables. Writes
tools/bench/results.json, docs/performance/results.md and the plots in docs/plots; the figures of benchmarks
that are not named stay. All of it takes less than ten minutes on two cores; for good figures nothing
else should run.

${lines.join('\n')}

Exit codes: 0 measured, whether or not a goal was missed; 1 somebody delivered wrongly; 2 wrong input.
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
