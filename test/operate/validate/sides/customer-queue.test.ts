import { expect, test } from '@jest/globals';
import { ItemEnded } from '../../../../operate/validate/item-ended.ts';
import { createQueue } from '../../../../operate/validate/sides/customer-queue.ts';
import { fakeClock } from '../support/fake-clock.ts';

const unrecorded = { call: async <T>(_: unknown, make: () => Promise<T>) => await make() };

class NoQueue extends Error {
  override readonly name = 'QueueDoesNotExist';
}

/** SQS that knows a new queue only after some calls. */
function create(unknownCalls: number, error: Error = new NoQueue('no such queue')) {
  const clock = fakeClock();
  let calls = 0;
  const client = {
    async send({ constructor: { name } }: { constructor: { name: string } }) {
      if (name === 'CreateQueueCommand') return { QueueUrl: 'https://sqs/queue' };
      calls += 1;
      if (calls <= unknownCalls) throw error;
      return { Attributes: { QueueArn: 'arn:queue' } };
    },
  };
  const waiting = { clock, signal: new AbortController().signal };
  const created = createQueue('queue', { region: 'eu-west-1', client }, unrecorded, waiting);
  return { created, clock };
}

test('a new queue is waited for, since SQS knows it only after a second', async () => {
  const { created, clock } = create(2);
  expect(await created).toEqual({ url: 'https://sqs/queue', arn: 'arn:queue' });
  expect(clock.pauses).toEqual([1_000, 1_000]);
});

test('a queue that SQS never knows ends the item', async () => {
  await expect(create(Infinity).created).rejects.toThrow(ItemEnded);
});

test('another error is not waited for', async () => {
  const { created, clock } = create(1, new Error('denied'));
  await expect(created).rejects.toThrow('denied');
  expect(clock.pauses).toEqual([]);
});
