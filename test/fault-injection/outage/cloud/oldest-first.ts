import type { Message, Shelf } from './simulated-queue.ts';

/** Messages in the order in which they became visible, as a queue without groups gives them, roughly. */
export function oldestFirst<T>(): Shelf<T> {
  const messages = line<Message<T>>();
  return {
    size: messages.length,
    put: messages.join,
    take: messages.leave,
    settle: () => undefined,
  };
}

/** What joins first leaves first; both take the same time however long the line is. */
export function line<T>() {
  let items: T[] = [];
  let head = 0;
  return {
    length: () => items.length - head,
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
