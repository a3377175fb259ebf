import {
  deadLetterAttributes,
  type DeadLetterReason,
  type MessageAttributes,
} from '../domain/dead-letter.ts';
import type { CallTime, Log, MessageQueue } from '../ports/delivery.ts';
import type { BatchCounters } from './batch-counters.ts';

/** Something of a message that could not be read, and why. */
export interface Unreadable {
  readonly messageId: string;
  readonly body: string;
  /** The reason in words. */
  readonly text: string;
  /** What of its message's attributes its dead letter keeps. */
  readonly attributes?: MessageAttributes;
}

/** What dead-lettering needs. */
export interface UnreadableContext extends CallTime {
  readonly log: Log;
  readonly counters: BatchCounters;
}

/**
 * Sends what could not be read to a dead-letter queue, as it came, with its reason. Returns what could
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
    unreadable.map(({ body, text, attributes }) => ({
      body,
      attributes: deadLetterAttributes(
        Buffer.byteLength(body),
        { reason, text },
        undefined,
        attributes,
      ),
    })),
    time,
  );
  counters.deadLettered[reason] += sent.filter(Boolean).length;
  const messageIds = [...new Set(unreadable.map(({ messageId }) => messageId))];
  log.warn('unreadable messages dead-lettered', { reason, messageIds });
  return unreadable.filter((_, index) => sent[index] !== true);
}
