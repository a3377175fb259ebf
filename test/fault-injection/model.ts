import { writeFile } from 'node:fs/promises';
import { InputError } from '../../terminal/input-error.ts';
import { parseModelOptions, type FaultInjectionOptions } from './model/options.ts';
import { runFuzz } from './model/run-fuzz.ts';
import { runInvariants } from './model/run-invariants.ts';

// Random histories of the whole pipeline with a fault at any await, or random message bodies: run it
// with `npm run fault-injection -- --help`.

const help = `Usage: npm run fault-injection -- [options]

Runs random histories of the pipeline with random faults on a virtual clock, and checks that the
invariants hold. Exits with 1 if one is broken.

Options:
  --runs N      number of histories (default: 1000)
  --fuzz N      send N random message bodies instead of running histories
  --seed N      repeat the run that printed this seed (default: a random seed)
  --path P      run only the history that a failed run printed; needs its --seed
  --json FILE   also write the figures as JSON
  --help        show this text
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
