import { entrySizeBytes } from '../lambdas/domain/delivery.ts';
import { checkDomainEvent, type CheckedEvent } from '../lambdas/domain/domain-event.ts';
import { parseJson } from '../lambdas/domain/json.ts';
import { LossError, writeLossless } from './lossless-json.ts';

/** An event of a vendor's service, before it is checked and written as JSON. */
export interface OutgoingEvent {
  /** The vendor's own id of the event, up to 1,024 bytes as JSON, and neither `.` nor `..`. */
  readonly id: string;
  /** `<tenant>/<resource...>`: the resource that the event is about. */
  readonly generator: string;
  /** 1 to 128 characters, no personal data. */
  readonly detailType: string;
  /** A JSON object, written by JSON.stringify; refused if that would lose a part of it. */
  readonly detail: object;
  /** RFC 3339 date-time, up to 64 characters; by default the time when the queue takes the event. */
  readonly time?: string | Date | undefined;
  readonly resources?: readonly string[] | undefined;
}

/** An event as it goes into a message, or why it is refused. */
export type WrittenEvent =
  | {
      readonly kind: 'written';
      readonly generator: string;
      /** The event as JSON, with no character that SQS refuses. */
      readonly text: string;
    }
  | {
      readonly kind: 'refused';
      readonly code: 'invalidEvent' | 'entryTooLarge';
      readonly reason: string;
    };

/**
 * Writes an event, and checks it as the fan-out function will: an event that the function would
 * dead-letter is refused here. An event is too large if no partner event source can take it. The source's
 * name counts too, and so does the event's id where the stage puts it into the entry, but only the fan-out
 * function knows both: an event that is within the limit without them is sent, and the function checks the
 * rest.
 *
 * @param maxEntryBytes the largest entry that EventBridge takes
 */
export function writeEvent(event: OutgoingEvent, maxEntryBytes: number): WrittenEvent {
  const written = writeText(event);
  if (written.kind === 'invalid') return refuse('invalidEvent', written.reason);
  const { text } = written;
  const checked = checkText(text);
  if (checked.kind === 'invalid') return refuse('invalidEvent', checked.reason);
  const sizeBytes = entrySizeBytes(checked.event, '', undefined);
  if (sizeBytes > maxEntryBytes) {
    const reason = `the entry is ${sizeBytes} bytes without its source; the limit is ${maxEntryBytes}`;
    return refuse('entryTooLarge', reason);
  }
  return { kind: 'written', generator: checked.event.generator, text };
}

type Text = { readonly kind: 'text'; readonly text: string } | Invalid;
type Invalid = Extract<CheckedEvent, { kind: 'invalid' }>;

function writeText(event: unknown): Text {
  // JSON has no text for undefined, a function or a symbol.
  if (typeof event !== 'object') {
    return { kind: 'invalid', reason: `a domain event must be an object, not ${typeof event}` };
  }
  try {
    return { kind: 'text', text: writeLossless(event) };
  } catch (error) {
    return { kind: 'invalid', reason: reasonOf(error) };
  }
}

function checkText(text: string): CheckedEvent {
  try {
    // The size does not depend on when the queue takes the event.
    return checkDomainEvent(parseJson(text), 0);
  } catch (error) {
    return { kind: 'invalid', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof LossError)
    return `the event contains ${error.message}, which JSON cannot represent`;
  const message = messageOf(error);
  if (error instanceof RangeError && message.includes('call stack')) {
    return 'the event is nested too deeply';
  }
  return `the event cannot be written as JSON: ${message.split('\n', 1).join('')}`;
}

/** A `toJSON` or a getter may throw anything. */
function messageOf(error: unknown): string {
  try {
    return String(Error.isError(error) ? error.message : error);
  } catch {
    return 'it throws an error without a message';
  }
}

function refuse(
  code: Extract<WrittenEvent, { kind: 'refused' }>['code'],
  reason: string,
): WrittenEvent {
  return { kind: 'refused', code, reason };
}
