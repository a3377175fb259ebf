import type { SQSRecord } from 'aws-lambda';
import type { Lineage } from '../../../local/lambda/lineage.ts';
import type { Time } from '../../../lambdas/ports/time.ts';

/** A message as it is put on a queue. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly delaySeconds?: number;
  /** Of the invocation that sends it; none when no function that reads a queue does. */
  readonly lineage?: Lineage;
}

/** A message on a queue. */
export interface QueuedMessage extends NewMessage {
  readonly id: string;
  /** When it was put there, epoch milliseconds. */
  readonly sentMs: number;
}

/** How a queue that a function reads is set up. */
export interface QueueSettings {
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
}

/** A standard queue of SQS: at least once, in no order that one could rely on. */
export interface QueueModel {
  /** Puts a message there; SQS takes delays of 0 to 900 whole seconds. */
  readonly put: (message: NewMessage) => QueuedMessage;
  /** Up to `max` messages that are visible; each is invisible for the visibility time-out then. */
  readonly receive: (max: number) => readonly QueuedMessage[];
  /** Makes a message visible at once, although somebody has just received it. */
  readonly expose: (id: string) => void;
  readonly delete: (id: string) => void;
  /** Resolves when a message is visible. */
  readonly visible: () => Promise<void>;
  /** What is on the queue, visible or not, in the order of its coming. */
  readonly messages: () => readonly QueuedMessage[];
  /** What was moved to the dead-letter queue because it had been received too often. */
  readonly redriven: readonly QueuedMessage[];
}

interface Held extends QueuedMessage {
  visibleMs: number;
  receives: number;
}

/** An empty queue; `name` begins the ids of its messages. */
export function queueModel(
  name: string,
  { visibilitySeconds, maxReceiveCount }: QueueSettings,
  time: Time,
): QueueModel {
  const held = new Map<string, Held>();
  const redriven: QueuedMessage[] = [];
  const { bell, ring, ringAfter } = doorbell(time);
  let count = 0;
  const isVisible = ({ visibleMs }: Held) => visibleMs <= time.now();
  return {
    redriven,
    put({ delaySeconds = 0, ...message }) {
      if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > 900) {
        throw new Error(`SQS takes no delay of ${delaySeconds} s`);
      }
      count += 1;
      const sentMs = time.now();
      const delayMs = delaySeconds * 1000;
      const one = { ...message, id: `${name}-${count}`, sentMs };
      held.set(one.id, { ...one, visibleMs: sentMs + delayMs, receives: 0 });
      void ringAfter(delayMs);
      return one;
    },
    receive(max) {
      const received: QueuedMessage[] = [];
      for (const one of held.values()) {
        if (received.length === max) break;
        if (!isVisible(one)) continue;
        one.receives += 1;
        if (one.receives > maxReceiveCount) {
          held.delete(one.id);
          redriven.push(one);
          continue;
        }
        one.visibleMs = time.now() + visibilitySeconds * 1000;
        void ringAfter(visibilitySeconds * 1000);
        received.push(one);
      }
      return received;
    },
    expose(id) {
      const one = held.get(id);
      if (one !== undefined) one.visibleMs = time.now();
      ring();
    },
    delete: (id) => {
      held.delete(id);
    },
    async visible() {
      while (!held.values().some(isVisible)) await bell();
    },
    messages: () => [...held.values()],
  };
}

/** Wakes all who wait for the bell. */
function doorbell({ sleep }: Time) {
  let waiting: (() => void)[] = [];
  const ring = () => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return {
    ring,
    bell: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
      }),
    ringAfter: async (milliseconds: number) => {
      if (milliseconds > 0) await sleep(milliseconds);
      ring();
    },
  };
}

/** A message in the form in which Lambda gives it to a function. */
export function recordOf({ id, body, attributes = {}, sentMs }: QueuedMessage): SQSRecord {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(sentMs),
      SenderId: '000000000000',
      ApproximateFirstReceiveTimestamp: String(sentMs),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [
        name,
        { dataType: 'String', stringValue, stringListValues: [], binaryListValues: [] },
      ]),
    ),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
    awsRegion: 'us-east-1',
  };
}
