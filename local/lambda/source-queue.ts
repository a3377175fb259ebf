import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

import { sqsRecord } from './sqs-record.ts';
import type { EventSource } from './sqs-record.ts';

/** The queue that an event source mapping polls. Lists hold at most 10 messages. */
export interface SourceQueue {
  /**
   * Receives messages, waiting for the first of them. Rejects when SQS cannot be reached, or when the wait is aborted.
   * Without a wait there is nothing to abort: the messages may be on their way.
   */
  receive(maxMessages: number, waitSeconds: number, signal: AbortSignal): Promise<SQSRecord[]>;
  /** Deletes messages; resolves with those that SQS did not delete. Rejects when SQS cannot be reached. */
  delete(records: readonly SQSRecord[]): Promise<SQSRecord[]>;
  /** Makes messages visible again at once. Rejects when SQS cannot be reached. */
  release(records: readonly SQSRecord[]): Promise<void>;
}

/** A queue of SQS, by its URL. */
export function sourceQueue(
  sqs: Pick<SQSClient, 'send'>,
  queueUrl: string,
  source: EventSource,
): SourceQueue {
  return {
    async receive(maxMessages, waitSeconds, abortSignal) {
      const command = receiveCommand(queueUrl, maxMessages, waitSeconds);
      const options = waitSeconds > 0 ? { abortSignal } : {};
      const { Messages: messages = [] } = await sqs.send(command, options);
      return messages.map((message) => sqsRecord(message, source));
    },
    async delete(records) {
      const Entries = entriesOf(records);
      const command = new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries });
      const { Failed: failed = [] } = await sqs.send(command);
      return failed.flatMap(({ Id }) => records[Number(Id)] ?? []);
    },
    async release(records) {
      const Entries = entriesOf(records).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
    },
  };
}

function receiveCommand(queueUrl: string, maxMessages: number, waitSeconds: number) {
  return new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: maxMessages,
    WaitTimeSeconds: waitSeconds,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
}

/** The records as entries of a batch request; an entry's id is its index. */
function entriesOf(records: readonly SQSRecord[]) {
  return records.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
  }));
}
