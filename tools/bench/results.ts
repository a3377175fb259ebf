import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as v from 'valibot';
import { InputError } from '../../terminal/input-error.ts';
import type { BenchmarkResult } from '../results/benchmark.ts';
import type { Setting } from './machine.ts';

/** What a benchmark found, where and when. */
export interface MeasuredBenchmark extends Pick<BenchmarkResult, 'tables' | 'goals'> {
  readonly name: string;
  readonly title: string;
  /** When it ended, RFC 3339. */
  readonly measuredAt: string;
  /** How long it took. */
  readonly seconds: number;
  readonly setting: Setting;
  /** The file names of its plots. */
  readonly plots: readonly string[];
}

/** The results of the last run of each benchmark. */
export const resultsFile = join(import.meta.dirname, 'results.json');

/** Reads the results of earlier runs: none when there is no file. Rejects with an InputError when it is not one of ours. */
export async function readResults(path = resultsFile): Promise<readonly MeasuredBenchmark[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return '[]';
    throw error;
  });
  const parsed = v.safeParse(resultsSchema, text);
  if (parsed.success) return parsed.output;
  throw new InputError(`${path} does not hold results: run all benchmarks, without a name`);
}

/**
 * The new results, and those of earlier runs of benchmarks that were not run again.
 *
 * @param names of all benchmarks, in their order; results of others are forgotten
 */
export function mergeResults(
  earlier: readonly MeasuredBenchmark[],
  measured: readonly MeasuredBenchmark[],
  names: readonly string[],
): readonly MeasuredBenchmark[] {
  const latest = new Map([...earlier, ...measured].map((one) => [one.name, one]));
  return names.flatMap((name) => latest.get(name) ?? []);
}

/** Writes a file as Prettier lays out those of its kind. */
export async function writeLaidOut(path: string, text: string): Promise<void> {
  const laidOut = await format(text, { ...(await resolveConfig(path)), filepath: path });
  await writeFile(path, laidOut);
}

const texts = v.array(v.string());
const cells = v.array(v.union([v.string(), v.number()]));

const resultsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      name: v.string(),
      title: v.string(),
      measuredAt: v.string(),
      seconds: v.number(),
      setting: v.object({
        cpu: v.string(),
        cores: v.number(),
        memoryGib: v.number(),
        node: v.string(),
        packages: v.record(v.string(), v.string()),
      }),
      tables: v.array(
        v.object({
          title: v.string(),
          head: texts,
          rows: v.array(cells),
          notes: v.exactOptional(texts),
        }),
      ),
      goals: v.array(
        v.object({
          text: v.string(),
          aim: v.string(),
          measured: v.string(),
          isReached: v.boolean(),
        }),
      ),
      plots: texts,
    }),
  ),
);
