import type { Delivery } from '../domain/delivery.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Fate } from '../domain/retry-policy.ts';
import { deadLetterMessage, postponedMessage, retryMessage } from './messages.ts';
import type { Log, MessageQueue, OutgoingMessage } from '../ports/delivery.ts';
import type { Tally } from './tally.ts';

/** What writing fates down needs from outside. */
export interface FateServices {
  readonly retryQueue: MessageQueue;
  readonly retryDeadLetters: MessageQueue;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A delivery and what is to be done with it. */
export interface Decided<T extends Delivery, F extends Fate = Fate> {
  readonly delivery: T;
  readonly fate: F;
}

type FateOf<K extends Fate['kind']> = Extract<Fate, { kind: K }>;

/**
 * Writes fates down: retries and dead letters go to their queues, the others are counted. Returns the
 * deliveries whose fate could not be written in time, for their messages to come again.
 */
export async function applyFates<T extends Delivery>(
  decided: readonly Decided<T>[],
  services: FateServices,
  tally: Tally,
  timeoutMs?: number,
): Promise<readonly T[]> {
  const accepted = ofKind(decided, 'accepted');
  tally.accepted += accepted.length;
  for (const { delivery } of accepted) tally.acceptanceMs.push(ageMs(delivery, services));

  tally.dropped.sourceGone += ofKind(decided, 'sourceGone').length;
  const unwritten = await Promise.all([
    sendRetries(
      { retries: ofKind(decided, 'retry'), postponed: ofKind(decided, 'postpone') },
      { services, tally, timeoutMs },
    ),
    sendDeadLetters(ofKind(decided, 'deadLetter'), { services, tally, timeoutMs }),
  ]);
  return unwritten.flat();
}

function ofKind<T extends Delivery, K extends Fate['kind']>(
  decided: readonly Decided<T>[],
  kind: K,
): readonly Decided<T, FateOf<K>>[] {
  const isOfKind = (fate: Fate): fate is FateOf<K> => fate.kind === kind;
  return decided.flatMap(({ delivery, fate }) => (isOfKind(fate) ? [{ delivery, fate }] : []));
}

interface Writing {
  readonly services: FateServices;
  readonly tally: Tally;
  readonly timeoutMs: number | undefined;
}

interface RetryQueueDeliveries<T extends Delivery> {
  readonly retries: readonly Decided<T, FateOf<'retry'>>[];
  readonly postponed: readonly Decided<T, FateOf<'postpone'>>[];
}

async function sendRetries<T extends Delivery>(
  { retries, postponed }: RetryQueueDeliveries<T>,
  { services: { retryQueue, now }, tally, timeoutMs }: Writing,
): Promise<readonly T[]> {
  const nowMs = now();
  for (const { delivery, fate } of retries) countFailure(tally, delivery, fate.failure);
  const messages = [
    ...retries.map(({ delivery, fate }) => retryMessage(delivery, fate, nowMs)),
    ...postponed.map(({ delivery }) => postponedMessage(delivery)),
  ];
  const unsent = await send(retryQueue, [...retries, ...postponed], messages, timeoutMs);
  tally.retried += messages.length - unsent.length;
  return unsent.map(({ delivery }) => delivery);
}

async function sendDeadLetters<T extends Delivery>(
  decided: readonly Decided<T, FateOf<'deadLetter'>>[],
  { services: { retryDeadLetters, log, now }, tally, timeoutMs }: Writing,
): Promise<readonly T[]> {
  const nowMs = now();
  for (const { delivery, fate } of decided) countFailure(tally, delivery, fate.why.failure);
  const messages = decided.map(({ delivery, fate }) =>
    deadLetterMessage(delivery, fate.why, nowMs),
  );
  const unsent = new Set(await send(retryDeadLetters, decided, messages, timeoutMs));
  for (const one of decided.filter((each) => !unsent.has(each))) {
    const { reason, failure } = one.fate.why;
    tally.deadLettered[reason] += 1;
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

function countFailure(tally: Tally, { region }: Delivery, failure: Failure | undefined): void {
  if (failure === undefined) return;
  const key = `${region} ${failure.code}`;
  tally.failures[key] = (tally.failures[key] ?? 0) + 1;
}

function ageMs({ queuedAtMs }: Delivery, { now }: FateServices): number {
  return Math.max(0, now() - queuedAtMs);
}
