import { writeFile } from 'node:fs/promises';
import { InputError } from '../../terminal/input-error.ts';
import { parseModelOptions, type FaultInjectionOptions } from './model/options.ts';
import { runFuzz } from './model/run-fuzz.ts';
import { runInvariants } from './model/run-invariants.ts';

// Random histories of the whole pipeline with a fault at any await, or random message bodies: run it
// with `npm run fault-injection -- --help`.

const help = `Breaks the pipeline with random histories and faults on a virtual clock, and holds it against its invariants.

  --runs N      histories (1,000)
  --fuzz N      random message bodies in the place of histories
  --seed N      makes the same run again (a random one, which is printed)
  --path P      replays the one history that a failed run names, with its seed
  --json FILE   writes the figures there as well
  --help        prints this
`;

async function main(): Promise<number> {
  const options = parseModelOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(help);
    return 0;
  }
  const result = options.fuzz === undefined ? await runInvariants(options) : await runFuzz(options);
  process.stdout.write(result.text);
  await save(options, result.figures);
  return result.holds ? 0 : 1;
}

async function save({ json }: FaultInjectionOptions, figures: object): Promise<void> {
  if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, undefined, 2)}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`fault-injection: ${error.message}\n`);
  process.exitCode = 2;
}
