import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VendorEvent } from './workload.ts';

/** Where events are fed to. */
export interface FeedTarget {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  readonly eventsPerSecond: number;
  /** Whether to wait before more is sent. */
  readonly isFull: () => boolean;
  /** Stops the feeding, quietly. */
  readonly signal: AbortSignal;
  /** Gets each event that SQS has said to hold. */
  readonly onAccepted: (event: VendorEvent) => void;
}

const maxBatchMessages = 10;
const batchesInFlight = 8;
const lookEveryMs = 50;

/** Sends events to a queue, each as a message, no faster than asked for. Rejects when SQS fails. */
export async function feed(events: Iterable<VendorEvent>, target: FeedTarget): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  const startedAtMs = performance.now();
  let offered = 0;
  for (const batch of batchesOf(events)) {
    const dueInMs = startedAtMs + (offered / target.eventsPerSecond) * 1000 - performance.now();
    // Timers come a millisecond late, which batches of ten could not make up for.
    if (dueInMs > 5) await sleep(dueInMs, undefined, { signal: target.signal }).catch(() => null);
    while (target.isFull() && !target.signal.aborted) await sleep(lookEveryMs);
    if (target.signal.aborted) break;
    while (inFlight.size >= batchesInFlight) await Promise.race(inFlight);
    const sending = send(batch, target).finally(() => inFlight.delete(sending));
    inFlight.add(sending);
    offered += batch.length;
  }
  await Promise.all(inFlight);
}

function* batchesOf(events: Iterable<VendorEvent>): Generator<readonly VendorEvent[]> {
  let batch: VendorEvent[] = [];
  for (const event of events) {
    batch.push(event);
    if (batch.length < maxBatchMessages) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function send(
  batch: readonly VendorEvent[],
  { sqs, queueUrl, onAccepted }: FeedTarget,
): Promise<void> {
  const entries = batch.map((event, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(event),
  }));
  const { Successful: successful = [] } = await sqs.send(
    new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
  );
  for (const { Id: id } of successful) {
    const event = batch[Number(id)];
    if (event !== undefined) onAccepted(event);
  }
}
