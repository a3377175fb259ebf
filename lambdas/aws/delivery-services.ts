import { setTimeout } from 'node:timers/promises';
import type { DeliverServices } from '../delivery/deliver.ts';
import type { Log, MessageQueue } from '../ports/delivery.ts';
import type { HistorySink } from '../ports/history.ts';
import type { KeptMembersOf } from '../ports/payloads.ts';
import type { PayloadServices } from '../delivery/refer.ts';
import {
  deliverSettings,
  deliveryPlace,
  payloadDays,
  type DeliveryEnvironment,
} from '../delivery/settings.ts';
import { lateQueueCalls } from './calls/late-queue-calls.ts';
import { ownQueueCalls } from './calls/own-queue-calls.ts';
import { ownTableCalls } from './calls/own-table-calls.ts';
import type { SendingCalls } from './calls/queue-calls.ts';
import { bareMessageDeleter } from './delete-messages.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import type { PayloadPlace } from './payloads/payload-services.ts';
import { partnerEventsPutter } from './put-partner-events.ts';
import { keptMembersReader } from './payloads/kept-members.ts';
import { sqsQueue } from './sqs-queue.ts';

/** Opens the history by its queue; the calls are for what goes wrong without them. */
export type OpenHistory = (calls: SendingCalls, queueUrl: string) => HistorySink;

/** Opens the payloads of the function's Region, and the key for links in its mapping table. */
export type OpenPayloads = (place: PayloadPlace, log: Log) => PayloadServices;

/** What opens the history and the payloads, where the stage has them. */
export interface Openers {
  readonly openHistory?: OpenHistory;
  readonly openPayloads?: OpenPayloads;
}

/**
 * The services of a function that delivers, on AWS; `queue` opens further queues.
 *
 * @param sourceQueueUrl the queue that the function's batches come from
 */
export function deliveryServices(
  environment: DeliveryEnvironment,
  sourceQueueUrl: string,
  log: Log,
  { openHistory, openPayloads }: Openers = {},
): DeliverServices & {
  readonly queue: (queueUrl: string) => MessageQueue;
  readonly keptMembersOf: KeptMembersOf;
} {
  const place = deliveryPlace(environment);
  const late = lateQueueCalls();
  const sending = ownQueueCalls(late);
  const reader = ownTableCalls();
  const writer = ownTableCalls(place.homeRegion);
  const queue = (queueUrl: string) => sqsQueue(sending, queueUrl, log);
  const settings = deliverSettings(environment);
  const days = payloadDays(environment);
  return {
    queue,
    history:
      settings.history.rows === 'none' ? undefined : openHistory?.(late, place.historyQueueUrl),
    mappings: dynamodbMappingTable(reader, place.mappingTableName, writer, {
      booksMissed: settings.history.rows !== 'none',
    }),
    payloads: days === undefined ? undefined : openPayloads?.({ ...place, days }, log),
    put: partnerEventsPutter(),
    // The file is next to the bundle that this becomes part of.
    keptMembersOf: keptMembersReader(import.meta.dirname),
    deleteMessages: bareMessageDeleter(late, sourceQueueUrl, log),
    retryQueue: queue(place.retryQueueUrl),
    retryDeadLetters: queue(place.retryDeadLetterQueueUrl),
    settings,
    log,
    now: Date.now,
    random: Math.random,
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { ref: false }),
  };
}
