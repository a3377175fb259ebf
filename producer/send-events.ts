import type { LimitFunction } from 'p-limit';
import { maxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import type { Failure, MessageResult } from './message-result.ts';
import { writeEvent, type OutgoingEvent } from './outgoing-event.ts';
import {
  packMessages,
  type IndexedEvent,
  type Message,
  type MessageLimits,
} from './pack-messages.ts';
import { runs } from './runs.ts';
import { sendBatch, type SendServices } from './send-batch.ts';

/** An event that was not sent, its place among those given, and why. */
export interface FailedEvent extends Failure {
  readonly event: OutgoingEvent;
  readonly index: number;
}

/** What became of the events. */
export interface SendResult {
  /** Events that SQS has taken. */
  readonly sent: number;
  /** The others, in the order given. */
  readonly failed: readonly FailedEvent[];
}

/** What sending events needs from outside, and its settings. */
export interface SendEventsServices extends SendServices, MessageLimits {
  /** Lets so many calls through at once. */
  readonly limit: LimitFunction;
  /** The most that EventBridge takes in an entry. */
  readonly maxEntryBytes: number;
}

// API reference of SendMessageBatch: ten messages, 1 MiB in all.
const batchLimits = { maxItems: 10, maxBytes: maxMessageBytes };

/** Sends what can be sent of the events, and tells of the others; never rejects for an event. */
export async function sendEvents(
  given: readonly OutgoingEvent[],
  services: SendEventsServices,
  signal: AbortSignal | undefined,
): Promise<SendResult> {
  // A copy has no holes, which flatMap would pass over, and stays as it is while the calls are made.
  const events = Array.from(given);
  const failures = new Map<number, Failure>();
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
  failures: Map<number, Failure>,
): readonly IndexedEvent[] {
  return events.flatMap((event, index) => {
    const written = writeEvent(event, maxEntryBytes);
    if (written.kind === 'written') return [{ ...written, index }];
    failures.set(index, written);
    return [];
  });
}

/** Escaped, an event can be larger than EventBridge counts it, and so outgrow SQS. */
function fits(message: Message, failures: Map<number, Failure>): boolean {
  if (message.sizeBytes <= maxMessageBytes) return true;
  const reason = `the message has ${message.sizeBytes} bytes, SQS takes ${maxMessageBytes}`;
  for (const index of message.indexes) {
    failures.set(index, { kind: 'refused', code: 'messageTooLarge', reason });
  }
  return false;
}

function note({ indexes }: Message, result: MessageResult, failures: Map<number, Failure>): void {
  if (result.kind === 'sent') return;
  const { kind, code, reason } = result;
  for (const index of indexes) failures.set(index, { kind, code, reason });
}
