import { isJsonObject } from '../domain/json.ts';
import type { DeleteMessages, Log, ReceivedMessage } from '../ports/delivery.ts';
import { abortAfter } from './abort-after.ts';
import type { DeletingCalls } from './calls/queue-calls.ts';
import { sqsSender } from './sqs-sender.ts';

// The batch's response deletes whatever this does not, so nobody waits long for it.
const timeoutMs = 1_000;

/**
 * Deletes messages that were received from a queue. Failures are logged; at worst the messages come again.
 * A call goes without SQS's client, whose middlewares take four fifths of its processor time; what SQS does not
 * answer with success goes the usual way.
 */
export function bareMessageDeleter(
  calls: DeletingCalls,
  queueUrl: string,
  log: Log,
): DeleteMessages {
  const usual = messageDeleter(calls, queueUrl, log);
  const send = sqsSender({ queueUrl, operation: 'DeleteMessageBatch' });
  return async (messages) => {
    const signal = abortAfter(timeoutMs);
    try {
      logRefused(codesIn(await send(messages.map(entryOf), signal)), queueUrl, log);
    } catch (error) {
      if (!signal.aborted) return await usual(messages);
      log.warn('messages could not be deleted', { queueUrl, messages: messages.length, error });
    }
  };
}

/** Deletes messages that were received from a queue by the SDK's calls. Failures are logged. */
export function messageDeleter(calls: DeletingCalls, queueUrl: string, log: Log): DeleteMessages {
  return async (messages) => {
    const input = { QueueUrl: queueUrl, Entries: messages.map(entryOf) };
    try {
      const abortSignal = abortAfter(timeoutMs);
      const { Failed: failed = [] } = await calls.deleteMessageBatch(input, { abortSignal });
      logRefused(
        failed.map(({ Code: code }) => code),
        queueUrl,
        log,
      );
    } catch (error) {
      log.warn('messages could not be deleted', { queueUrl, messages: messages.length, error });
    }
  };
}

function entryOf({ receiptHandle }: ReceivedMessage, index: number) {
  return { Id: String(index), ReceiptHandle: receiptHandle };
}

/** The codes of what an answer says was not deleted. Throws if it is no answer. */
function codesIn(answer: string): readonly unknown[] {
  const read: unknown = JSON.parse(answer);
  if (!isJsonObject(read)) throw new Error('the answer of DeleteMessageBatch cannot be read');
  const { Failed: failed } = read;
  if (!Array.isArray(failed)) return [];
  return failed.map((one: unknown) => (isJsonObject(one) ? one['Code'] : undefined));
}

function logRefused(codes: readonly unknown[], queueUrl: string, log: Log): void {
  if (codes.length > 0) log.warn('SQS did not delete all messages', { queueUrl, codes });
}
