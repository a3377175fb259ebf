import { deadLetterUnreadable } from '../delivery/dead-letter-unreadable.ts';
import type { BatchContext } from '../delivery/batch.ts';
import type { Log, MessageQueue } from '../ports/delivery.ts';
import { invalidPart } from './part-messages.ts';
import { deliveriesIn, type PlannedMessage } from './plan.ts';

/** What refusing invalid events needs from outside. */
export interface RefuseServices {
  readonly eventDeadLetters: MessageQueue;
  readonly eventsQueue: MessageQueue;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Dead-letters the invalid events of messages that have nothing else left to do: a message that comes
 * again would bring them a second time. What the dead-letter queue does not take goes back to the events
 * queue by itself, unless nothing of its message was done.
 */
export async function refuseInvalid(
  messages: readonly PlannedMessage[],
  { eventDeadLetters, eventsQueue, log, now }: RefuseServices,
  { deadlines, counters, acknowledgement }: BatchContext,
): Promise<void> {
  const withInvalid = messages.filter(({ invalid }) => invalid.length > 0);
  const invalid = withInvalid.flatMap((message) => message.invalid);
  // Half of the time left; the other half is for sending back what the queue does not take.
  const timeoutMs = (deadlines.recordsMs - now()) / 2;
  const unsent = Map.groupBy(
    await deadLetterUnreadable(invalid, 'invalidEvent', eventDeadLetters, {
      log,
      counters,
      timeoutMs,
    }),
    ({ messageId }) => messageId,
  );
  const partly: PlannedMessage[] = [];
  for (const message of withInvalid) {
    const left = unsent.get(message.messageId)?.length ?? 0;
    if (left === 0) acknowledgement.settled(message.messageId);
    else if (left < message.invalid.length || hasOtherWork(message)) partly.push(message);
  }
  if (partly.length === 0) return;
  const parts = partly.map((message) =>
    invalidPart(
      message,
      (unsent.get(message.messageId) ?? []).map(({ body }) => body),
    ),
  );
  const sent = await eventsQueue.send(parts, { timeoutMs: deadlines.recordsMs - now() });
  for (const [index, { messageId }] of partly.entries()) {
    if (sent[index] === true) acknowledgement.settled(messageId);
  }
}

function hasOtherWork(message: PlannedMessage): boolean {
  return message.isDivided || deliveriesIn(message) > 0;
}
