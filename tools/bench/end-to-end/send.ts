import { setTimeout as sleep } from 'node:timers/promises';
import { feed, type Fed } from '../../../local/feed.ts';
import { createProducer } from '../../../producer/index.ts';
import type { SentEvent } from './events.ts';
import type { LocalMode } from './local-mode.ts';

type Queue = Pick<LocalMode, 'sqs' | 'eventsQueueUrl'>;

/** Sends events, ten messages a call, each event a message. Rejects when SQS takes one not. */
export async function sendOneByOne(
  events: AsyncIterable<SentEvent> | Iterable<SentEvent>,
  { sqs, eventsQueueUrl: queueUrl }: Queue,
): Promise<void> {
  const fed: Fed = { sent: 0, empty: 0, refused: [] };
  const never = new AbortController().signal;
  await feed(linesOf(events), { sqs, queueUrl, signal: never, fed, onSent: () => undefined });
  if (fed.refused.length > 0) throw new Error(`SQS refused ${fed.refused.length} messages`);
}

/** Sends events by the product's own producer, many a message. Rejects when one was not sent. */
export async function sendPacked(
  events: readonly SentEvent[],
  { sqs, eventsQueueUrl: queueUrl }: Queue,
): Promise<void> {
  const producer = createProducer({ queueUrl, client: sqs });
  const { failed } = await producer.sendEvents(events.map(({ event }) => event));
  if (failed.length > 0) throw new Error(`${failed.length} events were not sent`);
}

async function* linesOf(events: AsyncIterable<SentEvent> | Iterable<SentEvent>) {
  let number = 0;
  for await (const { body } of events) {
    number += 1;
    yield { number, text: body };
  }
}

const tickMs = 5;

/** When an event is due, in milliseconds after the first, at this many a second. */
export function dueMs(index: number, eventsPerSecond: number): number {
  return (index / eventsPerSecond) * 1000;
}

const maxBatchMessages = 10;

/** Gives events as they become due, up to ten together; when the receiver is late, those that are due come at once. */
export async function* paced(
  events: readonly SentEvent[],
  eventsPerSecond: number,
  startMs: number,
): AsyncGenerator<readonly SentEvent[]> {
  for (let from = 0; from < events.length;) {
    const nextAtMs = startMs + dueMs(from, eventsPerSecond);
    while (Date.now() < nextAtMs) await sleep(tickMs);
    const due = Math.floor(((Date.now() - startMs) * eventsPerSecond) / 1000) + 1;
    const to = Math.max(from + 1, Math.min(due, from + maxBatchMessages, events.length));
    yield events.slice(from, to);
    from = to;
  }
}

/** Sends each event, as a message of its own, with those that are due with it. Rejects when SQS takes one not. */
export async function sendAsDue(
  due: AsyncIterable<readonly SentEvent[]>,
  queue: Queue,
): Promise<void> {
  const sending: Promise<void>[] = [];
  for await (const events of due) sending.push(sendOneByOne(events, queue));
  await Promise.all(sending);
}
