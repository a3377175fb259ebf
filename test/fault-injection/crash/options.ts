import { parseOptions } from '../../../terminal/command-options.ts';
import { InputError } from '../../../terminal/input-error.ts';

/** What a crash run was asked to do. */
export interface CrashOptions {
  readonly events: number;
  readonly kills: number;
  /** Leads every choice of the run, though not the timing of its processes. */
  readonly seed: number;
  readonly eventsPerSecond: number;
  /** How long EventBridge takes to answer. */
  readonly callMs: number;
  /** How many of the events, in percent, are too large for an entry, which is small here. */
  readonly largePercent: number;
  /** Messages in a batch at the most; as many as are deployed when absent. */
  readonly maxBatchSize?: number;
  /**
   * The queues' visibility time-out, after which a killed batch comes back. In AWS it is six function time-outs
   * and the batching window, six minutes; the shorter it is, the more of a run is spent on what came back.
   */
  readonly visibilityTimeoutSeconds: number;
  /** The most duplicates that pass, in percent of the deliveries. */
  readonly maxDuplicatesPercent: number;
  /** Where the figures go as JSON. */
  readonly json?: string;
}

/** The help text of the crash run. */
export const crashHelp = `Usage: npm run fault-injection:crash -- [options]

Runs local mode with the bundles that are deployed, kills the functions' processes and cuts and stalls
their connections while events flow. Then a separate program verifies what happened to each event.
Exits with 0 if no event was lost, misdelivered, dead-lettered or repeated without a cause, and
duplicates are within --max-duplicates; otherwise with 1.

Options:
  --events N              events to send (default: 100000)
  --kills N               processes to kill with SIGKILL, each at a random moment (default: 200)
  --rate N                events to send per second (default: chosen so that a process is killed
                          every ten seconds, at most 200)
  --call-ms N             how long EventBridge takes to answer (default: 20)
  --large P               how many events, in percent, are too large for an entry, and travel by
                          reference (default: 1)
  --batch N               the most messages in a batch (default: as deployed)
  --visibility N          the queues' visibility time-out in seconds, after which the batch of a
                          killed process comes back; longer than any batch takes (default: 20)
  --max-duplicates P      the most duplicates, in percent of the deliveries (default: 0.5)
  --seed N                seed of the random choices, a whole number (default: from the clock; printed)
  --json FILE             write the figures as JSON
  --help                  show this text
`;

/** Reads the command line of the crash run; `help` when that is asked for. Throws an InputError. */
export function parseCrashOptions(
  args: readonly string[],
  now: () => number,
): CrashOptions | 'help' {
  const given = parseOptions(args, {
    events: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '200' },
    rate: { type: 'string' },
    batch: { type: 'string' },
    'call-ms': { type: 'string', default: '20' },
    large: { type: 'string', default: '1' },
    visibility: { type: 'string', default: '20' },
    'max-duplicates': { type: 'string', default: '0.5' },
    seed: { type: 'string', default: String(now() % 1_000_000) },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (given.help) return 'help';
  if (given.json === '') throw new InputError('--json needs the name of a file');
  const events = wholeNumber('events', given.events, 1);
  const kills = wholeNumber('kills', given.kills, 0);
  return {
    events,
    kills,
    seed: wholeNumber('seed', given.seed, 0),
    eventsPerSecond:
      given.rate === undefined ? rateFor(events, kills) : wholeNumber('rate', given.rate, 1),
    callMs: wholeNumber('call-ms', given['call-ms'], 0),
    largePercent: percentage('large', given.large),
    visibilityTimeoutSeconds: wholeNumber('visibility', given.visibility, 1),
    maxDuplicatesPercent: percentage('max-duplicates', given['max-duplicates']),
    ...(given.batch !== undefined && { maxBatchSize: wholeNumber('batch', given.batch, 1) }),
    ...(given.json !== undefined && { json: given.json }),
  };
}

// A crash repeats the calls that its process had in flight; their number does not grow with the run. So the
// share of duplicates depends on how often processes die, not on how many of them die.
const secondsBetweenKills = 10;
const maxEventsPerSecond = 200;

function rateFor(events: number, kills: number): number {
  const rate = Math.ceil(events / (kills * secondsBetweenKills));
  return Math.min(rate, maxEventsPerSecond);
}

function wholeNumber(name: string, text: string, lowest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= lowest) return number;
  throw new InputError(`--${name} must be a whole number from ${lowest} on, not "${text}"`);
}

function percentage(name: string, text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InputError(`--${name} must be a number from 0 to 100, not "${text}"`);
}
