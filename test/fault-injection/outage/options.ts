import { parseOptions, wholeNumber } from '../../../terminal/command-options.ts';

/** What the outage simulation is asked for. */
export interface OutageOptions {
  readonly events: number;
  /** The lengths of the outages in which the Region refuses every request. */
  readonly hours: readonly number[];
  /** The lengths of those in which it never answers. */
  readonly silentHours: readonly number[];
  /** The lengths of outages of S3, each by refusals and by silence. */
  readonly s3Hours: readonly number[];
  readonly callMs: number;
  readonly seed: number;
  readonly plotsFolder: string;
  readonly jsonFile: string | undefined;
}

const maxSeed = 2 ** 31 - 1;

export const outageHelp = `Usage: npm run fault-injection:outage -- [options]

Simulates outages of EventBridge in one of four Regions, and of S3, on a virtual clock, and checks that
the promises of docs/reliability/outages.md hold.

Options:
  --events N     events to send, from an hour before each outage to an hour after it (default: 1000000)
  --hours LIST   lengths, in hours, of outages in which the Region refuses every request
                 (default: 1,6,23,25)
  --silent LIST  lengths, in hours, of outages in which the Region never answers (default: 6)
  --s3 LIST      lengths, in hours, of outages of S3, while every twentieth event is a large one; with up
                 to 20,000 events (default: 6,25)
  --call-ms N    how long EventBridge takes to answer (default: 50)
  --seed N       seed of the jitter (default: 1)
  --plots DIR    where to write the plots of the longest outage of up to 6 hours (default: docs/plots)
  --json FILE    also write the figures as JSON
  --help         show this text
`;

/** Reads the options. Throws an InputError that names the one that is wrong. */
export function parseOutageOptions(args: readonly string[]): OutageOptions | 'help' {
  const values = parseOptions(args, {
    events: { type: 'string', default: '1000000' },
    hours: { type: 'string', default: '1,6,23,25' },
    silent: { type: 'string', default: '6' },
    s3: { type: 'string', default: '6,25' },
    'call-ms': { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    plots: { type: 'string', default: 'docs/plots' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return 'help';
  return {
    events: wholeNumber('--events', values.events, 40, 10_000_000),
    hours: hoursOf('--hours', values.hours),
    silentHours: hoursOf('--silent', values.silent),
    s3Hours: hoursOf('--s3', values.s3),
    callMs: wholeNumber('--call-ms', values['call-ms'], 1, 10_000),
    seed: wholeNumber('--seed', values.seed, 0, maxSeed),
    plotsFolder: values.plots,
    jsonFile: values.json,
  };
}

function hoursOf(option: string, text: string): number[] {
  if (text === '') return [];
  return text.split(',').map((one) => wholeNumber(option, one, 1, 48));
}
