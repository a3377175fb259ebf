import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeleteMessages, Log } from '../ports/delivery.ts';
import { abortAfter } from './abort-after.ts';

// The batch's response deletes whatever this does not, so nobody waits long for it.
const timeoutMs = 1_000;

/** Deletes messages that were received from a queue. Failures are logged; at worst the messages come again. */
export function messageDeleter(client: SQSClient, queueUrl: string, log: Log): DeleteMessages {
  return async (messages) => {
    const command = new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      })),
    });
    try {
      const abortSignal = abortAfter(timeoutMs);
      const { Failed: failed = [] } = await client.send(command, { abortSignal });
      if (failed.length === 0) return;
      log.warn('SQS did not delete all messages', {
        queueUrl,
        codes: failed.map(({ Code: code }) => code),
      });
    } catch (error) {
      log.warn('messages could not be deleted', { queueUrl, messages: messages.length, error });
    }
  };
}
