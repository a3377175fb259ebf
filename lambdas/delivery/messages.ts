import { deadLetterAttributes, maxMessageBytes, type DeadLetter } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import { writeDomainEvent } from '../domain/domain-event.ts';
import { tenantOf } from '../domain/generator.ts';
import { messageGroupId } from '../domain/message-group.ts';
import type { Fate } from '../domain/retry-policy.ts';
import { writeRetryMessage } from '../domain/retry-message.ts';
import type { OutgoingMessage } from './ports.ts';

/** The retry queue's message for a delivery whose attempt has just failed. */
export function retryMessage(
  delivery: Delivery,
  { delaySeconds, failure, unknownFailures }: Extract<Fate, { kind: 'retry' }>,
  nowMs: number,
): OutgoingMessage {
  const tried = afterFailure(delivery, nowMs);
  const counted = { ...tried, ...(unknownFailures !== undefined && { unknownFailures }) };
  const body = writeRetryMessage(counted, failure);
  return { body, delaySeconds, groupId: groupOf(delivery) };
}

/** The retry queue's message for a delivery that there was no time to attempt. */
export function postponedMessage(delivery: Delivery): OutgoingMessage {
  return { body: writeRetryMessage(delivery), groupId: groupOf(delivery) };
}

/**
 * The dead letter of an entry: its retry message, so that a redrive to the retry queue tries it
 * again, with the reason in the attributes. An event so large that SQS would not take its retry
 * message is dead-lettered by itself, and without a time that it did not come with.
 */
export function deadLetterMessage(
  delivery: Delivery,
  why: DeadLetter,
  nowMs: number,
): OutgoingMessage {
  const tried = why.failure === undefined ? delivery : afterFailure(delivery, nowMs);
  const { time: _, ...timeless } = tried.event;
  const whole = writeRetryMessage(tried, why.failure);
  const candidates = [whole, writeDomainEvent(tried.event)];
  const body = candidates.find(fitsMessage) ?? writeDomainEvent(timeless);
  const attributes = deadLetterAttributes(Buffer.byteLength(body), why, tried);
  return { body, attributes, groupId: groupOf(delivery) };
}

function groupOf({ generator }: Delivery): string {
  return messageGroupId(tenantOf(generator));
}

function fitsMessage(text: string): boolean {
  return Buffer.byteLength(text) <= maxMessageBytes;
}

function afterFailure(delivery: Delivery, nowMs: number): Delivery {
  return {
    ...delivery,
    attempts: delivery.attempts + 1,
    firstFailureTime: delivery.firstFailureTime ?? new Date(nowMs).toISOString(),
  };
}
