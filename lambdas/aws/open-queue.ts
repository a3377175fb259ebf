import { SQSClient } from '@aws-sdk/client-sqs';
import type { Log, MessageQueue } from '../ports/delivery.ts';
import { requestHandler } from './connections.ts';
import { sqsQueue } from './sqs-queue.ts';

const client = new SQSClient({ requestHandler });

/** An SQS queue, by a client that all such queues share. */
export function openQueue(queueUrl: string, log: Log): MessageQueue {
  return sqsQueue(client, queueUrl, log);
}
