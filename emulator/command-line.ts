import { parseArgs } from 'node:util';
import { DEFAULT_MAX_BYTES, DEFAULT_PENDING_DAYS } from './behaviour/default-limits.ts';
import { isHttpUrl } from './check-options.ts';
import { readObserved } from './observed/read-observed.ts';
import type { EmulatorOptions } from './options.ts';
import { DEFAULT_QUOTAS } from './quotas.ts';
import { readStateFile } from './saved/state-file.ts';

/** What the command line asks for. */
export type Command =
  | { kind: 'run'; options: EmulatorOptions; stateFile?: StateFile | undefined }
  | { kind: 'help' }
  | { kind: 'wrong'; reason: string };

/** Where the state is saved at a clean stop, and whether the received events are saved too. */
export type StateFile = { path: string; received: boolean };

/** The port without --port. */
const DEFAULT_PORT = 4610;
const MAX_PENDING_DAYS = 36_500;
const MAX_QUOTA = 1_000_000;
/** The service model's own limit. */
const MAX_PATTERN_BYTES = 4096;

/** The text of --help. */
export const helpText = `The EventBridge partner emulator.

Usage: eventbridge-partner-emulator [options]

  --port N               port to listen on, 0 for any free port (default ${DEFAULT_PORT})
  --host ADDRESS         address to listen on (default 127.0.0.1: this machine only)
  --allow-host NAME      another name by which callers know the emulator, such as a container's;
                         may be given several times
  --pending-days N       days a source may stay PENDING before it is deleted (default ${DEFAULT_PENDING_DAYS})
  --sqs-endpoint URL     SQS endpoint for events to SQS targets (default: only record them)
  --lambda-endpoint URL  endpoint that stands for Lambda, for events to functions (default: only record them)
  --max-entry-bytes N    maximum size of a PutPartnerEvents entry (default ${DEFAULT_MAX_BYTES})
  --max-request-bytes N  maximum total size of the entries of one call (default ${DEFAULT_MAX_BYTES})
  --observed FILE        answer as AWS was seen to do: a stages/<stage>.observed.json (options have priority)
  --incomplete-request refuse|fail
                         refuse a request without a complete entry, or fail each of its entries (default refuse)
  --state FILE           start with the state saved in this file, if it exists, and save it there at a clean stop
  --state-with-events    save the received events too
  --buses-per-account N  quota of event buses in an account and Region (default ${DEFAULT_QUOTAS.busesPerAccount})
  --rules-per-bus N      quota of rules (default ${DEFAULT_QUOTAS.rulesPerBus})
  --targets-per-rule N   quota of targets (default ${DEFAULT_QUOTAS.targetsPerRule})
  --pattern-bytes N      quota of a rule's event pattern (default ${DEFAULT_QUOTAS.patternBytes})
  --active-replays N     quota of replays at a time in an account and Region (default ${DEFAULT_QUOTAS.activeReplays})
  --help                 show this text
`;

const optionTypes = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'pending-days': { type: 'string' },
  'sqs-endpoint': { type: 'string' },
  'lambda-endpoint': { type: 'string' },
  'max-entry-bytes': { type: 'string' },
  'max-request-bytes': { type: 'string' },
  observed: { type: 'string' },
  'incomplete-request': { type: 'string' },
  state: { type: 'string' },
  'state-with-events': { type: 'boolean' },
  'buses-per-account': { type: 'string' },
  'rules-per-bus': { type: 'string' },
  'targets-per-rule': { type: 'string' },
  'pattern-bytes': { type: 'string' },
  'active-replays': { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the arguments. For a wrong one, the reason is one line that names it. */
export function parseCommandLine(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({ args: [...args], options: optionTypes, strict: true });
    if (values.help === true) return { kind: 'help' };
    const { 'state-with-events': received = false, ...others } = values;
    if (received && values.state === undefined) {
      throw new Error('--state-with-events needs --state');
    }
    return { kind: 'run', options: optionsOf(others), stateFile: stateFileIn(others, received) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'wrong', reason: reason.split(/\n|\.+(?:\s|$)/u, 1)[0] ?? reason };
  }
}

type Values = {
  [Name in Exclude<keyof typeof optionTypes, 'help' | 'state-with-events' | 'allow-host'>]?: string;
};

function optionsOf(values: Values & { 'allow-host'?: string[] }): EmulatorOptions {
  const bytes = { min: 1, max: DEFAULT_MAX_BYTES, whole: true };
  return {
    port: numberIn(values, 'port', { min: 0, max: 65_535, whole: true }) ?? DEFAULT_PORT,
    host: textIn(values, 'host'),
    allowedHosts: allowedHostsIn(values),
    pendingDays: numberIn(values, 'pending-days', { min: 0, max: MAX_PENDING_DAYS }),
    sqsEndpoint: urlIn(values, 'sqs-endpoint'),
    lambdaEndpoint: urlIn(values, 'lambda-endpoint'),
    maxEntryBytes: numberIn(values, 'max-entry-bytes', bytes),
    maxRequestBytes: numberIn(values, 'max-request-bytes', bytes),
    observed: observedIn(values),
    incompleteRequest: incompleteRequestIn(values),
    state: stateIn(values),
    quotas: quotasOf(values),
  };
}

function quotasOf(values: Values): EmulatorOptions['quotas'] {
  const quota = { min: 1, max: MAX_QUOTA, whole: true };
  const quotas = {
    busesPerAccount: numberIn(values, 'buses-per-account', quota),
    rulesPerBus: numberIn(values, 'rules-per-bus', quota),
    targetsPerRule: numberIn(values, 'targets-per-rule', quota),
    patternBytes: numberIn(values, 'pattern-bytes', { ...quota, max: MAX_PATTERN_BYTES }),
    activeReplays: numberIn(values, 'active-replays', quota),
  };
  return Object.values(quotas).some((value) => value !== undefined) ? quotas : undefined;
}

function numberIn(
  values: Values,
  name: keyof Values,
  { min, max, whole = false }: { min: number; max: number; whole?: boolean },
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : NaN;
  const isGood = value >= min && value <= max && (!whole || Number.isInteger(value));
  if (isGood) return value;
  const kind = whole ? 'a whole number' : 'a number';
  throw new Error(`--${name} must be ${kind} from ${min} to ${max}, not ${JSON.stringify(text)}`);
}

/** A text that is not empty: `--state "$UNSET"` is a mistake, and with an empty host all the world could connect. */
function textIn(values: Values, name: keyof Values): string | undefined {
  const text = values[name];
  if (text === '') throw new Error(`--${name} must not be empty`);
  return text;
}

function allowedHostsIn({ 'allow-host': names }: { 'allow-host'?: string[] }) {
  const wrong = names?.find((name) => !/^[\w.:[\]-]+$/u.test(name));
  if (wrong === undefined) return names;
  throw new Error(`--allow-host must be a host name, not ${JSON.stringify(wrong)}`);
}

function urlIn(values: Values, name: keyof Values): string | undefined {
  const text = values[name];
  if (text === undefined || isHttpUrl(text)) return text;
  throw new Error(`--${name} must be an http URL, not ${JSON.stringify(text)}`);
}

function observedIn({ observed: path }: Values): EmulatorOptions['observed'] {
  if (path === undefined) return undefined;
  const read = readObserved(path);
  if (read.ok) return read.observed;
  throw new Error(`--observed ${path}: ${read.reason}`);
}

function incompleteRequestIn(values: Values): EmulatorOptions['incompleteRequest'] {
  const text = values['incomplete-request'];
  if (text === undefined || text === 'refuse' || text === 'fail') return text;
  throw new Error(`--incomplete-request must be refuse or fail, not ${JSON.stringify(text)}`);
}

function stateIn(values: Values): EmulatorOptions['state'] {
  const path = textIn(values, 'state');
  if (path === undefined) return undefined;
  const read = readStateFile(path);
  if (read.ok) return read.state;
  throw new Error(`--state ${path}: ${read.reason}`);
}

function stateFileIn({ state: path }: Values, received: boolean): StateFile | undefined {
  return path === undefined ? undefined : { path, received };
}
