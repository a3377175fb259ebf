import {
  deadLetterAttributes,
  type DeadLetterReason,
  type MessageAttributes,
} from '../domain/dead-letter.ts';
import type { CallTime, Log, MessageQueue } from '../ports/delivery.ts';
import type { BatchCounters } from './batch-counters.ts';

/** A message, or a part of one, that could not be read, and why. */
export interface Unreadable {
  readonly messageId: string;
  readonly body: string;
  /** The reason in words. */
  readonly text: string;
  /** The reason, if it is another than that of the others. */
  readonly reason?: DeadLetterReason;
  /** The attributes of its message that the dead letter keeps. */
  readonly attributes?: MessageAttributes;
}

/** What dead-lettering needs. */
export interface UnreadableContext extends CallTime {
  readonly log: Log;
  readonly counters: BatchCounters;
}

/**
 * Sends what could not be read to a dead-letter queue, unchanged, with its reason. Returns what could
 * not be sent in time.
 */
export async function deadLetterUnreadable(
  unreadable: readonly Unreadable[],
  reason: DeadLetterReason,
  queue: MessageQueue,
  { log, counters, ...time }: UnreadableContext,
): Promise<readonly Unreadable[]> {
  if (unreadable.length === 0) return [];
  const sent = await queue.send(
    unreadable.map(({ body, text, attributes, reason: own = reason }) => ({
      body,
      attributes: deadLetterAttributes(
        Buffer.byteLength(body),
        { reason: own, text },
        undefined,
        attributes,
      ),
    })),
    time,
  );
  for (const [index, { reason: own = reason }] of unreadable.entries()) {
    if (sent[index] === true) counters.deadLettered[own] += 1;
  }
  for (const [own, some] of Map.groupBy(unreadable, (one) => one.reason ?? reason)) {
    const messageIds = [...new Set(some.map(({ messageId }) => messageId))];
    log.warn('unreadable messages dead-lettered', { reason: own, messageIds });
  }
  return unreadable.filter((_, index) => sent[index] !== true);
}
