import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { parseJson } from '../../lambdas/domain/json.ts';
import type { QueueName } from '../target/connection.ts';

/** A message of a dead-letter queue, held by whoever received it. */
export interface DeadLetter {
  /** The queue that it was bound for, and goes back to. */
  readonly queue: QueueName;
  /** SQS's id; a redriven message that fails again has a new one. */
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** When SQS took it, epoch milliseconds: of a message that SQS moved by itself, long before. */
  readonly sentAtMs: number;
  /** How often it was received from the dead-letter queue, this time too. */
  readonly receives: number;
  /** MessageGroupId, if SQS tells it. */
  readonly groupId: string | undefined;
}

/** Reads a message that SQS gave. */
export function readDeadLetter(queue: QueueName, message: Message): DeadLetter {
  const { MessageId: id = '', ReceiptHandle: receiptHandle = '', Body: body = '' } = message;
  const system = message.Attributes ?? {};
  return {
    queue,
    id,
    receiptHandle,
    body,
    attributes: message.MessageAttributes ?? {},
    sentAtMs: Number(system.SentTimestamp ?? 0),
    receives: Number(system.ApproximateReceiveCount ?? 0),
    groupId: system.MessageGroupId,
  };
}

/** A dead letter as it is told; what it says nothing of is null. */
export interface DeadLetterView {
  readonly queue: QueueName;
  readonly id: string;
  /** In words. Null: SQS moved it by itself, since a function could not finish it time after time. */
  readonly reason: string | null;
  /** AWS's code, or the kind of the reason where AWS was not asked. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly sourceName: string | null;
  /** Delivery attempts. */
  readonly attempts: number | null;
  /** RFC 3339 date-time. */
  readonly firstFailureTime: string | null;
  /** When it was dead-lettered, RFC 3339 date-time. */
  readonly sentAt: string;
  readonly ageSeconds: number;
  readonly receives: number;
  readonly bytes: number;
}

/** What a dead letter's attributes say of it. */
export function viewOf(letter: DeadLetter, nowMs: number): DeadLetterView {
  const text = (name: string) => letter.attributes[name]?.StringValue ?? null;
  const attempts = text('attempts');
  return {
    queue: letter.queue,
    id: letter.id,
    reason: text('reason'),
    errorCode: text('errorCode'),
    errorMessage: text('errorMessage'),
    sourceName: text('sourceName'),
    attempts: attempts === null ? null : Number(attempts),
    firstFailureTime: text('firstFailureTime'),
    sentAt: new Date(letter.sentAtMs).toISOString(),
    ageSeconds: Math.max(0, Math.floor((nowMs - letter.sentAtMs) / 1000)),
    receives: letter.receives,
    bytes: Buffer.byteLength(letter.body),
  };
}

/** The body laid out for reading, its numbers as they were written; as it came if it is no JSON. */
export function layOutBody(body: string): string {
  try {
    return JSON.stringify(parseJson(body), undefined, 2);
  } catch {
    return body;
  }
}
