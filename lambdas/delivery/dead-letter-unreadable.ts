import { deadLetterAttributes, type DeadLetterReason } from '../domain/dead-letter.ts';
import type { Log, MessageQueue } from './ports.ts';
import type { Tally } from './tally.ts';

/** Something of a message that could not be read, and why. */
export interface Unreadable {
  readonly messageId: string;
  readonly body: string;
  /** The reason in words. */
  readonly text: string;
}

/**
 * Sends what could not be read to a dead-letter queue, as it came, with its reason. Returns the ids
 * of the messages of which something could not be sent.
 */
export async function deadLetterUnreadable(
  unreadable: readonly Unreadable[],
  reason: DeadLetterReason,
  queue: MessageQueue,
  { log, tally }: { log: Log; tally: Tally },
): Promise<ReadonlySet<string>> {
  if (unreadable.length === 0) return new Set();
  const sent = await queue.send(
    unreadable.map(({ body, text }) => ({
      body,
      attributes: deadLetterAttributes(Buffer.byteLength(body), { reason, text }),
    })),
  );
  tally.deadLettered[reason] += sent.filter(Boolean).length;
  const messageIds = unreadable.map(({ messageId }) => messageId);
  log.warn('unreadable messages dead-lettered', { reason, messageIds });
  return new Set(messageIds.filter((_, index) => sent[index] !== true));
}
