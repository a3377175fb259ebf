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
  /** An event with this mark is about to be sent to the source of this bus; all others are strangers. */
  awaits(mark: string): void;
  /** Looks once, and keeps what there is. */
  look(run: ItemRun): Promise<void>;
  /** All that has arrived with a mark: more than one is a second copy. */
  arrived(mark: string): readonly Arrived[];
  /** What was not for the source of this bus, or is no event. */
  readonly strangers: () => readonly string[];
}

/** The inbox of a queue. */
export function openInbox(
  queue: CustomerQueue,
  { client, receiveSeconds }: InboxOptions,
  { clock, signal }: Waiting,
): Inbox {
  const byMark = new Map<string, Arrived[]>();
  const strangers: string[] = [];
  const keep = (text: string) => {
    const event = readEvent(text);
    const resources: unknown = event?.fields['resources'];
    const marks: readonly unknown[] = Array.isArray(resources) ? resources : [];
    const mark = marks.find((one) => typeof one === 'string' && byMark.has(one));
    const arrived = typeof mark === 'string' ? byMark.get(mark) : undefined;
    if (event === undefined || arrived === undefined) strangers.push(text);
    else arrived.push({ ...event, atMs: clock.now() });
  };
  return {
    awaits: (mark) => void byMark.set(mark, byMark.get(mark) ?? []),
    async look(run) {
      refuseStopped(signal);
      for (const text of await takeMessages(queue.url, receiveSeconds, client, run)) keep(text);
    },
    arrived: (mark) => byMark.get(mark) ?? [],
    strangers: () => strangers,
  };
}

/** Where an inbox looks. */
export interface InboxOptions {
  readonly client: QueueClient;
  readonly receiveSeconds: number;
}

const shownCharacters = 300;

/** What arrived that was not for the source of this bus, in words; undefined if nothing did. */
export function strangersIn({ strangers }: Pick<Inbox, 'strangers'>): string | undefined {
  const { length, [0]: first } = strangers();
  if (first === undefined) return undefined;
  const shown = first.slice(0, shownCharacters);
  return `${length} that were not sent to this source with these resources, the first: ${shown}`;
}
