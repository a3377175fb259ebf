import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueName, QueueUrls } from '../target/connection.ts';
import { readDeadLetter, type DeadLetter } from './dead-letter.ts';

/** A dead-letter queue. Every method but `giveBack` rejects as the SDK does. */
export interface DeadLetterQueue {
  readonly name: QueueName;
  /** Receives up to ten and hides them from other consumers for a minute; none if it is empty. */
  receive(): Promise<readonly DeadLetter[]>;
  /** Makes them visible again at once; where this fails, they reappear within the minute. */
  giveBack(letters: readonly DeadLetter[]): Promise<void>;
  /** Sends a dead letter unchanged to its original queue; it stays here too. */
  sendBack(letter: DeadLetter): Promise<void>;
  remove(letter: DeadLetter): Promise<void>;
}

const maxBatch = 10;
const hiddenSeconds = 60;
// A long poll queries all SQS servers; after a short poll, an empty response does not prove an empty queue.
const waitSeconds = 1;

type Client = Pick<SQSClient, 'send'>;

/** The dead-letter queue of one of the stack's queues. */
export function deadLetterQueue(client: Client, urls: QueueUrls): DeadLetterQueue {
  const { name, url, deadLettersUrl } = urls;
  return {
    name,
    receive: async () => await receive(client, urls),
    async giveBack(letters) {
      await Promise.allSettled(
        batches(letters).map((batch) => makeVisible(client, deadLettersUrl, batch)),
      );
    },
    async sendBack({ body, attributes, groupId }) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: body,
          MessageAttributes: { ...attributes },
          ...(groupId !== undefined && { MessageGroupId: groupId }),
        }),
      );
    },
    async remove({ receiptHandle }) {
      await client.send(
        new DeleteMessageCommand({ QueueUrl: deadLettersUrl, ReceiptHandle: receiptHandle }),
      );
    },
  };
}

async function receive(
  client: Client,
  { name, deadLettersUrl }: QueueUrls,
): Promise<readonly DeadLetter[]> {
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: deadLettersUrl,
      MaxNumberOfMessages: maxBatch,
      VisibilityTimeout: hiddenSeconds,
      WaitTimeSeconds: waitSeconds,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return messages.map((message) => readDeadLetter(name, message));
}

async function makeVisible(
  client: Client,
  deadLettersUrl: string,
  batch: readonly DeadLetter[],
): Promise<void> {
  await client.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl: deadLettersUrl,
      Entries: batch.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      })),
    }),
  );
}

function batches(letters: readonly DeadLetter[]): readonly (readonly DeadLetter[])[] {
  return Array.from({ length: Math.ceil(letters.length / maxBatch) }, (_, index) =>
    letters.slice(index * maxBatch, (index + 1) * maxBatch),
  );
}
