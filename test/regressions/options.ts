import { parseOptions } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { regressions } from './catalogue.ts';
import type { Regression } from './regression.ts';

/** What `--help` prints. */
export const help = `Usage: npm run regressions -- [options]

Plants each known bug in a copy of the project, one at a time, and runs the tests that should fail.
Exits with 0 only if a test fails for every bug.

Options:
  --only NAME   plant only this bug; repeatable
  --jobs N      how many copies of the project to use at once, 1 to 8 (default: 2)
  --json FILE   also write the result as JSON
  --list        list the bugs' names and plant none
  --help        show this text
`;

const maxJobs = 8;

/** What the program is asked to do. */
export interface RegressionsOptions {
  readonly help: boolean;
  readonly list: boolean;
  readonly regressions: readonly Regression[];
  readonly jobs: number;
  readonly jsonFile: string | undefined;
}

/** Reads the program's options. Throws an InputError that names the one that is wrong. */
export function readOptions(args: readonly string[]): RegressionsOptions {
  const given = parseOptions(args, {
    only: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  return {
    help: given.help,
    list: given.list,
    regressions: given.only === undefined ? regressions : given.only.map(named),
    jobs: readJobs(given.jobs),
    jsonFile: given.json,
  };
}

function named(name: string): Regression {
  const regression = regressions.find((one) => one.name === name);
  if (regression !== undefined) return regression;
  throw new InputError(`--only: there is no regression "${name}" (--list names them)`);
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (/^\d+$/.test(text) && jobs >= 1 && jobs <= maxJobs) return jobs;
  throw new InputError(`--jobs must be a whole number from 1 to ${maxJobs}, not "${text}"`);
}
