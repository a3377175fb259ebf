import { parseOptions } from '../../../terminal/command-options.ts';
import { wholeNumber } from '../outage/options.ts';

/** What the fairness run is asked for. */
export interface FairnessOptions {
  readonly tenants: number;
  readonly rate: number;
  readonly times: number;
  readonly seconds: number;
  readonly backlog: number;
  readonly callMs: number;
  readonly seed: number;
  readonly jsonFile: string | undefined;
}

const maxSeed = 2 ** 31 - 1;

export const fairnessHelp = `Usage: npm run fault-injection:fairness -- [options]

One tenant floods the events queue, with and without message groups; then a backlog is worked off
with MaximumConcurrency, and with reserved concurrency alone. Both on a virtual clock. A flood is one
only if it is more than the fan-out function can do: with a call of 50 ms, some 20,000 events a second.

  --tenants N  tenants beside the one that floods (20)
  --rate N     events a second of each of them (250)
  --times N    how many times that rate the flooding tenant sends at (100)
  --seconds N  how long they send (30)
  --backlog N  messages of the backlog (600000)
  --call-ms N  how long EventBridge takes to answer (50)
  --seed N     of the times at which events come (1)
  --json FILE  the figures as JSON
  --help
`;

/** Reads the options. Throws an InputError that names the one that is wrong. */
export function parseFairnessOptions(args: readonly string[]): FairnessOptions | 'help' {
  const values = parseOptions(args, {
    tenants: { type: 'string', default: '20' },
    rate: { type: 'string', default: '250' },
    times: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '30' },
    backlog: { type: 'string', default: '600000' },
    'call-ms': { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return 'help';
  return {
    // With fewer than eleven, each of them has the share by which SQS tells a noisy one.
    tenants: wholeNumber('--tenants', values.tenants, 11, 200),
    rate: wholeNumber('--rate', values.rate, 1, 10_000),
    times: wholeNumber('--times', values.times, 2, 1_000),
    seconds: wholeNumber('--seconds', values.seconds, 5, 600),
    backlog: wholeNumber('--backlog', values.backlog, 1, 10_000_000),
    callMs: wholeNumber('--call-ms', values['call-ms'], 1, 10_000),
    seed: wholeNumber('--seed', values.seed, 0, maxSeed),
    jsonFile: values.json,
  };
}
