import type { LimitFunction } from 'p-limit';
import { maxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import { tenantOf } from '../lambdas/domain/generator.ts';
import type { SendFailure, MessageResult } from './message-result.ts';
import { writeEvent, type EventLimits, type OutgoingEvent } from './outgoing-event.ts';
import {
  packMessages,
  type IndexedEvent,
  type Message,
  type MessageLimits,
} from './pack-messages.ts';
import type { Payload } from './payload.ts';
import { runs } from './runs.ts';
import { sendBatch, type SendServices } from './send-batch.ts';
import { upload, type UploadServices } from './upload.ts';

/** An event that was not sent, and why. */
export interface FailedEvent extends SendFailure {
  /** The event as it was given. */
  readonly event: OutgoingEvent;
  /** Its index among the given events. */
  readonly index: number;
}

/** The result of sending events. */
export interface SendResult {
  /** How many events SQS has taken. */
  readonly sent: number;
  /** Those that were not, in the order given. */
  readonly failed: readonly FailedEvent[];
}

/** Where the details of large events go, and how they get there. */
export interface LargeEvents
  extends Pick<UploadServices, 'put'>, Required<Pick<EventLimits, 'newPlace'>> {
  /** Bounds the uploads under way at once. */
  readonly limit: LimitFunction;
}

/** What sending events needs from outside, and its settings. */
export interface SendEventsServices extends SendServices, MessageLimits {
  /** Bounds the calls under way at once. */
  readonly limit: LimitFunction;
  /** The largest entry that EventBridge takes. */
  readonly maxEntryBytes: number;
  /** Large events are refused without it. */
  readonly largeEvents?: LargeEvents | undefined;
}

// API reference of SendMessageBatch: ten messages, 1 MiB in all.
const batchLimits = { maxItems: 10, maxBytes: maxMessageBytes };

/** One call of {@link sendEvents}, and what has become of its events. */
interface Sending {
  readonly services: SendEventsServices;
  readonly signal: AbortSignal | undefined;
  /** By the indexes of the events. */
  readonly failures: Map<number, SendFailure>;
  /** What is not stored yet, by the indexes of the events; what is stored need not stay in memory. */
  readonly payloads: Map<number, Payload>;
}

/** Sends the events that can be sent, and returns the others; no event makes it reject. */
export async function sendEvents(
  given: readonly OutgoingEvent[],
  services: SendEventsServices,
  signal: AbortSignal | undefined,
): Promise<SendResult> {
  // A copy has no holes, which flatMap would skip, and does not change while the calls are made.
  const events = Array.from(given);
  const sending: Sending = { services, signal, failures: new Map(), payloads: new Map() };
  await sendInOrder(writeAll(events, sending), sending);
  const failed = events.flatMap((event, index) => {
    const failure = sending.failures.get(index);
    return failure === undefined ? [] : [{ event, index, ...failure }];
  });
  return { sent: events.length - failed.length, failed };
}

function writeAll(
  events: readonly OutgoingEvent[],
  { services: { maxEntryBytes, largeEvents }, failures, payloads }: Sending,
): readonly IndexedEvent[] {
  const limits = { maxEntryBytes, newPlace: largeEvents?.newPlace };
  return events.flatMap((event, index) => {
    const written = writeEvent(event, limits);
    if (written.kind === 'refused') {
      failures.set(index, written);
      return [];
    }
    const { generator, text, payload } = written;
    if (payload !== undefined) payloads.set(index, payload);
    return [{ index, generator, text }];
  });
}

/** A tenant's events wait for its uploads, so that they stay in order; those of the others do not. */
async function sendInOrder(events: readonly IndexedEvent[], sending: Sending): Promise<void> {
  const byTenant = Map.groupBy(events, ({ generator }) => tenantOf(generator));
  const { atOnce = [], later = [] } = Object.groupBy(byTenant.values(), (ofTenant) =>
    ofTenant.some(({ index }) => sending.payloads.has(index)) ? 'later' : 'atOnce',
  );
  await Promise.all([
    sendAll(atOnce.flat(), sending),
    ...later.map(async (ofTenant) => await sendAll(await uploadAll(ofTenant, sending), sending)),
  ]);
}

/** Stores what the events refer to, and returns those whose messages can be sent. */
async function uploadAll(
  events: readonly IndexedEvent[],
  { services, signal, failures, payloads }: Sending,
): Promise<readonly IndexedEvent[]> {
  const { largeEvents } = services;
  const store = async (index: number) => {
    const payload = payloads.get(index);
    if (payload === undefined || largeEvents === undefined) return;
    const failure = await upload(payload, { ...services, put: largeEvents.put }, signal);
    if (failure !== undefined) failures.set(index, failure);
    payloads.delete(index);
  };
  await Promise.all(
    events.map(async ({ index }) => await largeEvents?.limit(async () => await store(index))),
  );
  return events.filter(({ index }) => !failures.has(index));
}

async function sendAll(events: readonly IndexedEvent[], sending: Sending): Promise<void> {
  const { services, signal, failures } = sending;
  const messages = packMessages(events, services).filter((message) => fits(message, failures));
  const results = await Promise.all(
    runs(messages, batchLimits).map((batch) =>
      services.limit(() => sendBatch(batch, services, signal)),
    ),
  );
  for (const [message, result] of results.flatMap((some) => [...some]))
    note(message, result, failures);
}

/** Escaped, an event can be larger than EventBridge counts it, and so too large for SQS. */
function fits(message: Message, failures: Map<number, SendFailure>): boolean {
  if (message.sizeBytes <= maxMessageBytes) return true;
  const reason = `the message is ${message.sizeBytes} bytes; the limit of SQS is ${maxMessageBytes}`;
  for (const index of message.indexes) {
    failures.set(index, { kind: 'refused', code: 'messageTooLarge', reason });
  }
  return false;
}

function note(
  { indexes }: Message,
  result: MessageResult,
  failures: Map<number, SendFailure>,
): void {
  if (result.kind === 'sent') return;
  const { kind, code, reason } = result;
  for (const index of indexes) failures.set(index, { kind, code, reason });
}
