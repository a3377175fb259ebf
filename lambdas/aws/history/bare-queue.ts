import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { HttpRequest } from '@smithy/core/transport';
import { isJsonObject } from '../../domain/json.ts';
import type { Log, MessageQueue } from '../../ports/delivery.ts';
import { abortAfter } from '../abort-after.ts';
import { bodySender, type SendBody } from '../body-sender.ts';
import { sqsQueue } from '../sqs-queue.ts';

const noAnswerMs = 3_000;

/**
 * The history queue for those who write to it. A message goes without the middlewares of SQS's client: they
 * took more processor time than all else that recording does. What SQS does not take at once goes the
 * usual way. Messages have a body and nothing else.
 *
 * @param client whose endpoint, signer and connections are used
 */
export function bareQueue(client: SQSClient, queueUrl: string, log: Log): MessageQueue {
  const usual = sqsQueue(client, queueUrl, log);
  let sender: Promise<SendBody> | undefined;
  const sendOne = async (body: string, timeoutMs: number): Promise<boolean> => {
    try {
      const send = await (sender ??= batchSender(client, queueUrl));
      const { status, body: answer } = await send(
        requestOf(queueUrl, body),
        abortAfter(Math.min(timeoutMs, noAnswerMs)),
      );
      return status === 200 && isTaken(answer);
    } catch {
      // The usual way logs what goes wrong.
      sender = undefined;
      return false;
    }
  };
  return {
    async send(messages, { timeoutMs = noAnswerMs } = {}) {
      const endMs = Date.now() + timeoutMs;
      return await Promise.all(
        messages.map(async (message) => {
          if (await sendOne(message.body, timeoutMs)) return true;
          const [isSent = false] = await usual.send([message], { timeoutMs: endMs - Date.now() });
          return isSent;
        }),
      );
    },
  };
}

function requestOf(queueUrl: string, body: string): Buffer {
  return Buffer.from(
    JSON.stringify({ QueueUrl: queueUrl, Entries: [{ Id: '0', MessageBody: body }] }),
  );
}

function isTaken(answer: string): boolean {
  const read: unknown = JSON.parse(answer);
  return isJsonObject(read) && Array.isArray(read['Successful']) && read['Successful'].length === 1;
}

async function batchSender(client: SQSClient, queueUrl: string): Promise<SendBody> {
  const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [] });
  let made: unknown;
  command.middlewareStack.add(
    () =>
      ({ request }) => {
        made = request;
        const output = { $metadata: {}, Successful: [], Failed: [] };
        return Promise.resolve({ output, response: undefined });
      },
    { step: 'build', priority: 'low' },
  );
  await client.send(command);
  if (HttpRequest.isInstance(made)) return await bodySender(made, client.config);
  throw new Error('the SDK made no HTTP request of SendMessageBatch');
}
