import type { LimitFunction } from 'p-limit';
import { maxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import type { SendFailure, MessageResult } from './message-result.ts';
import { writeEvent, type OutgoingEvent } from './outgoing-event.ts';
import {
  packMessages,
  type IndexedEvent,
  type Message,
  type MessageLimits,
} from './pack-messages.ts';
import { runs } from './runs.ts';
import { sendBatch, type SendServices } from './send-batch.ts';

/** An event that was not sent, its index among the given events, and why. */
export interface FailedEvent extends SendFailure {
  readonly event: OutgoingEvent;
  readonly index: number;
}

/** The result of sending events. */
export interface SendResult {
  /** How many events SQS has taken. */
  readonly sent: number;
  /** The others, in the order given. */
  readonly failed: readonly FailedEvent[];
}

/** What sending events needs from outside, and its settings. */
export interface SendEventsServices extends SendServices, MessageLimits {
  /** Bounds the calls under way at once. */
  readonly limit: LimitFunction;
  /** The largest entry that EventBridge takes. */
  readonly maxEntryBytes: number;
}

// API reference of SendMessageBatch: ten messages, 1 MiB in all.
const batchLimits = { maxItems: 10, maxBytes: maxMessageBytes };

/** Sends the events that can be sent, and returns the others; no event makes it reject. */
export async function sendEvents(
  given: readonly OutgoingEvent[],
  services: SendEventsServices,
  signal: AbortSignal | undefined,
): Promise<SendResult> {
  // A copy has no holes, which flatMap would skip, and does not change while the calls are made.
  const events = Array.from(given);
  const failures = new Map<number, SendFailure>();
  const written = writeAll(events, services, failures);
  const messages = packMessages(written, services).filter((message) => fits(message, failures));
  const batches = runs(messages, batchLimits);
  const results = await Promise.all(
    batches.map((batch) => services.limit(() => sendBatch(batch, services, signal))),
  );
  for (const [message, result] of results.flatMap((some) => [...some]))
    note(message, result, failures);
  const failed = events.flatMap((event, index) => {
    const failure = failures.get(index);
    return failure === undefined ? [] : [{ event, index, ...failure }];
  });
  return { sent: events.length - failed.length, failed };
}

function writeAll(
  events: readonly OutgoingEvent[],
  { maxEntryBytes }: SendEventsServices,
  failures: Map<number, SendFailure>,
): readonly IndexedEvent[] {
  return events.flatMap((event, index) => {
    const written = writeEvent(event, maxEntryBytes);
    if (written.kind === 'written') return [{ ...written, index }];
    failures.set(index, written);
    return [];
  });
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
