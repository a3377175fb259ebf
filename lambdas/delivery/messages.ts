import { deadLetterAttributes, type DeadLetter } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import { tenantOf } from '../domain/generator.ts';
import { messageGroupId } from '../domain/message-group.ts';
import type { Disposition } from '../domain/retry-policy.ts';
import { writeRetryMessage } from '../domain/retry-message.ts';
import type { OutgoingMessage } from '../ports/delivery.ts';

/** The retry queue's message for a delivery whose attempt has just failed. */
export function retryMessage(
  delivery: Delivery,
  { delaySeconds, failure }: Extract<Disposition, { kind: 'retry' }>,
  nowMs: number,
): OutgoingMessage {
  const body = writeRetryMessage(afterFailure(delivery, nowMs), failure);
  return { body, delaySeconds, groupId: groupOf(delivery) };
}

/** The retry queue's message for a delivery that there was no time to attempt. */
export function postponedMessage(delivery: Delivery): OutgoingMessage {
  return { body: writeRetryMessage(delivery), groupId: groupOf(delivery) };
}

/**
 * The dead letter of an entry: its retry message, so that a redrive to the retry queue tries it
 * again, with the reason in the attributes.
 */
export function deadLetterMessage(
  delivery: Delivery,
  why: DeadLetter,
  nowMs: number,
): OutgoingMessage {
  const tried = why.failure === undefined ? delivery : afterFailure(delivery, nowMs);
  const body = writeRetryMessage(tried, why.failure);
  const attributes = deadLetterAttributes(Buffer.byteLength(body), why, tried);
  return { body, attributes, groupId: groupOf(delivery) };
}

function groupOf({ generator }: Delivery): string {
  return messageGroupId(tenantOf(generator));
}

function afterFailure(delivery: Delivery, nowMs: number): Delivery {
  return {
    ...delivery,
    attempts: delivery.attempts + 1,
    firstAttemptAtMs: delivery.firstAttemptAtMs ?? nowMs,
    firstFailureTime: delivery.firstFailureTime ?? new Date(nowMs).toISOString(),
  };
}
