import type { Delivery } from '../domain/delivery.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Disposition } from '../domain/retry-policy.ts';
import { deadLetterMessage, postponedMessage, retryMessage } from './messages.ts';
import type { Log, MessageQueue, OutgoingMessage } from '../ports/delivery.ts';
import type { BatchCounters } from './batch-counters.ts';

/** What applying dispositions needs from outside. */
export interface DispositionServices {
  readonly retryQueue: MessageQueue;
  readonly retryDeadLetters: MessageQueue;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A delivery and its disposition. */
export interface Decided<T extends Delivery, F extends Disposition = Disposition> {
  readonly delivery: T;
  readonly disposition: F;
}

type DispositionOf<K extends Disposition['kind']> = Extract<Disposition, { kind: K }>;

/**
 * Applies dispositions: sends retries and dead letters to their queues and counts the others, apart from
 * held deliveries, which the history takes. Returns the
 * deliveries that no queue took in time; their messages must come again.
 */
export async function applyDispositions<T extends Delivery>(
  decided: readonly Decided<T>[],
  services: DispositionServices,
  counters: BatchCounters,
  timeoutMs?: number,
): Promise<readonly T[]> {
  countDispositions(decided, services, counters);
  const unwritten = await Promise.all([
    sendRetries(
      { retries: ofKind(decided, 'retry'), postponed: ofKind(decided, 'postpone') },
      { services, counters, timeoutMs },
    ),
    sendDeadLetters(ofKind(decided, 'deadLetter'), { services, counters, timeoutMs }),
  ]);
  return unwritten.flat();
}

/** Counts the dispositions that need no message on a queue of deliveries; the history counts held ones. */
export function countDispositions(
  decided: readonly Decided<Delivery>[],
  { now }: Pick<DispositionServices, 'now'>,
  counters: BatchCounters,
): void {
  const batch = counters;
  const nowMs = now();
  for (const { delivery, disposition } of decided) {
    if (disposition.kind === 'accepted') {
      batch.accepted += 1;
      batch.acceptanceMs.push(Math.max(0, nowMs - delivery.queuedAtMs));
    } else if (disposition.kind === 'drop') {
      batch.dropped.sourceGone += 1;
    } else if (disposition.kind === 'skip') {
      batch.dropped.skipped += 1;
    }
  }
}

function ofKind<T extends Delivery, K extends Disposition['kind']>(
  decided: readonly Decided<T>[],
  kind: K,
): readonly Decided<T, DispositionOf<K>>[] {
  const isOfKind = (disposition: Disposition): disposition is DispositionOf<K> =>
    disposition.kind === kind;
  return decided.flatMap(({ delivery, disposition }) =>
    isOfKind(disposition) ? [{ delivery, disposition }] : [],
  );
}

interface Writing {
  readonly services: DispositionServices;
  readonly counters: BatchCounters;
  readonly timeoutMs: number | undefined;
}

interface RetryQueueDeliveries<T extends Delivery> {
  readonly retries: readonly Decided<T, DispositionOf<'retry'>>[];
  readonly postponed: readonly Decided<T, DispositionOf<'postpone'>>[];
}

async function sendRetries<T extends Delivery>(
  { retries, postponed }: RetryQueueDeliveries<T>,
  { services: { retryQueue, now }, counters, timeoutMs }: Writing,
): Promise<readonly T[]> {
  const nowMs = now();
  for (const { delivery, disposition } of retries)
    countFailure(counters, delivery, disposition.failure);
  const messages = [
    ...retries.map(({ delivery, disposition }) => retryMessage(delivery, disposition, nowMs)),
    ...postponed.map(({ delivery }) => postponedMessage(delivery)),
  ];
  const unsent = await send(retryQueue, [...retries, ...postponed], messages, timeoutMs);
  counters.retried += messages.length - unsent.length;
  return unsent.map(({ delivery }) => delivery);
}

async function sendDeadLetters<T extends Delivery>(
  decided: readonly Decided<T, DispositionOf<'deadLetter'>>[],
  { services: { retryDeadLetters, log, now }, counters, timeoutMs }: Writing,
): Promise<readonly T[]> {
  const nowMs = now();
  for (const { delivery, disposition } of decided)
    countFailure(counters, delivery, disposition.why.failure);
  const messages = decided.map(({ delivery, disposition }) =>
    deadLetterMessage(delivery, disposition.why, nowMs),
  );
  const unsent = new Set(await send(retryDeadLetters, decided, messages, timeoutMs));
  for (const one of decided.filter((each) => !unsent.has(each))) {
    const { reason, failure } = one.disposition.why;
    counters.deadLettered[reason] += 1;
    const { sourceName, region } = one.delivery;
    log.warn('entry dead-lettered', { reason, sourceName, region, errorCode: failure?.code });
  }
  return Array.from(unsent, ({ delivery }) => delivery);
}

async function send<T>(
  queue: MessageQueue,
  items: readonly T[],
  messages: readonly OutgoingMessage[],
  timeoutMs: number | undefined,
): Promise<readonly T[]> {
  const time = timeoutMs === undefined ? {} : { timeoutMs };
  const sent = messages.length === 0 ? [] : await queue.send(messages, time);
  return items.filter((_, index) => sent[index] !== true);
}

function countFailure(
  counters: BatchCounters,
  { region }: Delivery,
  failure: Failure | undefined,
): void {
  if (failure === undefined) return;
  const key = `${region} ${failure.code}`;
  counters.failures[key] = (counters.failures[key] ?? 0) + 1;
}
