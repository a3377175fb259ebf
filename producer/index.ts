/**
 * Sends a vendor's events to the fan-out: {@link createProducer}. {@link createOutbox} keeps them in the
 * service's own PostgreSQL first, so that they commit with the data that they are about.
 *
 * @module eventbridge-partner-fanout/producer
 */
import { randomUUID } from 'node:crypto';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import { tenantKey } from '../lambdas/aws/payloads/payload-key.ts';
import { isJsonObject } from '../lambdas/domain/json.ts';
import { hasMethod } from './option-checks.ts';
import type { OutgoingEvent } from './outgoing-event.ts';
import { putObject } from './put-object.ts';
import { regionOf } from './queue-url.ts';
import { sleep } from './sleep.ts';
import { sendEvents, type LargeEvents, type SendResult } from './send-events.ts';
import { checkSettings, type GivenSettings, type LargeEventSettings } from './settings.ts';
import type { SendServices } from './send-batch.ts';
import type { Chance } from './tries.ts';

export type { OutgoingEvent } from './outgoing-event.ts';
export type { FailedEvent, SendResult } from './send-events.ts';
export type { LargeEventSettings, ObjectClient, ProducerSettings } from './settings.ts';
export {
  createOutbox,
  type Outbox,
  type OutboxChance,
  type OutboxStatus,
} from './outbox/create-outbox.ts';
export type { Database, Rows, Transaction } from './outbox/database.ts';
export type { DatabaseFailed, EventsNotSent, KeptEvent, OutboxProblem } from './outbox/problem.ts';
export type { SendEvents } from './outbox/send-rows.ts';
export type { OutboxOptions, RelayOptions } from './outbox/settings.ts';
export { OutboxEventError, type OutboxEvent } from './outbox/write-events.ts';
export type { Chance } from './tries.ts';

/** Where a producer sends to, and how. */
export interface ProducerOptions extends GivenSettings {
  /** The events queue: an output of the stack. */
  readonly queueUrl: string;
  /**
   * By default one with the credentials of the environment and the queue's Region. A client that
   * itself repeats calls multiplies `maxTries`: make it with `maxAttempts: 1`.
   */
  readonly client?: Pick<SQSClient, 'send'> | undefined;
}

/** Sends a vendor's events to the fan-out. */
export interface Producer {
  /**
   * Sends the events that keep the contract, each tenant's in order, and returns which were not sent and
   * why. No event makes it reject; what is no array does, with TypeError. A tenant's events wait until its large ones are stored; the others do not.
   *
   * `options.signal` gives up what is not sent or stored yet: `AbortSignal.timeout(5_000)` is a deadline.
   */
  readonly sendEvents: (
    events: readonly OutgoingEvent[],
    options?: { readonly signal?: AbortSignal | undefined },
  ) => Promise<SendResult>;
}

/**
 * A producer. Throws TypeError or RangeError if an option makes no sense.
 *
 * @param options all but the queue's URL have a default
 * @param chance how to sleep between tries, and their jitter
 */
export function createProducer(
  options: ProducerOptions,
  chance: Chance = { sleep, random: Math.random },
): Producer {
  const { queueUrl, client, ...settings } = checkedOptions(options);
  const { maxCallsInFlight, largeEvents, ...limits } = checkSettings(settings);
  const services = {
    ...limits,
    ...chance,
    limit: pLimit(maxCallsInFlight),
    call: sendMessageBatch(client ?? newClient(queueUrl), queueUrl),
    largeEvents: largeEvents && storeIn(largeEvents, queueUrl),
  };
  return {
    sendEvents: async (events, { signal } = {}) => {
      // An event alone has no length: nothing would be sent, and nothing would have failed.
      if (!Array.isArray(events)) throw new TypeError('the events must be an array');
      return await sendEvents(events, services, signal);
    },
  };
}

/** The options, if a queue can be reached by them, whatever the types say. */
function checkedOptions(options: ProducerOptions): ProducerOptions {
  if (!isJsonObject(options)) throw new TypeError('the options must be an object');
  const { queueUrl, client } = options;
  if (!URL.canParse(queueUrl)) throw new TypeError('queueUrl must be the URL of a queue');
  if (client !== undefined && !hasMethod(client, 'send')) {
    throw new TypeError('client must be an SQSClient');
  }
  return options;
}

function storeIn(
  { bucket, client, maxCallsInFlight }: LargeEventSettings,
  queueUrl: string,
): LargeEvents {
  return {
    // Nobody guesses it, and a retry of the caller's writes over no object that is already referred to.
    newPlace: (tenant) => ({ bucket, key: `in/${tenantKey(tenant)}/${randomUUID()}` }),
    limit: pLimit(maxCallsInFlight),
    put: putObject(queueUrl, client),
  };
}

// The queue may be in another Region than the service. Only sendBatch repeats calls, so that it knows
// which of them had no answer.
function newClient(queueUrl: string): SQSClient {
  const region = regionOf(queueUrl);
  return new SQSClient({
    endpoint: new URL(queueUrl).origin,
    ...(region !== undefined && { region }),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  });
}

function sendMessageBatch(client: Pick<SQSClient, 'send'>, queueUrl: string): SendServices['call'] {
  return async (entries, signal) =>
    await client.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...entries] }),
      signal && { abortSignal: signal },
    );
}
