import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Log, ReceivedMessage } from '../../ports/delivery.ts';
import type { HistoryMessage, HistoryQueue } from '../../ports/recorder.ts';

const hidden = [
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
] as const;
const waiting = ['ApproximateNumberOfMessages'] as const;

/** The history queue on SQS; a receive that finds nothing waits for so many seconds. */
export function sqsHistoryQueue(
  client: SQSClient,
  queueUrl: string,
  log: Log,
  waitSeconds = 1,
): HistoryQueue {
  return {
    async receive() {
      const { Messages: messages = [] } = await client.send(
        // The wait makes SQS ask all of its servers, so that no answer is empty while there are messages.
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['SentTimestamp'],
        }),
      );
      return messages.map(readMessage);
    },
    delete: (messages) => deleteUpToTen(messages, { client, queueUrl, log }),
    countWaiting: () => countMessages(waiting, { client, queueUrl }),
    countHidden: () => countMessages(hidden, { client, queueUrl }),
  };
}

async function countMessages(
  names: typeof hidden | typeof waiting,
  { client, queueUrl }: { readonly client: SQSClient; readonly queueUrl: string },
): Promise<number> {
  const { Attributes: counts = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(counts[name] ?? 1), 0);
}

function readMessage({ MessageId, ReceiptHandle, Body, Attributes }: Message): HistoryMessage {
  return {
    messageId: MessageId ?? '',
    receiptHandle: ReceiptHandle ?? '',
    body: Body ?? '',
    sentAtMs: Number(Attributes?.SentTimestamp ?? 0),
  };
}

async function deleteUpToTen(
  messages: readonly ReceivedMessage[],
  { client, queueUrl, log }: { client: SQSClient; queueUrl: string; log: Log },
): Promise<readonly string[]> {
  try {
    const { Successful: deleted = [] } = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
        })),
      }),
    );
    return deleted.flatMap(({ Id: index }) => messages[Number(index)]?.messageId ?? []);
  } catch (error) {
    log.warn('recorded messages could not be deleted', { messages: messages.length, error });
    return [];
  }
}
