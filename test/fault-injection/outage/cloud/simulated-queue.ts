import type { Lineage } from '../../../../local/lambda/lineage.ts';
import type { VirtualClock } from '../../../../tools/simulators/virtual-clock.ts';

/** A message on a simulated queue. */
export interface Message<T> {
  readonly item: T;
  /** Epoch milliseconds. */
  readonly sentAtMs: number;
  /** How SQS tells whose message it is; without one, the message stands alone. */
  readonly groupId: string | undefined;
  /** Of the invocation that sent it; none when no function did. */
  readonly lineage?: Lineage | undefined;
  /** How often it was received. */
  receives: number;
}

/** In what order visible messages are received. */
export interface Shelf<T> {
  readonly size: () => number;
  readonly put: (message: Message<T>) => void;
  /** Takes out the message whose turn it is; undefined when there is none. */
  readonly take: () => Message<T> | undefined;
  /** Called when a message that was taken is deleted, or comes back. */
  readonly settle: (message: Message<T>) => void;
}

/** The settings of a simulated queue. */
export interface QueueSettings<T> {
  readonly shelf: Shelf<T>;
  readonly visibilityTimeoutMs: number;
  /** Receives after which SQS moves a message to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** Called with what SQS itself moves there. */
  readonly onDeadLetter: (message: Message<T>) => void;
}

/** How a message is sent. */
interface SendOptions {
  readonly delaySeconds?: number;
  readonly groupId?: string;
  readonly lineage?: Lineage;
}

/** A standard queue of SQS, as far as its messages' way is concerned. */
export interface SimulatedQueue<T> {
  readonly send: (item: T, options?: SendOptions) => void;
  /** Messages that can be received now. */
  readonly visible: () => number;
  /** Messages on the queue: visible, delayed and in flight. */
  readonly waiting: () => number;
  readonly receive: (maxMessages: number) => Message<T>[];
  readonly delete: (messages: Iterable<Message<T>>) => void;
  /** Leaves messages that were received at a time to their visibility time-out; they are in flight no more. */
  readonly giveBack: (messages: Iterable<Message<T>>, receivedAtMs: number) => void;
  /** Calls back when messages have become visible. */
  readonly onVisible: (listener: () => void) => void;
}

/** Delays are kept to a tenth of a second: SQS promises no more, and many messages share a time. */
const tickMs = 100;

/** An empty queue. */
export function openQueue<T>(
  timeline: VirtualClock,
  settings: QueueSettings<T>,
): SimulatedQueue<T> {
  const { shelf, visibilityTimeoutMs, maxReceiveCount, onDeadLetter } = settings;
  const { appearAt, onVisible } = hiddenMessages(timeline, shelf);
  let waiting = 0;

  /** The next message that may be received once more. */
  const next = (): Message<T> | undefined => {
    for (let message = shelf.take(); message !== undefined; message = shelf.take()) {
      if (message.receives < maxReceiveCount) return message;
      waiting -= 1;
      shelf.settle(message);
      onDeadLetter(message);
    }
    return undefined;
  };
  return {
    send(item, { delaySeconds = 0, groupId, lineage } = {}) {
      waiting += 1;
      const sentAtMs = timeline.now();
      appearAt(sentAtMs + delaySeconds * 1000, {
        item,
        sentAtMs,
        groupId,
        lineage,
        receives: 0,
      });
    },
    visible: () => shelf.size(),
    waiting: () => waiting,
    receive(maxMessages) {
      const received: Message<T>[] = [];
      while (received.length < maxMessages) {
        const message = next();
        if (message === undefined) break;
        message.receives += 1;
        received.push(message);
      }
      return received;
    },
    delete(messages) {
      for (const message of messages) {
        waiting -= 1;
        shelf.settle(message);
      }
    },
    giveBack(messages, receivedAtMs) {
      for (const message of messages) {
        shelf.settle(message);
        appearAt(receivedAtMs + visibilityTimeoutMs, message);
      }
    },
    onVisible,
  };
}

/** Messages that nobody can receive until their time has come. */
function hiddenMessages<T>(timeline: VirtualClock, shelf: Shelf<T>) {
  const hidden = new Map<number, Message<T>[]>();
  const listeners: (() => void)[] = [];
  return {
    onVisible: (listener: () => void) => {
      listeners.push(listener);
    },
    appearAt: (timeMs: number, message: Message<T>) => {
      const tick = Math.ceil(timeMs / tickMs) * tickMs;
      const others = hidden.get(tick);
      if (others !== undefined) {
        others.push(message);
        return;
      }
      const messages = [message];
      hidden.set(tick, messages);
      timeline.at(tick, () => {
        hidden.delete(tick);
        for (const one of messages) shelf.put(one);
        for (const listener of listeners) listener();
      });
    },
  };
}
