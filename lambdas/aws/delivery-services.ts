import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeliverServices } from '../delivery/deliver.ts';
import type { Log, MessageQueue } from '../ports/delivery.ts';
import type { HistorySink } from '../ports/history.ts';
import { deliverSettings, deliveryPlace, type DeliveryEnvironment } from '../delivery/settings.ts';
import { bareMessageDeleter } from './delete-messages.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import { partnerEventsPutter } from './put-partner-events.ts';
import { requestHandler } from './connections.ts';
import { sqsQueue } from './sqs-queue.ts';

/** Opens the history by its queue. */
export type OpenHistory = (sqs: SQSClient, queueUrl: string) => HistorySink;

/**
 * The services of a function that delivers, on AWS; `queue` opens further queues.
 *
 * @param sourceQueueUrl the queue that the function's batches come from
 * @param openHistory opens the history, where the stage has one
 */
export function deliveryServices(
  environment: DeliveryEnvironment,
  sourceQueueUrl: string,
  log: Log,
  openHistory?: OpenHistory,
): DeliverServices & { readonly queue: (queueUrl: string) => MessageQueue } {
  const place = deliveryPlace(environment);
  const sqs = new SQSClient({ requestHandler });
  const reader = new DynamoDBClient({ requestHandler });
  // In the home Region it is a second client of the same table, which costs two sockets.
  const writer = new DynamoDBClient({ requestHandler, region: place.homeRegion });
  const queue = (queueUrl: string) => sqsQueue(sqs, queueUrl, log);
  const settings = deliverSettings(environment);
  return {
    queue,
    history:
      settings.history.rows === 'none' ? undefined : openHistory?.(sqs, place.historyQueueUrl),
    mappings: dynamodbMappingTable(reader, place.mappingTableName, writer, {
      booksMissed: settings.history.rows !== 'none',
    }),
    put: partnerEventsPutter(),
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
