import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeliverServices } from '../delivery/deliver.ts';
import type { Log, MessageQueue } from '../ports/delivery.ts';
import { deliverSettings } from '../delivery/settings.ts';
import { messageDeleter } from './delete-messages.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import { partnerEventsPutter } from './put-partner-events.ts';
import { requestHandler } from './request-handler.ts';
import { sqsQueue } from './sqs-queue.ts';

/**
 * The services of a function that delivers, on AWS; `queue` opens further queues.
 *
 * @param sourceQueueUrl the queue that the function's batches come from
 */
export function deliveryServices(
  environment: Parameters<typeof deliverSettings>[0],
  sourceQueueUrl: string,
  log: Log,
): DeliverServices & { readonly queue: (queueUrl: string) => MessageQueue } {
  const sqs = new SQSClient({ requestHandler });
  const reader = new DynamoDBClient({ requestHandler });
  // Where this is the home Region it is a second client of the same table: it costs two sockets.
  const writer = new DynamoDBClient({ requestHandler, region: environment.HOME_REGION });
  const queue = (queueUrl: string) => sqsQueue(sqs, queueUrl, log);
  return {
    queue,
    mappings: dynamodbMappingTable(reader, environment.MAPPING_TABLE_NAME, writer),
    put: partnerEventsPutter(),
    deleteMessages: messageDeleter(sqs, sourceQueueUrl, log),
    retryQueue: queue(environment.RETRY_QUEUE_URL),
    retryDeadLetters: queue(environment.RETRY_DEAD_LETTER_QUEUE_URL),
    settings: deliverSettings(environment),
    log,
    now: Date.now,
    random: Math.random,
  };
}
