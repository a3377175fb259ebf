import type { Preference } from '../lambdas/settings/fleet.ts';
import { localSettings } from '../lambdas/settings/local-settings.ts';
import { parseOptions } from '../terminal/command-options.ts';
import { entryLimitRange, parseEntryLimit } from './large-events/entry-limit.ts';
import { defaultPort, parsePort, portCount } from './ports.ts';
import { InputError } from '../terminal/input-error.ts';

/** The options of local mode. */
export interface LocalOptions {
  readonly once: boolean;
  /** The first of the ports used; 0 picks free ones. */
  readonly port: number;
  readonly events?: string;
  readonly sources?: string;
  readonly faults?: string;
  /** The largest entry that EventBridge takes, in bytes, if it is not AWS's. */
  readonly entryLimit?: number;
  /** What a real account saw of EventBridge; its limits take the place of {@link entryLimit}. */
  readonly observed?: string;
  /** What the functions are fed for; as a stage that sets nothing if it is not given. */
  readonly prefer?: Preference;
  /** A stage's file, whose brand the page shows. */
  readonly brand?: string;
  readonly deliveries?: string;
  readonly summary?: string;
}

/** The help text of local mode. */
export const localHelp = `Usage: npm start -- [options], or fanout local [options]

Runs the whole system locally: SQS, DynamoDB and EventBridge on 127.0.0.1, and the functions from the
bundles that are deployed. It sends events, reports what happened to them, and keeps running until
Ctrl-C. Until then the reconciler runs every ${localSettings.reconcile.everyMinutes} minutes by EventBridge's clock, and a browser console
shows both sides: the vendor, who registers customers, sees what became of their events and sends them
again, and the customer.

Options:
  --once             exit when all events are done, with 0 if all invariants held, otherwise with 1
  --events FILE      events to send, JSON Lines; each line is sent unchanged as one message body
                     (default: GitHub's sample webhook payloads)
  --sources FILE     customers, a JSON array of {"generator", "account", "region",
                     "bus": "active" | "pending" | "gone", "detailTypes"?: []}
                     (default: the demonstration's)
  --faults FILE      EventBridge's faults, a JSON object: "throttlingRate" and
                     "internalFailureRate" of the entries, "requestFailureRate" and
                     "lostResponseRate" (accepted, but not answered) of the calls, all from 0 to 1;
                     "latencyMs" of each call; "seed" (default: the demonstration throttles 10 % of
                     the entries; with your own events or sources there are no faults)
  --entry-limit BYTES
                     the largest entry that EventBridge takes, ${entryLimitRange}
                     (default: 1048576, as on AWS). A larger event reaches the customer as a stub with a
                     link to its detail, which works while local mode runs; an entry with a stub has
                     some 1,000 bytes itself
  --observed FILE    EventBridge answers as a real account saw it answer: a stages/<stage>.observed.json
                     of fanout validate --probe. The functions have the limits, and the codes for a missing
                     source, that follow from it; not with --entry-limit
  --prefer latency|cost
                     how the functions are fed, as by delivery.prefer of a stage: with a message as soon as
                     it comes, or in large batches, for which a single event may wait 20 s, as on AWS
                     (default: ${localSettings.delivery.prefer})
  --brand FILE       show the page with the name, logo and colours of this stage file, stages/<stage>.json
  --deliveries FILE  write what each customer's bus received, as JSON Lines
  --summary FILE     write the figures of the run, as JSON
  --port N           the first of ${portCount} ports: SQS, DynamoDB, EventBridge, Lambda's Runtime API,
                     console; 0 picks free ones (default: ${defaultPort})
  --help             show this text
`;

/** Reads the command line of local mode; `help` for `--help`. Throws an InputError. */
export function parseLocalOptions(args: readonly string[]): LocalOptions | 'help' {
  const {
    help,
    once,
    port,
    'entry-limit': limit,
    prefer: preferred,
    ...files
  } = parseOptions(args, {
    once: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    port: { type: 'string' },
    events: { type: 'string' },
    sources: { type: 'string' },
    faults: { type: 'string' },
    'entry-limit': { type: 'string' },
    observed: { type: 'string' },
    prefer: { type: 'string' },
    brand: { type: 'string' },
    deliveries: { type: 'string' },
    summary: { type: 'string' },
  });
  if (help) return 'help';
  for (const [name, path] of Object.entries(files)) {
    if (path === '') throw new InputError(`--${name} needs a file name`);
  }
  const entryLimit = limit === undefined ? undefined : parseEntryLimit(limit);
  if (entryLimit !== undefined && files.observed !== undefined) {
    throw new InputError('--entry-limit and --observed are two limits: use one of them');
  }
  const prefer = preferred === undefined ? undefined : parsePreference(preferred);
  return {
    ...files,
    once,
    port: parsePort(port, 0),
    ...(prefer !== undefined && { prefer }),
    ...(entryLimit !== undefined && { entryLimit }),
  };
}

function parsePreference(text: string): Preference {
  if (text === 'latency' || text === 'cost') return text;
  throw new InputError(`--prefer must be latency or cost, not "${text}"`);
}
