import { writeFile } from 'node:fs/promises';
import { LiveLine } from '../../terminal/live-line.ts';
import { InputError } from '../../terminal/input-error.ts';
import { checkRegressions, type Verdict } from './check-regressions.ts';
import { copyTree } from './copy-tree.ts';
import type { Regression } from './regression.ts';
import { help, readOptions, type RegressionsOptions } from './options.ts';
import { reportJson, reportLines } from './report.ts';
import { runTests } from './run-tests.ts';

// Are the tests worth anything? Run it with `npm run regressions`.

const project = new URL('../../', import.meta.url).pathname;
const wrongInput = 2;

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  if (options.list) {
    for (const { name } of options.regressions) process.stdout.write(`${name}\n`);
    return 0;
  }
  return await check(options);
}

async function check({ regressions, jobs, jsonFile }: RegressionsOptions): Promise<number> {
  const startMs = performance.now();
  await using copies = new AsyncDisposableStack();
  const trees = [];
  for (let job = 0; job < Math.min(jobs, regressions.length); job += 1) {
    trees.push(copies.use(await copyTree(project)));
  }
  const problem = await problemWithout(regressions, trees[0]?.folder ?? project);
  if (problem !== undefined) {
    process.stderr.write(`the tests fail without a regression: ${problem}\n`);
    return 1;
  }
  const progress = new LiveLine(process.stderr, () => performance.now());
  let done = 0;
  const verdicts = await checkRegressions(regressions, trees, ({ kind, regression }) => {
    done += 1;
    progress.show(`${done} of ${regressions.length}: ${regression.name} ${kind}`);
  });
  progress.finish();
  const seconds = Math.round((performance.now() - startMs) / 1000);
  await publish(verdicts, seconds, jsonFile);
  return verdicts.every(({ kind }) => kind === 'caught') ? 0 : 1;
}

/** A test that fails for another cause than a regression says nothing of it. */
async function problemWithout(
  regressions: readonly Regression[],
  folder: string,
): Promise<string | undefined> {
  const run = await runTests(folder, [...new Set(regressions.flatMap(({ tests }) => tests))]);
  switch (run.kind) {
    case 'passed':
      return undefined;
    case 'failed':
      return run.failed.join('; ');
    case 'broken':
      return run.reason;
  }
}

async function publish(
  verdicts: readonly Verdict[],
  seconds: number,
  jsonFile: string | undefined,
): Promise<void> {
  for (const line of reportLines(verdicts)) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `The same regressions in every run, so there is no seed. It took ${seconds} s.\n`,
  );
  if (jsonFile !== undefined) await writeFile(jsonFile, reportJson(verdicts, seconds));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`regressions: ${error.message}\n`);
  process.exitCode = wrongInput;
}
