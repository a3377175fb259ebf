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
  /** Receives up to ten, and hides them for a minute from everybody else; none if it is empty. */
  receive(): Promise<readonly DeadLetter[]>;
  /** Makes them visible again at once; those that this fails for come back within the minute. */
  giveBack(letters: readonly DeadLetter[]): Promise<void>;
  /** Sends a letter as it is to the queue that it was bound for; it stays here too. */
  sendBack(letter: DeadLetter): Promise<void>;
  remove(letter: DeadLetter): Promise<void>;
}

const maxBatch = 10;
const hiddenSeconds = 60;
// A long poll asks all of SQS's servers; after a short one, an empty answer is no proof of emptiness.
const waitSeconds = 1;

/** The dead-letter queue behind one of the stack's queues. */
export function deadLetterQueue(
  client: Pick<SQSClient, 'send'>,
  { name, url, deadLettersUrl }: QueueUrls,
): DeadLetterQueue {
  return {
    name,
    async receive() {
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
    },
    async giveBack(letters) {
      await Promise.allSettled(
        batches(letters).map((batch) =>
          client.send(
            new ChangeMessageVisibilityBatchCommand({
              QueueUrl: deadLettersUrl,
              Entries: batch.map(({ receiptHandle }, index) => ({
                Id: String(index),
                ReceiptHandle: receiptHandle,
                VisibilityTimeout: 0,
              })),
            }),
          ),
        ),
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

function batches(letters: readonly DeadLetter[]): readonly (readonly DeadLetter[])[] {
  return Array.from({ length: Math.ceil(letters.length / maxBatch) }, (_, index) =>
    letters.slice(index * maxBatch, (index + 1) * maxBatch),
  );
}
