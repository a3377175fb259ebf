import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { InputError } from '../../terminal/input-error.ts';
import { LiveLine } from '../../terminal/live-line.ts';
import { InstallError } from '../install/install-apart.ts';
import type { Benchmark } from '../results/benchmark.ts';
import { coldStartBenchmark } from './cold-start/benchmark.ts';
import { emulatorBenchmark } from './emulator/benchmark.ts';
import { endToEndBenchmark } from './end-to-end/benchmark.ts';
import { fleetBenchmark } from '../cost-model/benchmark.ts';
import { growthBenchmark } from './growth/benchmark.ts';
import { installPeers } from './install-peers.ts';
import { lookUpBenchmark } from './look-up/benchmark.ts';
import { describeSetting } from './machine.ts';
import { benchHelp, parseBenchOptions, type BenchOptions } from './options.ts';
import { packingBenchmark } from './packing/benchmark.ts';
import { patternsBenchmark } from './patterns/benchmark.ts';
import { reconcilerBenchmark } from './reconciler/benchmark.ts';
import { resultLines, resultsPage } from './report.ts';
import { mergeResults, readResults, resultsFile, writeLaidOut } from './results.ts';
import { runBenchmarks, type BenchRun } from './run-benchmarks.ts';
import { senderBenchmark } from './sender/benchmark.ts';

const benchmarks: readonly Benchmark[] = [
  packingBenchmark,
  lookUpBenchmark,
  coldStartBenchmark,
  fleetBenchmark,
  senderBenchmark,
  growthBenchmark,
  endToEndBenchmark,
  emulatorBenchmark,
  patternsBenchmark,
  reconcilerBenchmark,
];

/** Those that other vendors' packages take part in. */
const withPeers: readonly Benchmark[] = [packingBenchmark, senderBenchmark];

/** Exit codes: somebody delivered wrongly; wrong input, or what is compared was not installed. */
const wrongDelivery = 1;
const wrongInput = 2;

const docs = join(import.meta.dirname, '../../docs');

async function run({ benchmarks: asked, rounds }: BenchOptions): Promise<void> {
  // Before minutes go by: they may not be readable.
  const earlier = asked.length === benchmarks.length ? [] : await readResults();
  const live = new LiveLine(process.stderr, Date.now);
  const context = {
    setting: await describeSetting(),
    rounds,
    now: Date.now,
    show: (line: string) => live.show(line),
    note: (line: string) => live.note(line),
  };
  const done = await runBenchmarks(asked, context);
  live.show('done');
  live.finish();
  process.stdout.write(`${['', ...done.measured.flatMap(resultLines)].join('\n')}\n`);
  if (rounds === undefined) await writeAll(earlier, done);
  for (const { name, error } of done.failed) {
    process.stderr.write(`bench: ${name}: ${inspect(error)}\n`);
    process.exitCode = wrongDelivery;
  }
}

async function installFor(asked: readonly Benchmark[]): Promise<void> {
  if (!asked.some((benchmark) => withPeers.includes(benchmark))) return;
  const names = withPeers.map(({ name }) => name).join(' and ');
  await installPeers(`the benchmarks ${names} compare with them`, (line) => {
    process.stderr.write(`bench: ${line}\n`);
  });
}

async function writeAll(
  earlier: Parameters<typeof mergeResults>[0],
  { measured, plots }: BenchRun,
): Promise<void> {
  const names = benchmarks.map(({ name }) => name);
  const results = mergeResults(earlier, measured, names);
  const [pagesFolder, plotsFolder] = [join(docs, 'performance'), join(docs, 'plots')];
  for (const folder of [pagesFolder, plotsFolder]) await mkdir(folder, { recursive: true });
  await writeLaidOut(resultsFile, JSON.stringify(results));
  await writeLaidOut(join(pagesFolder, 'results.md'), resultsPage(results));
  for (const [file, svg] of Object.entries(plots)) await writeFile(join(plotsFolder, file), svg);
}

try {
  const asked = parseBenchOptions(process.argv.slice(2), benchmarks);
  if (asked === 'help') process.stdout.write(benchHelp(benchmarks));
  else {
    await installFor(asked.benchmarks);
    await run(asked);
  }
} catch (error) {
  if (!(error instanceof InputError || error instanceof InstallError)) throw error;
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = wrongInput;
}
