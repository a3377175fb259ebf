import type { Log, MessageQueue } from '../ports/delivery.ts';
import { openSendingCalls } from './calls/sdk-queue-calls.ts';
import { sqsQueue } from './sqs-queue.ts';

const calls = openSendingCalls();

/** An SQS queue, by a client that all such queues share. */
export function openQueue(queueUrl: string, log: Log): MessageQueue {
  return sqsQueue(calls, queueUrl, log);
}
