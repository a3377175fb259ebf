import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

import { sqsRecord } from './sqs-record.ts';
import type { EventSource } from './sqs-record.ts';

/** The queue which an event source mapping polls. Lists hold at most 10 messages. */
export interface SourceQueue {
  /**
   * Receives messages, waiting for the first of them. Rejects when SQS cannot be asked, or when the wait is aborted.
   * Without a wait there is nothing to abort: the messages may be on their way.
   */
  receive(maxMessages: number, waitSeconds: number, signal: AbortSignal): Promise<SQSRecord[]>;
  /** Deletes messages; resolves with those which SQS did not delete. Rejects when SQS cannot be asked. */
  delete(records: readonly SQSRecord[]): Promise<SQSRecord[]>;
  /** Makes messages visible again at once. Rejects when SQS cannot be asked. */
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
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: maxMessages,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages: messages = [] } = await sqs.send(
        command,
        waitSeconds > 0 ? { abortSignal } : {},
      );
      return messages.map((message) => sqsRecord(message, source));
    },
    async delete(records) {
      const entries = records.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      }));
      const command = new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries });
      const { Failed: failed = [] } = await sqs.send(command);
      return failed.flatMap(({ Id }) => records[Number(Id)] ?? []);
    },
    async release(records) {
      const visibleAtOnce = records.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      }));
      await sqs.send(
        new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: visibleAtOnce }),
      );
    },
  };
}
