import type { DeleteMessages, ReceivedMessage } from '../ports/delivery.ts';

/** A message of a batch, and how many deliveries come of it. */
export interface Expected extends ReceivedMessage {
  readonly deliveries: number;
}

/** Deletes messages from their queue while their batch still runs. */
export interface EarlyAcknowledgement {
  /** Notes that one more delivery of the message (id), or several, have a durable disposition. */
  settled(messageId: string, deliveries?: number): void;
  /** How many deliveries of the message (id) have no durable disposition yet. */
  open(messageId: string): number;
  /**
   * Resolves when the batch's last work is done, if there is any, and no deletion is under way. The
   * batch's response deletes what was not deleted by then.
   */
  endAfter(lastWork: Promise<void> | undefined): Promise<void>;
}

/** SQS deletes so many messages in one call. */
const maxMessages = 10;
// Enough for some thousands of messages a second, and few to wait for at the end.
const maxCallsInFlight = 4;

/**
 * Deletes each message as soon as all its deliveries have a durable disposition, so that a process which
 * dies repeats only what was under way and not its whole batch. When nothing of the batch is left to do,
 * nothing is deleted: the response, which is next, deletes the rest.
 */
export function acknowledgeEarly(
  messages: Iterable<Expected>,
  deleteMessages: DeleteMessages,
): EarlyAcknowledgement {
  const unsettled = byMessageId(messages);
  let hasLastWork = false;
  let hasEnded = false;
  const isResponseFar = () => !hasEnded && (unsettled.size > 0 || hasLastWork);
  const deletions = deletionQueue(deleteMessages, isResponseFar);

  return {
    open: (messageId) => unsettled.get(messageId)?.deliveries ?? 0,
    settled(messageId, deliveries = 1) {
      const message = unsettled.get(messageId);
      if (message === undefined) return;
      message.deliveries -= deliveries;
      if (message.deliveries > 0) return;
      unsettled.delete(messageId);
      deletions.add(message.handles);
    },
    async endAfter(lastWork) {
      hasLastWork = lastWork !== undefined;
      deletions.begin();
      await lastWork;
      hasEnded = true;
      await deletions.underWay();
    },
  };
}

/** Deletes messages ten to a call and a few calls at once, as long as that is worth while. */
function deletionQueue(deleteMessages: DeleteMessages, isWorthWhile: () => boolean) {
  const inFlight = new Set<Promise<void>>();
  let waiting: ReceivedMessage[] = [];
  let isScheduled = false;

  function begin(): void {
    isScheduled = false;
    while (inFlight.size < maxCallsInFlight && waiting.length > 0 && isWorthWhile()) {
      const call = deleteMessages(waiting.slice(0, maxMessages)).finally(() => {
        inFlight.delete(call);
        begin();
      });
      waiting = waiting.slice(maxMessages);
      inFlight.add(call);
    }
  }

  return {
    add(messages: readonly ReceivedMessage[]): void {
      waiting.push(...messages);
      // A call's answer settles twenty deliveries one after the other: they are deleted together.
      if (!isScheduled) queueMicrotask(begin);
      isScheduled = true;
    },
    begin,
    underWay: () => Promise.all(inFlight),
  };
}

interface Unsettled {
  readonly handles: ReceivedMessage[];
  deliveries: number;
}

/** SQS may give the same message twice in one batch. */
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
