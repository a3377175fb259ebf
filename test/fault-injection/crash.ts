import { writeFile } from 'node:fs/promises';
import { InputError } from '../../terminal/input-error.ts';
import { LiveLine } from '../../terminal/live-line.ts';
import type { CrashProgress } from './crash/flow.ts';
import { crashHelp, parseCrashOptions } from './crash/options.ts';
import { problemsOf, reportLines } from './crash/report-lines.ts';
import { runCrash } from './crash/run.ts';

const notPassed = 1;
const wrongInput = 2;
const sparseEveryMs = 30_000;

async function main(args: readonly string[]): Promise<number> {
  const options = parseCrashOptions(args, Date.now);
  if (options === 'help') {
    process.stdout.write(crashHelp);
    return 0;
  }
  const date = new Date().toISOString();
  process.stdout.write(`crash run of ${date}, --seed ${options.seed}\n`);
  const live = new LiveLine(process.stderr, Date.now);
  const report = await runCrash(
    options,
    sparsely((progress) => live.show(lineOf(progress))),
  );
  live.finish();
  const problems = problemsOf(report);
  process.stdout.write(`${[...reportLines(report), ...problems].join('\n')}\n`);
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify({ date, ...report, problems }, null, 2)}\n`);
  }
  return problems.length === 0 ? 0 : notPassed;
}

/** A terminal sees every progress, a log one now and then. */
function sparsely(show: (progress: CrashProgress) => void): typeof show {
  let shownAtMs = -Infinity;
  return (progress) => {
    if (!process.stderr.isTTY && performance.now() - shownAtMs < sparseEveryMs) return;
    shownAtMs = performance.now();
    show(progress);
  };
}

function lineOf(progress: CrashProgress): string {
  return Object.entries(progress)
    .map(([name, value]) => `${name} ${Number(value).toLocaleString('en-US')}`)
    .join('  ');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`fault-injection:crash: ${error.message}\n`);
  process.exitCode = wrongInput;
}
