import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Log, ReceivedMessage } from '../../ports/delivery.ts';
import type { HistoryMessage, HistoryQueue } from '../../ports/recorder.ts';
import { standardResend } from '../resend.ts';

const hidden = [
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
] as const;
const waiting = ['ApproximateNumberOfMessages'] as const;

/**
 * SQS's counts follow deletions with a delay that it does not state: a count that is not zero is taken again
 * after these pauses. Together they are shorter than the time that a run keeps for its end.
 */
const pausesMs = [300, 700];

/** How the history queue is asked. */
interface Asking {
  /** How long a receive waits that finds nothing. */
  readonly waitSeconds?: number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** The history queue on SQS. */
export function sqsHistoryQueue(
  client: SQSClient,
  queueUrl: string,
  log: Log,
  { waitSeconds = 1, sleep = standardResend.sleep }: Asking = {},
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
    async countHidden() {
      let count = await countMessages(hidden, { client, queueUrl });
      for (const pauseMs of pausesMs) {
        if (count === 0) break;
        await sleep(pauseMs);
        count = await countMessages(hidden, { client, queueUrl });
      }
      return count;
    },
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
