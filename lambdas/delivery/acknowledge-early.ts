import type { DeleteMessages, ReceivedMessage } from '../ports/delivery.ts';

/** A message of a batch, and how many deliveries come of it. */
export interface Expected extends ReceivedMessage {
  readonly deliveries: number;
}

/** Takes messages off their queue while their batch still runs. */
export interface EarlyAcknowledgement {
  /** Takes note that one more delivery of the message (id), or several, have their durable disposition. */
  settled(messageId: string, deliveries?: number): void;
  /** How many deliveries of the message (id) have no durable disposition yet. */
  open(messageId: string): number;
  /**
   * Resolves when the batch's last work is done, if there is some, and no deletion is under way; what
   * is not deleted by then the batch's response deletes.
   */
  endAfter(lastWork: Promise<void> | undefined): Promise<void>;
}

interface Unsettled {
  readonly handles: ReceivedMessage[];
  deliveries: number;
}

/** SQS deletes so many messages in one call. */
const maxMessages = 10;
// Enough for some thousands of messages a second, and few to wait for at the end.
const maxCallsInFlight = 4;

/**
 * Deletes each message as soon as all its deliveries have a durable disposition, so that a process which dies
 * repeats what it had under way and not its whole batch. When nothing of the batch is left to do,
 * nothing is deleted: its response does that at once.
 */
export function acknowledgeEarly(
  messages: Iterable<Expected>,
  deleteMessages: DeleteMessages,
): EarlyAcknowledgement {
  const unsettled = byMessageId(messages);
  const inFlight = new Set<Promise<void>>();
  let done: ReceivedMessage[] = [];
  let isScheduled = false;
  let hasLastWork = false;
  let hasEnded = false;

  function begin(): void {
    isScheduled = false;
    while (inFlight.size < maxCallsInFlight && done.length > 0) {
      if (hasEnded || (unsettled.size === 0 && !hasLastWork)) return;
      const call = deleteMessages(done.slice(0, maxMessages)).finally(() => {
        inFlight.delete(call);
        begin();
      });
      done = done.slice(maxMessages);
      inFlight.add(call);
    }
  }

  return {
    open: (messageId) => unsettled.get(messageId)?.deliveries ?? 0,
    settled(messageId, deliveries = 1) {
      const message = unsettled.get(messageId);
      if (message === undefined) return;
      message.deliveries -= deliveries;
      if (message.deliveries > 0) return;
      unsettled.delete(messageId);
      done.push(...message.handles);
      // A call's answer settles twenty deliveries, one after the other: they are deleted together.
      if (!isScheduled) queueMicrotask(begin);
      isScheduled = true;
    },
    async endAfter(lastWork) {
      hasLastWork = lastWork !== undefined;
      begin();
      await lastWork;
      hasEnded = true;
      await Promise.all(inFlight);
    },
  };
}

/** SQS may give the same message twice into one batch. */
function byMessageId(messages: Iterable<Expected>): Map<string, Unsettled> {
  const unsettled = new Map<string, Unsettled>();
  for (const { messageId, receiptHandle, deliveries } of messages) {
    if (deliveries === 0) continue;
    const known = unsettled.get(messageId) ?? { handles: [], deliveries: 0 };
    known.handles.push({ messageId, receiptHandle });
    known.deliveries += deliveries;
    unsettled.set(messageId, known);
  }
  return unsettled;
}
