import { isJsonObject } from '../../domain/json.ts';
import type { Log, MessageQueue } from '../../ports/delivery.ts';
import { abortAfter } from '../abort-after.ts';
import type { SendingCalls } from '../calls/queue-calls.ts';
import { sqsQueue } from '../sqs-queue.ts';
import { sqsSender } from '../sqs-sender.ts';

const noAnswerMs = 3_000;

/**
 * The history queue for those who write to it. A message goes without SQS's client, whose middlewares took more
 * processor time than all else that recording does. What SQS does not take at once goes the usual way. Messages
 * have a body and nothing else.
 */
export function bareQueue(calls: SendingCalls, queueUrl: string, log: Log): MessageQueue {
  const usual = sqsQueue(calls, queueUrl, log);
  const send = sqsSender({ queueUrl, operation: 'SendMessageBatch' });
  const sendOne = async (body: string, timeoutMs: number): Promise<boolean> => {
    try {
      const signal = abortAfter(Math.min(timeoutMs, noAnswerMs));
      return isTaken(await send([{ Id: '0', MessageBody: body }], signal));
    } catch {
      // The usual way logs what goes wrong.
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

function isTaken(answer: string): boolean {
  const read: unknown = JSON.parse(answer);
  return isJsonObject(read) && Array.isArray(read['Successful']) && read['Successful'].length === 1;
}
