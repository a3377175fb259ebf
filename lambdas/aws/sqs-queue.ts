import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import type { Log, MessageQueue, OutgoingMessage } from '../ports/delivery.ts';
import { attributeBytes, maxMessageBytes } from '../domain/dead-letter.ts';
import { pack } from '../domain/pack.ts';
import { abortAfter } from './abort-after.ts';
import type { SendingCalls } from './calls/queue-calls.ts';
import { maxTries, pauseBefore, standardResend, type ResendSettings } from './resend.ts';

const batchLimits = { maxEntries: 10, maxRequestBytes: maxMessageBytes };
const batchesInFlight = 16;

interface Item {
  readonly message: OutgoingMessage;
  readonly sizeBytes: number;
}

interface SendContext {
  readonly calls: SendingCalls;
  readonly queueUrl: string;
  readonly log: Log;
  readonly resend: ResendSettings;
  /** From this time on nothing is sent again, epoch milliseconds. */
  readonly againUntilMs: number;
  /** When every call must have ended, epoch milliseconds. */
  readonly endMs: number;
}

/**
 * An SQS queue, written in batches of 10 messages or 1 MiB. Messages of a batch that SQS refuses are sent
 * again after a pause, unless SQS says that the message is at fault.
 */
export function sqsQueue(
  calls: SendingCalls,
  queueUrl: string,
  log: Log,
  resend: ResendSettings = standardResend,
): MessageQueue {
  return {
    async send(messages, { timeoutMs = Infinity } = {}) {
      const items = messages.map((message) => ({ message, sizeBytes: messageBytes(message) }));
      const limit = pLimit(batchesInFlight);
      const endMs = resend.now() + timeoutMs;
      const againUntilMs = Math.min(endMs, resend.now() + resend.budgetMs);
      const context = { calls, queueUrl, log, resend, againUntilMs, endMs };
      const sent = await Promise.all(
        pack(items, batchLimits).map((batch) => limit(() => sendBatch(batch, context))),
      );
      const sentItems = new Set(sent.flat());
      return items.map((item) => sentItems.has(item));
    },
  };
}

/** Sends a batch, and its refused messages again; returns the messages that are on the queue now. */
async function sendBatch(batch: readonly Item[], context: SendContext): Promise<readonly Item[]> {
  const { resend, againUntilMs } = context;
  const allSent: Item[] = [];
  let left = batch;
  for (let tries = 1; ; tries += 1) {
    const { sent, refused } = await sendOnce(left, context);
    allSent.push(...sent);
    if (refused.length === 0 || tries === maxTries) return allSent;
    const pauseMs = pauseBefore(tries + 1, resend.random());
    if (resend.now() + pauseMs >= againUntilMs) return allSent;
    await resend.sleep(pauseMs);
    left = refused;
  }
}

/**
 * Sends a batch once. `refused` holds messages that SQS may take the next time. Messages in neither list
 * are at fault, or their call failed, which the SDK has repeated already.
 */
async function sendOnce(batch: readonly Item[], context: SendContext) {
  const { calls, queueUrl, log, resend, endMs } = context;
  const timeLeftMs = endMs - resend.now();
  if (timeLeftMs <= 0) return { sent: [], refused: [] };
  try {
    const { Failed: failed = [] } = await calls.sendMessageBatch(
      { QueueUrl: queueUrl, Entries: batch.map(batchEntry) },
      Number.isFinite(timeLeftMs) ? { abortSignal: abortAfter(timeLeftMs) } : {},
    );
    if (failed.length === 0) return { sent: batch, refused: [] };
    log.warn('SQS refused messages', { queueUrl, codes: failed.map(({ Code: code }) => code) });
    const isAtFault = new Map(failed.map(({ Id: id, SenderFault: fault = false }) => [id, fault]));
    const faultOf = (index: number) => isAtFault.get(String(index));
    return {
      sent: batch.filter((_, index) => faultOf(index) === undefined),
      refused: batch.filter((_, index) => faultOf(index) === false),
    };
  } catch (error) {
    log.error('messages could not be sent', { queueUrl, messages: batch.length, error });
    return { sent: [], refused: [] };
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
