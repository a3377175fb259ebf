import { parseOptions } from '../../../terminal/command-options.ts';
import { InputError } from '../../../terminal/input-error.ts';

/** What the command line asks for. */
export interface FaultInjectionOptions {
  readonly runs: number;
  /** How many message bodies to run instead of histories; undefined runs histories. */
  readonly fuzz: number | undefined;
  readonly seed: number;
  /** Of the one history to replay. */
  readonly path: string | undefined;
  readonly json: string | undefined;
}

const defaultRuns = 1_000;
const maxSeed = 2 ** 31 - 1;

/** Reads the command line. Throws an InputError that names the option that is wrong. */
export function parseModelOptions(args: readonly string[]): FaultInjectionOptions | 'help' {
  const { help, runs, fuzz, seed, path, json } = parseOptions(args, {
    runs: { type: 'string' },
    fuzz: { type: 'string' },
    seed: { type: 'string' },
    path: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  });
  if (help === true) return 'help';
  if (path !== undefined && seed === undefined) throw new InputError('--path needs its --seed');
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new InputError(`--path must be numbers such as 12:0:3, not "${path}"`);
  }
  return {
    runs: readWholeNumber('runs', runs, 1) ?? defaultRuns,
    fuzz: readWholeNumber('fuzz', fuzz, 1),
    seed: readWholeNumber('seed', seed, 0) ?? Math.floor(Math.random() * maxSeed),
    path,
    json,
  };
}

function readWholeNumber(name: string, text: string | undefined, least: number) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= maxSeed) return number;
  throw new InputError(`--${name} must be a whole number from ${least}, not "${text}"`);
}
