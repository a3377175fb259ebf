import type { Producer } from '../../producer/index.ts';
import type { GivenEvent, Place } from './given-events.ts';

/** An event that was not sent, where it stood, and why. */
export interface UnsentEvent {
  readonly place: Place;
  readonly id: string | null;
  /** `unanswered`: it may be on the queue. The others are not. */
  readonly kind: 'unreadable' | 'refused' | 'notSent' | 'unanswered';
  readonly code: string;
  readonly reason: string;
}

/** What became of the events. */
export interface SendReport {
  readonly sent: number;
  /** In the order given. */
  readonly notSent: readonly UnsentEvent[];
  /** Whether it was stopped before all was read. */
  readonly wasStopped: boolean;
}

type Given = Extract<GivenEvent, { kind: 'event' }>;

const eventsAtOnce = 1_000;

/**
 * Sends events as they come, a thousand at a time; the next begin when the last have ended.
 *
 * @param signal gives up those that are not sent yet, and reads no more
 */
export async function sendGiven(
  given: AsyncIterable<GivenEvent>,
  producer: Producer,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (sent: number) => void },
): Promise<SendReport> {
  const notSent: UnsentEvent[] = [];
  let sent = 0;
  let waiting: Given[] = [];
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    const result = await producer.sendEvents(
      batch.map(({ event }) => event),
      { signal },
    );
    sent += result.sent;
    for (const { index, event, kind, code, reason } of result.failed) {
      const place = batch[index]?.place;
      if (place !== undefined) notSent.push({ place, id: idOf(event), kind, code, reason });
    }
    onProgress(sent);
  };
  for await (const one of untilStopped(given, signal)) {
    if (one.kind === 'unreadable') {
      notSent.push({
        place: one.place,
        id: null,
        kind: one.kind,
        code: 'invalidEvent',
        reason: one.reason,
      });
    } else {
      waiting.push(one);
      if (waiting.length === eventsAtOnce) await flush();
    }
  }
  if (waiting.length > 0) await flush();
  const inOrder = notSent.toSorted((a, b) => a.place.number - b.place.number);
  return { sent, notSent: inOrder, wasStopped: signal.aborted };
}

/** Whoever types events in does not have to end them as well, once it was stopped. */
async function* untilStopped<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  const stopped = new Promise<IteratorResult<T>>((resolve) => {
    signal.addEventListener('abort', () => resolve({ done: true, value: undefined }));
  });
  while (!signal.aborted) {
    const next = await Promise.race([iterator.next(), stopped]);
    if (next.done === true) return;
    yield next.value;
  }
}

function idOf({ id }: { readonly id: unknown }): string | null {
  return typeof id === 'string' ? id : null;
}
