import type { SQSEvent } from 'aws-lambda';
import { maxPayloadBytes } from '../../../local/lambda/invoke-result.ts';
import { idOf } from './events.ts';
import type { Passage } from './questions.ts';

/** When a batch is complete. */
export interface BatchLimits {
  readonly windowMs: number;
  readonly batchSize: number;
}

/**
 * The ways of a batch's messages. A process that is free gets a batch when its last message made it full,
 * or else when the first one has waited for the window.
 */
export function passagesOf(event: SQSEvent, limits: BatchLimits): readonly Passage[] {
  const receivedAt = event.Records.map(({ attributes }) =>
    Number(attributes.ApproximateFirstReceiveTimestamp),
  );
  const last = receivedAt.reduce((latest, one) => Math.max(latest, one), 0);
  const windowEndsAtMs = (receivedAt[0] ?? 0) + limits.windowMs;
  const completeAtMs = isFull(event, limits) ? last : Math.max(last, windowEndsAtMs);
  return event.Records.map(({ body, attributes }, index) => ({
    id: idOf(body),
    queuedAtMs: Number(attributes.SentTimestamp),
    receivedAtMs: receivedAt[index] ?? 0,
    invokedAtMs: completeAtMs,
  }));
}

/** Whether the batch has no room for another message of the same size. */
function isFull(event: SQSEvent, { batchSize }: BatchLimits): boolean {
  const { length } = event.Records;
  if (length >= batchSize) return true;
  const bodies = event.Records.reduce((sum, { body }) => sum + body.length, 0);
  // Mostly it is far from it, and need not be written to know.
  if (bodies < maxPayloadBytes / 2) return false;
  const bytes = Buffer.byteLength(JSON.stringify(event));
  return bytes * (1 + 1 / length) > maxPayloadBytes;
}
