import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { QueueName } from '../target/connection.ts';

/** A received message of a dead-letter queue. */
export interface DeadLetter {
  /** Its original queue, to which a redrive returns it. */
  readonly queue: QueueName;
  /** SQS's message ID; a redriven message that fails again has a new one. */
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /**
   * When it was sent, epoch milliseconds: for a message that SQS itself moved, to the original queue.
   * Undefined if SQS does not report it.
   */
  readonly sentAtMs: number | undefined;
  /** How often it was received from the dead-letter queue, including now; undefined as above. */
  readonly receives: number | undefined;
  /** MessageGroupId, if SQS reports it. */
  readonly groupId: string | undefined;
}

/** Reads a message that SQS returned. */
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
 * A dead letter as it is shown; unknown values are null. Its sender is untrusted: an attribute in
 * another format than the functions write is shown unchanged, one of type Binary in base64.
 */
export interface DeadLetterView {
  readonly queue: QueueName;
  readonly id: string;
  /** A sentence. Null: SQS itself moved the message after a function failed to process it repeatedly. */
  readonly reason: string | null;
  /** AWS's error code, or the kind of the reason if AWS was not called. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly sourceName: string | null;
  /** Delivery attempts; a text if the attribute is not a whole number. */
  readonly attempts: number | string | null;
  /** RFC 3339 date-time. */
  readonly firstFailureTime: string | null;
  /** When it was dead-lettered, RFC 3339 date-time. */
  readonly sentAt: string | null;
  readonly ageSeconds: number | null;
  readonly receives: number | null;
  readonly bytes: number;
}

/** The view of a dead letter from its attributes. */
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
