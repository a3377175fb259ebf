import { expect, test } from '@jest/globals';
import { replayWaker } from '../../../lambdas/aws/wake-replay.ts';
import { readReplayMessage } from '../../../lambdas/domain/history/replay-message.ts';
import { fakeMessageQueue, refuseAll } from '../../support/fake-message-queue.ts';

const message = { tenant: 'acct1', id: 'one', step: 3 };

test('the replay queue gets a message, which waits as long as it should', async () => {
  const queue = fakeMessageQueue();
  const wake = replayWaker(queue);
  await wake(message, 30);
  await wake({ tenant: 'acct1', id: 'one' });

  expect(queue.messages).toMatchObject([{ delaySeconds: 30 }, {}]);
  expect(queue.messages[1]).not.toHaveProperty('delaySeconds');
  expect(queue.messages.map(({ body }) => readReplayMessage(body))).toEqual([
    message,
    { tenant: 'acct1', id: 'one' },
  ]);
});

test('it rejects when the queue does not take the message', async () => {
  const wake = replayWaker(fakeMessageQueue(refuseAll));

  await expect(wake(message)).rejects.toThrow('the replay queue did not take a message');
});
