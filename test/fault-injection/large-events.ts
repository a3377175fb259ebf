import { writeFile } from 'node:fs/promises';
import { InputError } from '../../terminal/input-error.ts';
import { allCases } from './large-events/cases.ts';
import { largeEventsHelp, parseLargeEventsOptions } from './large-events/options.ts';
import { startPlace } from './large-events/place.ts';
import { caseLines, tableHead, tokensLine } from './large-events/report.ts';
import { runCase, type CaseFigures } from './large-events/run-case.ts';
import { areTokensSafe, tryTokens } from './large-events/try-tokens.ts';

// Large events of all sizes through the deployed bundles: `npm run fault-injection:large-events -- --help`.

/** Exit codes: a promise did not hold; a wrong option. */
const notHeld = 1;
const wrongInput = 2;

async function main(): Promise<number> {
  const options = parseLargeEventsOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(largeEventsHelp);
    return 0;
  }
  await using place = await startPlace();
  print(tableHead);
  const cases: CaseFigures[] = [];
  for (const one of allCases().filter(({ name }) => name.includes(options.only))) {
    const figures = await runCase(one, place);
    print(caseLines(figures));
    cases.push(figures);
  }
  const tokens = await tryTokens(options.tokens, place);
  print(['', tokensLine(tokens)]);
  if (options.jsonFile !== undefined) {
    await writeFile(options.jsonFile, `${JSON.stringify({ cases, tokens }, undefined, 2)}\n`);
  }
  const isHeld = cases.every(({ problems }) => problems.length === 0) && areTokensSafe(tokens);
  return isHeld ? 0 : notHeld;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`fault-injection:large-events: ${error.message}\n`);
  process.exitCode = wrongInput;
}
