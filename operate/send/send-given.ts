import { InputError } from '../../terminal/input-error.ts';
import type { Producer } from '../../producer/index.ts';
import type { GivenEvent, Place } from './given-events.ts';

/** An event that was not sent, its position, and why. */
export interface UnsentEvent {
  readonly place: Place;
  readonly id: string | null;
  /** `unanswered`: it may be on the queue. The others are not on it. */
  readonly kind: 'unreadable' | 'refused' | 'notSent' | 'unanswered';
  readonly code: string;
  readonly reason: string;
}

/** The result of sending events. */
export interface SendReport {
  readonly sent: number;
  /** In the order given. */
  readonly notSent: readonly UnsentEvent[];
  /** Whether it was stopped before the end of the input. */
  readonly wasStopped: boolean;
  /** Why reading the input failed before its end, if it did. */
  readonly inputProblem: string | null;
  /** The last event that was read: later ones were neither read nor sent. */
  readonly lastRead: Place | null;
}

type Given = Extract<GivenEvent, { kind: 'event' }>;

const eventsAtOnce = 1_000;

/**
 * Sends events as they arrive, one thousand at a time, one batch after the other. Events that were
 * read are sent even if the input fails after them. Rejects with an InputError if nothing could be read.
 *
 * @param signal cancels events that are not sent yet, and stops reading
 */
export async function sendGiven(
  given: AsyncIterable<GivenEvent>,
  producer: Producer,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (sent: number) => void },
): Promise<SendReport> {
  const notSent: UnsentEvent[] = [];
  let sent = 0;
  let lastRead: Place | null = null;
  const send = async (batch: readonly Given[]) => {
    const result = await sendBatch(batch, producer, signal);
    sent += result.sent;
    notSent.push(...result.notSent);
    onProgress(sent);
  };
  let inputProblem: string | null = null;
  const waiting: Given[] = [];
  try {
    for await (const one of untilStopped(given, signal)) {
      lastRead = one.place;
      if (one.kind === 'unreadable') notSent.push(unreadable(one));
      else waiting.push(one);
      if (waiting.length === eventsAtOnce) await send(waiting.splice(0));
    }
  } catch (error) {
    if (!(error instanceof InputError) || lastRead === null) throw error;
    inputProblem = error.message;
  }
  if (waiting.length > 0) await send(waiting);
  const inOrder = notSent.toSorted((a, b) => a.place.number - b.place.number);
  return { sent, notSent: inOrder, wasStopped: signal.aborted, inputProblem, lastRead };
}

async function sendBatch(
  batch: readonly Given[],
  producer: Producer,
  signal: AbortSignal,
): Promise<Pick<SendReport, 'sent' | 'notSent'>> {
  const events = batch.map(({ event }) => event);
  const { sent, failed } = await producer.sendEvents(events, { signal });
  const notSent = failed.flatMap(({ index, event, kind, code, reason }) => {
    const place = batch[index]?.place;
    return place === undefined ? [] : [{ place, id: idOf(event), kind, code, reason }];
  });
  return { sent, notSent };
}

function unreadable({ place, reason }: Extract<GivenEvent, { kind: 'unreadable' }>): UnsentEvent {
  return { place, id: null, kind: 'unreadable', code: 'invalidEvent', reason };
}

/** Ends at the signal: a user who types events does not also have to end the input. */
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
