import { setTimeout } from 'node:timers/promises';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import type { OutgoingEvent } from './outgoing-event.ts';
import { sendEvents, type SendResult } from './send-events.ts';
import { checkSettings, type ProducerSettings } from './settings.ts';
import type { SendServices } from './send-batch.ts';

export type { OutgoingEvent } from './outgoing-event.ts';
export type { FailedEvent, SendResult } from './send-events.ts';
export type { ProducerSettings } from './settings.ts';

/** Where a producer sends to, and how. */
export interface ProducerOptions extends Partial<ProducerSettings> {
  /** The events queue: an output of the stack. */
  readonly queueUrl: string;
  /**
   * By default one with the credentials of the environment and the queue's Region. A client that
   * itself repeats calls multiplies `maxTries`: make it with `maxAttempts: 1`.
   */
  readonly client?: Pick<SQSClient, 'send'>;
}

/** Sends a vendor's events to the fan-out. */
export interface Producer {
  /**
   * Sends the events that keep the contract, each tenant's in order, and returns which were not sent and
   * why. No event makes it reject.
   *
   * @param options.signal gives up what is not sent yet: `AbortSignal.timeout(5_000)` is a deadline
   */
  readonly sendEvents: (
    events: readonly OutgoingEvent[],
    options?: { readonly signal?: AbortSignal },
  ) => Promise<SendResult>;
}

/**
 * A producer. Throws TypeError or RangeError if an option makes no sense.
 *
 * @param chance how to sleep between tries, and their jitter
 */
export function createProducer(
  { queueUrl, client, ...settings }: ProducerOptions,
  chance: Pick<SendServices, 'sleep' | 'random'> = { sleep, random: Math.random },
): Producer {
  if (!URL.canParse(queueUrl)) throw new TypeError('queueUrl must be the URL of a queue');
  const { maxCallsInFlight, ...limits } = checkSettings(settings);
  const services = {
    ...limits,
    ...chance,
    limit: pLimit(maxCallsInFlight),
    call: sendMessageBatch(client ?? newClient(queueUrl), queueUrl),
  };
  return {
    sendEvents: async (events, { signal } = {}) => await sendEvents(events, services, signal),
  };
}

// The queue may be in another Region than the service. Only sendBatch repeats calls, so that it knows
// which of them had no answer.
function newClient(queueUrl: string): SQSClient {
  const { origin, hostname } = new URL(queueUrl);
  const region = /^sqs\.([a-z\d-]+)\.amazonaws\.com/.exec(hostname)?.[1];
  return new SQSClient({
    endpoint: origin,
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

async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, signal && { signal });
  } catch {
    // Aborted: the caller checks the signal.
  }
}
