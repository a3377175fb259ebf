import type { QueuedMessage } from './message.ts';

/** In what order visible messages are received. */
export interface ReceiveOrder {
  readonly put: (message: QueuedMessage) => void;
  /** Takes out the message whose turn it is; undefined when there is none. */
  readonly take: () => QueuedMessage | undefined;
  /** Called when a message that was taken is deleted, or becomes visible again. */
  readonly settle: (message: QueuedMessage) => void;
}

/** Messages in the order in which they became visible, as a queue without groups gives them, roughly. */
export function oldestFirst(): ReceiveOrder {
  const messages = line<QueuedMessage>();
  return { put: messages.join, take: messages.leave, settle: () => undefined };
}

/** What joins first leaves first; both take the same time however long the line is. */
export function line<T>() {
  let items: T[] = [];
  let head = 0;
  return {
    join: (item: T) => {
      items.push(item);
    },
    leave: (): T | undefined => {
      const item = items[head];
      if (item === undefined) return undefined;
      head += 1;
      // Those that have left are dropped when they are the most: seldom, and so cheaply.
      if (head > 1024 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
  };
}
