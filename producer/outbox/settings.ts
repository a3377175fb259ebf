import * as v from 'valibot';
import { entryLimits } from '../../lambdas/settings/table/entry-limits.ts';
import { checkOptions, memberProblem, wholeNumber, withMethod } from '../option-checks.ts';
import type { Database } from './database.ts';
import type { OutboxProblem } from './problem.ts';
import type { SendEvents } from './send-rows.ts';

/** Where an outbox is, and what it takes; each option has a default. */
export interface OutboxOptions {
  /** The schema of its table, which must exist. By default the one that the search path finds. */
  readonly schema?: string | undefined;
  /** The name of its table, `event_outbox` by default, up to 59 bytes. */
  readonly table?: string | undefined;
  /** The largest entry that EventBridge takes, as the producer has it. */
  readonly maxEntryBytes?: number | undefined;
}

/** How a relay sends. */
export interface RelayOptions {
  /** A pool of `pg`, or an object that calls another client. */
  readonly database: Database;
  /** `sendEvents` of the service's producer. */
  readonly sendEvents: SendEvents;
  /** Ends the relay: it takes no more events, and settles those it has, within some seconds. */
  readonly signal: AbortSignal;
  /** Called with what goes wrong, to log it and to count it. The relay goes on by itself, unless this throws. */
  readonly onProblem: (problem: OutboxProblem) => void;
  /** The most events in a batch, 500 by default; 4 MiB at most. It is sent twice if the relay is killed. */
  readonly maxEventsPerBatch?: number | undefined;
  /** How long the relay waits when no event is due, in milliseconds: 500 by default. */
  readonly pollMs?: number | undefined;
}

const optionProblem = memberProblem('is not an option of an outbox');
const aText = v.string('must be a text');

const outboxSchema = v.strictObject(
  {
    schema: v.optional(aText),
    table: v.optional(aText, 'event_outbox'),
    maxEntryBytes: wholeNumber(entryLimits.maxEntryBytes.default),
  },
  optionProblem,
);

/** The options of an outbox with their defaults. Throws RangeError, with the option's name, for an invalid one. */
export function checkOutboxOptions(given: OutboxOptions): v.InferOutput<typeof outboxSchema> {
  return checkOptions(outboxSchema, given);
}

const relayProblem = memberProblem('is not an option of a relay');

const relaySchema = v.strictObject(
  {
    database: withMethod<Database>('query', 'must have a method query'),
    sendEvents: aFunction<SendEvents>(),
    signal: v.instance(AbortSignal, 'must be an AbortSignal'),
    onProblem: aFunction<RelayOptions['onProblem']>(),
    maxEventsPerBatch: wholeNumber(500, 10_000),
    pollMs: wholeNumber(500, 60_000),
  },
  relayProblem,
);

/** The options of a relay with their defaults. Throws RangeError, with the option's name, for an invalid one. */
export function checkRelayOptions(given: RelayOptions): v.InferOutput<typeof relaySchema> {
  return checkOptions(relaySchema, given);
}

function aFunction<T>() {
  return v.custom<T>((value) => typeof value === 'function', 'must be a function');
}
