import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
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
import { bareMessageDeleter } from './delete-messages.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import type { PayloadPlace } from './payloads/payload-services.ts';
import { partnerEventsPutter } from './put-partner-events.ts';
import { requestHandler } from './connections.ts';
import { keptMembersReader } from './payloads/kept-members.ts';
import { sqsQueue } from './sqs-queue.ts';

/** Opens the history by its queue. */
export type OpenHistory = (sqs: SQSClient, queueUrl: string) => HistorySink;

/** Opens the payloads of the function's Region, and the key for links by a client of its mapping table. */
export type OpenPayloads = (
  client: DynamoDBClient,
  place: PayloadPlace,
  log: Log,
) => PayloadServices;

/** Opens a queue by its URL. */
export type OpenQueue = (sqs: SQSClient, queueUrl: string, log: Log) => MessageQueue;

/** What opens the queues, and the history and the payloads where the stage has them. */
export interface Openers {
  /** By SQS's client where it is not given. */
  readonly openQueue?: OpenQueue;
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
  { openHistory, openPayloads, openQueue = sqsQueue }: Openers = {},
): DeliverServices & {
  readonly queue: (queueUrl: string) => MessageQueue;
  readonly keptMembersOf: KeptMembersOf;
} {
  const place = deliveryPlace(environment);
  const sqs = new SQSClient({ requestHandler });
  const reader = new DynamoDBClient({ requestHandler });
  // In the home Region it is a second client of the same table, which costs two sockets.
  const writer = new DynamoDBClient({ requestHandler, region: place.homeRegion });
  const queue = (queueUrl: string) => openQueue(sqs, queueUrl, log);
  const settings = deliverSettings(environment);
  const days = payloadDays(environment);
  return {
    queue,
    history:
      settings.history.rows === 'none' ? undefined : openHistory?.(sqs, place.historyQueueUrl),
    mappings: dynamodbMappingTable(reader, place.mappingTableName, writer, {
      booksMissed: settings.history.rows !== 'none',
    }),
    payloads: days === undefined ? undefined : openPayloads?.(reader, { ...place, days }, log),
    put: partnerEventsPutter(),
    // The file is next to the bundle that this becomes part of.
    keptMembersOf: keptMembersReader(import.meta.dirname),
    deleteMessages: bareMessageDeleter(sqs, sourceQueueUrl, log),
    retryQueue: queue(place.retryQueueUrl),
    retryDeadLetters: queue(place.retryDeadLetterQueueUrl),
    settings,
    log,
    now: Date.now,
    random: Math.random,
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { ref: false }),
  };
}
