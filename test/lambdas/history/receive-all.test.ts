import { describe, expect, test } from '@jest/globals';
import { receiveAll } from '../../../lambdas/history/receive-all.ts';
import {
  fakeHistoryQueue,
  fakeRecorderServices,
  fakeRecorderTable,
} from '../../support/fake-recorder.ts';

/** A queue of so many messages, and how often it was asked; each answer takes some turns. */
function aQueue(messages: number) {
  const queue = fakeHistoryQueue();
  for (let index = 0; index < messages; index += 1) queue.send([]);
  const services = fakeRecorderServices({ queue, table: fakeRecorderTable(), now: () => 0 });
  const asked = { times: 0, atOnce: 0, mostAtOnce: 0 };
  const receive = async () => {
    asked.times += 1;
    asked.atOnce += 1;
    asked.mostAtOnce = Math.max(asked.mostAtOnce, asked.atOnce);
    const received = await queue.receive();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    asked.atOnce -= 1;
    return received;
  };
  const limits = { ...services.limits, receivesInFlight: 8 };
  return { asked, services: { queue: { ...queue, receive }, limits } };
}

async function receiveFrom({ services }: ReturnType<typeof aQueue>) {
  let messages = 0;
  let isEmpty = false;
  const failure = await receiveAll(
    {
      add: (received) => {
        messages += received.length;
        isEmpty ||= received.length === 0;
      },
      mayGoOn: () => !isEmpty,
    },
    services,
  );
  return { messages, failure };
}

describe('receiving', () => {
  test('asks a queue that is nearly empty no more often than it must', async () => {
    const queue = aQueue(25);

    expect(await receiveFrom(queue)).toEqual({ messages: 25, failure: undefined });
    expect(queue.asked).toMatchObject({ times: 4, mostAtOnce: 1 });
  });

  test('asks a full queue as often at once as it may', async () => {
    const queue = aQueue(2_000);

    expect(await receiveFrom(queue)).toMatchObject({ messages: 2_000 });
    expect(queue.asked.mostAtOnce).toBe(8);
    expect(queue.asked.times).toBeLessThan(210);
  });

  test('ends with the error if the queue does not answer', async () => {
    const { services } = aQueue(100);
    const error = new Error('no answer');
    const receiveSome = async () => {
      throw error;
    };
    const queue = { ...services.queue, receive: receiveSome };

    expect(await receiveAll({ add() {}, mayGoOn: () => true }, { ...services, queue })).toEqual({
      error,
    });
  });
});
