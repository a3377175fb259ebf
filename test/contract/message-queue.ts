import { expect, test } from '@jest/globals';
import type { MessageQueue, OutgoingMessage } from '../../lambdas/ports/delivery.ts';
import { maxMessageBytes } from '../../lambdas/domain/dead-letter.ts';

/** A queue, and all that is on it and not delayed. */
export interface ObservedQueue {
  readonly queue: MessageQueue;
  received(): Promise<readonly OutgoingMessage[]>;
}

/** What every message queue must do; `emptyQueue` makes one without messages. */
export function messageQueueContract(emptyQueue: () => Promise<ObservedQueue>): void {
  test('nothing to send is no trouble', async () => {
    const observed = await emptyQueue();

    expect(await observed.queue.send([])).toEqual([]);
    expect(await observed.received()).toEqual([]);
  });

  test('each of many messages is on the queue, once', async () => {
    const observed = await emptyQueue();
    const bodies = Array.from({ length: 25 }, (_, index) => `message-${index}`).toSorted();

    expect(await observed.queue.send(bodies.map((body) => ({ body })))).toEqual(
      bodies.map(() => true),
    );
    expect(await bodiesOn(observed)).toEqual(bodies);
  });

  test('a body and its attributes come as they were sent, whatever the characters', async () => {
    const observed = await emptyQueue();
    const message = {
      body: '{"text":"ü 語 😀 \t\n"}',
      attributes: { reason: 'ü 語 😀', errorCode: 'X' },
    };

    expect(await observed.queue.send([message])).toEqual([true]);
    expect(await observed.received()).toEqual([message]);
  });

  test('large messages are sent too, in as many calls as they need', async () => {
    const observed = await emptyQueue();
    const bodies = ['a', 'b', 'c'].map((letter) => letter.repeat(maxMessageBytes));

    expect(await observed.queue.send(bodies.map((body) => ({ body })))).toEqual([true, true, true]);
    expect((await bodiesOn(observed)).map((body) => body.length)).toEqual(
      bodies.map(() => maxMessageBytes),
    );
  });
}

async function bodiesOn(observed: ObservedQueue) {
  return (await observed.received()).map(({ body }) => body).toSorted();
}
