import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import type { Log, MessageQueue, OutgoingMessage } from '../delivery/ports.ts';
import { attributeBytes, maxMessageBytes } from '../domain/dead-letter.ts';
import { pack } from '../domain/pack.ts';

const batchLimits = { maxEntries: 10, maxRequestBytes: maxMessageBytes };
const batchesInFlight = 16;
// A batch can fail in part; the part is sent once more before it is reported as not sent.
const tries = 2;

interface Item {
  readonly message: OutgoingMessage;
  readonly sizeBytes: number;
}

/** An SQS queue, written in batches of 10 messages or 1 MiB. */
export function sqsQueue(client: SQSClient, queueUrl: string, log: Log): MessageQueue {
  return {
    async send(messages) {
      const items = messages.map((message) => ({ message, sizeBytes: messageBytes(message) }));
      const limit = pLimit(batchesInFlight);
      const sent = await Promise.all(
        pack(items, batchLimits).map((batch) =>
          limit(() => sendBatch(client, queueUrl, batch, log, tries)),
        ),
      );
      const sentItems = new Set(sent.flat());
      return items.map((item) => sentItems.has(item));
    },
  };
}

/** Sends a batch and returns what is on the queue now. */
async function sendBatch(
  client: SQSClient,
  queueUrl: string,
  batch: readonly Item[],
  log: Log,
  triesLeft: number,
): Promise<readonly Item[]> {
  try {
    const { Failed: failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: batch.map(batchEntry) }),
    );
    if (failed.length === 0) return batch;
    log.warn('SQS refused messages', { queueUrl, codes: failed.map(({ Code: code }) => code) });
    const failedIds = new Set(failed.map(({ Id: id }) => id));
    const isFailed = (_: unknown, index: number) => failedIds.has(String(index));
    const sent = batch.filter((item, index) => !isFailed(item, index));
    if (triesLeft === 1) return sent;
    const again = await sendBatch(client, queueUrl, batch.filter(isFailed), log, triesLeft - 1);
    return [...sent, ...again];
  } catch (error) {
    log.error('messages could not be sent', { queueUrl, messages: batch.length, error });
    return [];
  }
}

function batchEntry({ message }: Item, index: number): SendMessageBatchRequestEntry {
  const { body, attributes = {}, delaySeconds, groupId } = message;
  return {
    Id: String(index),
    MessageBody: body,
    ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: 'String', StringValue: value },
      ]),
    ),
  };
}

function messageBytes({ body, attributes = {} }: OutgoingMessage): number {
  return Object.entries(attributes).reduce(
    (bytes, [name, value]) => bytes + attributeBytes(name, value),
    Buffer.byteLength(body),
  );
}
