import type { ItemRun } from './item-run.ts';
import { readEvent, type ReceivedEvent } from './judge/received-event.ts';
import { takeMessages, type CustomerQueue, type QueueClient } from './sides/customer-queue.ts';
import { refuseStopped, type Waiting } from './wait.ts';

/** An event that arrived, and when. */
export interface Arrived extends ReceivedEvent {
  /** Epoch milliseconds. */
  readonly atMs: number;
}

/** What the customer's queue of a Region has received. */
export interface Inbox {
  /** Looks once, and keeps what there is. */
  look(run: ItemRun): Promise<void>;
  /** All that has arrived with a mark: more than one is a second copy. */
  arrived(mark: string): readonly Arrived[];
  /** What has none of the marks that were asked about, and what is no event. */
  readonly strangers: () => readonly string[];
}

/** The inbox of a queue. */
export function openInbox(
  queue: CustomerQueue,
  { client, receiveSeconds, isOwn }: InboxOptions,
  { clock, signal }: Waiting,
): Inbox {
  const byMark = new Map<string, Arrived[]>();
  const strangers: string[] = [];
  const keep = (text: string) => {
    const event = readEvent(text);
    const resources: unknown = event?.fields['resources'];
    const marks: readonly unknown[] = Array.isArray(resources) ? resources : [];
    const mark = marks.find((one): one is string => typeof one === 'string' && isOwn(one));
    if (event === undefined || mark === undefined) strangers.push(text);
    else byMark.set(mark, [...(byMark.get(mark) ?? []), { ...event, atMs: clock.now() }]);
  };
  return {
    async look(run) {
      refuseStopped(signal);
      for (const text of await takeMessages(queue.url, receiveSeconds, client, run)) keep(text);
    },
    arrived: (mark) => byMark.get(mark) ?? [],
    strangers: () => strangers,
  };
}

/** Where an inbox looks, and what it knows as its own. */
export interface InboxOptions {
  readonly client: QueueClient;
  readonly receiveSeconds: number;
  /** Whether an element of an event's resources is a mark of this run. */
  readonly isOwn: (resource: string) => boolean;
}
