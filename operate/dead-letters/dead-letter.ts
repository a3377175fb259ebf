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
  /**
   * When SQS took it, epoch milliseconds: of a message that SQS moved by itself, long before. Undefined
   * if SQS does not tell it.
   */
  readonly sentAtMs: number | undefined;
  /** How often it was received from the dead-letter queue, this time too; undefined as above. */
  readonly receives: number | undefined;
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
    sentAtMs: wholeNumber(system.SentTimestamp),
    receives: wholeNumber(system.ApproximateReceiveCount),
    groupId: system.MessageGroupId,
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * A dead letter as it is told; what it says nothing of is null. Anybody may have sent it: an attribute
 * that is not as the functions write it is shown as it is, one of type Binary in base64.
 */
export interface DeadLetterView {
  readonly queue: QueueName;
  readonly id: string;
  /** In words. Null: SQS moved it by itself, since a function could not finish it time after time. */
  readonly reason: string | null;
  /** AWS's code, or the kind of the reason where AWS was not asked. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly sourceName: string | null;
  /** Delivery attempts; a text if the attribute is no whole number. */
  readonly attempts: number | string | null;
  /** RFC 3339 date-time. */
  readonly firstFailureTime: string | null;
  /** When it was dead-lettered, RFC 3339 date-time. */
  readonly sentAt: string | null;
  readonly ageSeconds: number | null;
  readonly receives: number | null;
  readonly bytes: number;
}

/** What a dead letter's attributes say of it. */
export function viewOf(letter: DeadLetter, nowMs: number): DeadLetterView {
  const { sentAtMs, attributes } = letter;
  const text = (name: string) => attributeText(attributes[name]);
  const attempts = text('attempts');
  return {
    queue: letter.queue,
    id: letter.id,
    reason: text('reason'),
    errorCode: text('errorCode'),
    errorMessage: text('errorMessage'),
    sourceName: text('sourceName'),
    attempts: wholeNumber(attempts ?? undefined) ?? attempts,
    firstFailureTime: text('firstFailureTime'),
    sentAt: sentAtMs === undefined ? null : new Date(sentAtMs).toISOString(),
    ageSeconds: sentAtMs === undefined ? null : Math.max(0, Math.floor((nowMs - sentAtMs) / 1000)),
    receives: letter.receives ?? null,
    bytes: Buffer.byteLength(letter.body),
  };
}

function attributeText(attribute: MessageAttributeValue | undefined): string | null {
  const { StringValue: text, BinaryValue: bytes } = attribute ?? {};
  if (text !== undefined) return text;
  if (bytes === undefined) return null;
  return `binary, ${bytes.length} bytes: ${Buffer.from(bytes).toString('base64')}`;
}

/** The body laid out for reading, its numbers as they were written; as it came if it is no JSON. */
export function layOutBody(body: string): string {
  try {
    return JSON.stringify(parseJson(body), undefined, 2);
  } catch {
    return body;
  }
}
