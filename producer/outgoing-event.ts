import { entrySizeBytes } from '../lambdas/domain/delivery.ts';
import { detailProblem } from '../lambdas/domain/detail-problem.ts';
import type { DomainEvent } from '../lambdas/domain/domain-event.ts';
import { tenantOf } from '../lambdas/domain/generator.ts';
import { maxEventBytes } from '../lambdas/domain/message-size.ts';
import { maxPayloadBytes } from '../lambdas/domain/payload/payload-reference.ts';
import { keptMembers } from '../lambdas/domain/payload/stub.ts';
import { readDomainEvent, type CheckedEvent } from '../lambdas/domain/read-domain-event.ts';
import { jsonProblem, writeText } from './event-text.ts';
import { largeText, withDetail, type LargeText } from './large-text.ts';
import { payloadOf, type Payload, type PayloadPlace } from './payload.ts';

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
  /** ARNs or ids of what the event is about; customers receive them as they are. */
  readonly resources?: readonly string[] | undefined;
}

/** An event as it goes into a message, or why it is refused. */
export type WrittenEvent =
  | {
      readonly kind: 'written';
      readonly generator: string;
      /** The event as JSON, with no character that SQS refuses. */
      readonly text: string;
      /** What is to be stored before the message is sent: `text` refers to it. */
      readonly payload?: Payload;
    }
  | {
      readonly kind: 'refused';
      readonly code: 'invalidEvent' | 'entryTooLarge' | 'messageTooLarge' | 'payloadTooLarge';
      readonly reason: string;
    };

/** How large events may be. */
export interface EventLimits {
  /** The largest entry that EventBridge takes. */
  readonly maxEntryBytes: number;
  /** Where the detail of a large event of a tenant goes; large events are refused without it. */
  readonly newPlace?: ((tenant: string) => PayloadPlace) | undefined;
}

/**
 * Writes an event, and checks it as the fan-out function will: an event that the function would
 * dead-letter is refused here. An event is too large if no partner event source can take it. The source's
 * name counts too, and so does the event's id where the stage puts it into the entry, but only the fan-out
 * function knows both: an event that is within the limit without them is sent, and the function checks the
 * rest. What the function would store anyway, since no retry message could hold it, goes by reference.
 */
export function writeEvent(event: OutgoingEvent, limits: EventLimits): WrittenEvent {
  const written = writeText(event);
  if (written.kind === 'invalid') return refuse('invalidEvent', written.reason);
  const large = largeText(written.text);
  return large === undefined
    ? checkSmall(written.text, limits)
    : checkLarge(large, written.text, limits);
}

function checkSmall(text: string, limits: EventLimits): WrittenEvent {
  const checked = checkText(text);
  if (checked.kind === 'invalid') return refuse('invalidEvent', checked.reason);
  return refusalOfEntry(checked.event, limits) ?? inline(checked.event, text);
}

function checkLarge(large: LargeText, text: string, limits: EventLimits): WrittenEvent {
  const { detailJson, sizeBytes } = large;
  const kept = keptMembers(detailJson);
  const checked = checkText(withDetail(large, kept));
  if (checked.kind === 'invalid') return refuse('invalidEvent', checked.reason);
  const wrong = detailProblem(detailJson);
  if (wrong !== undefined) return refuse('invalidEvent', `"detail" ${wrong}`);
  if (sizeBytes <= maxEventBytes) {
    return refusalOfEntry({ ...checked.event, detailJson }, limits) ?? inline(checked.event, text);
  }
  const { newPlace } = limits;
  if (newPlace === undefined) return refuse('messageTooLarge', messageTooLarge(sizeBytes));
  const detailBytes = Buffer.byteLength(detailJson);
  if (detailBytes > maxPayloadBytes) return refuse('payloadTooLarge', payloadTooLarge(detailBytes));
  const place = newPlace(tenantOf(checked.event.generator));
  return refusalOfEntry(checked.event, limits) ?? byReference(large, kept, place);
}

function messageTooLarge(bytes: number): string {
  return `the event has ${bytes} bytes as JSON; without largeEvents the limit is ${maxEventBytes}`;
}

function payloadTooLarge(bytes: number): string {
  return `the detail has ${bytes} bytes as JSON; the limit is ${maxPayloadBytes}`;
}

function inline({ generator }: DomainEvent, text: string): Written {
  return { kind: 'written', generator, text };
}

function byReference(large: LargeText, kept: string, place: PayloadPlace): WrittenEvent {
  const payload = payloadOf(large.detailJson, place);
  const text = withDetail(large, kept, payload.reference);
  const checked = checkText(text);
  if (checked.kind === 'invalid') return refuse('invalidEvent', checked.reason);
  return { ...inline(checked.event, text), payload };
}

type Written = Extract<WrittenEvent, { kind: 'written' }>;
type Refusal = Extract<WrittenEvent, { kind: 'refused' }>;

/** Why no entry can hold an event; undefined if one can, perhaps with a stub of which nobody knows the size. */
function refusalOfEntry(
  event: DomainEvent,
  { maxEntryBytes, newPlace }: EventLimits,
): Refusal | undefined {
  const stub = newPlace && '{}';
  const sizeBytes = entrySizeBytes(event, '', undefined, stub);
  if (sizeBytes <= maxEntryBytes) return undefined;
  const reason =
    stub === undefined
      ? `the entry is ${sizeBytes} bytes without its source; without largeEvents the limit is ${maxEntryBytes}`
      : `the entry is ${sizeBytes} bytes without its source and its detail; the limit is ${maxEntryBytes}`;
  return refuse('entryTooLarge', reason);
}

function checkText(text: string): CheckedEvent {
  try {
    // The size does not depend on when the queue takes the event.
    return readDomainEvent(text, 0);
  } catch (error) {
    return { kind: 'invalid', reason: jsonProblem(error) };
  }
}

function refuse(code: Refusal['code'], reason: string): Refusal {
  return { kind: 'refused', code, reason };
}
