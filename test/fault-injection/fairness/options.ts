import { parseOptions, wholeNumber } from '../../../terminal/command-options.ts';

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

Runs two simulations on a virtual clock. In the first, one tenant floods the events queue, with and
without message groups. In the second, the retry function works through a backlog, with
MaximumConcurrency and with reserved concurrency alone. The flood must exceed what the fan-out function
can deliver: with calls of 50 ms, about 20,000 events a second.

Options:
  --tenants N  other tenants than the flooding one (default: 20)
  --rate N     events a second of each of these (default: 250)
  --times N    the flooding tenant's rate, as a multiple of --rate (default: 100)
  --seconds N  how long all tenants send (default: 30)
  --backlog N  messages in the backlog (default: 600000)
  --call-ms N  how long EventBridge takes to answer (default: 50)
  --seed N     seed of the times at which events arrive (default: 1)
  --json FILE  also write the figures as JSON
  --help       show this text
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
    // With fewer than eleven, each of them has a share by which SQS recognises a noisy tenant.
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
