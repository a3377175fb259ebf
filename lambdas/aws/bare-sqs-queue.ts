import { hash } from 'node:crypto';
import type {
  BatchResultErrorEntry,
  SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { isJsonObject } from '../domain/json.ts';
import type { Log, MessageQueue } from '../ports/delivery.ts';
import { abortAfter } from './abort-after.ts';
import { sqsQueue, type BatchClient } from './sqs-queue.ts';
import { sqsSender } from './sqs-sender.ts';

/** As long as the client waits for an answer. */
const noAnswerMs = 3_000;

/**
 * The same queue as sqs-queue.ts has, without the middlewares of SQS's client, which take 7 us for each kilobyte:
 * in an outage of EventBridge every event goes to the retry queue. What SQS does not answer with success goes
 * through the client, with its repetitions.
 *
 * @param client whose endpoint, headers and credentials are used
 */
export function bareSqsQueue(client: SQSClient, queueUrl: string, log: Log): MessageQueue {
  const send = sqsSender(client, { queueUrl, operation: 'SendMessageBatch' });
  const bareFirst: BatchClient = {
    async send(command, options) {
      const { Entries: entries = [] } = command.input;
      const noAnswer = abortAfter(noAnswerMs);
      const signals = [noAnswer, ...(options.abortSignal ? [options.abortSignal] : [])];
      try {
        return { Failed: refusedIn(await send(entries, AbortSignal.any(signals)), entries) };
      } catch {
        // The client says what is wrong, if it still is.
        return await client.send(command, options);
      }
    },
  };
  return sqsQueue(bareFirst, queueUrl, log);
}

/** What SQS refused. Throws if the answer does not name each message once, or another text for one that was taken. */
function refusedIn(
  answer: string,
  entries: readonly SendMessageBatchRequestEntry[],
): BatchResultErrorEntry[] {
  const read: unknown = JSON.parse(answer);
  const [taken, failed] = [listOf(read, 'Successful'), listOf(read, 'Failed')];
  const sums = new Map(taken.map((one) => [one['Id'], one['MD5OfMessageBody']]));
  const refused = failed.map(({ Id: id, SenderFault: isAtFault, Code: code }) => ({
    Id: String(id),
    SenderFault: isAtFault === true,
    Code: String(code),
  }));
  const isRefused = new Set(refused.map(({ Id: id }) => id));
  for (const { Id: id, MessageBody: body = '' } of entries) {
    const isTaken = sums.get(id) === hash('md5', body);
    if (isTaken === isRefused.has(String(id))) throw new Error('the answer is not about the batch');
  }
  return refused;
}

function listOf(answer: unknown, name: string): readonly Readonly<Record<string, unknown>>[] {
  const list = isJsonObject(answer) ? answer[name] : undefined;
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
