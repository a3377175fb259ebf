import { expect, test } from '@jest/globals';
import type { MessageQueue, OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import { noticeUnheard } from './unheard.ts';

const same: OutgoingMessage = { body: 'the same' };
const other: OutgoingMessage = { body: 'the other' };

/** A queue on which these messages arrive (by index), and which acknowledges those. */
function queueOf(arriving: readonly number[], acknowledged: readonly number[]) {
  return (onArrived: (message: OutgoingMessage) => void): MessageQueue => ({
    async send(messages) {
      await Promise.resolve();
      for (const [index, message] of messages.entries()) {
        if (arriving.includes(index)) onArrived(message);
      }
      return messages.map((_, index) => acknowledged.includes(index));
    },
  });
}

async function unheardOf(
  messages: readonly OutgoingMessage[],
  arriving: readonly number[],
  acknowledged: readonly number[],
): Promise<readonly boolean[]> {
  const { unheard } = await noticeUnheard(queueOf(arriving, acknowledged), messages, {});
  return unheard;
}

test('a message that arrives and is not acknowledged is unheard', async () => {
  await expect(unheardOf([same, other], [0, 1], [1])).resolves.toEqual([true, false]);
});

test('a message that does not arrive is not unheard', async () => {
  await expect(unheardOf([same, other], [1], [1])).resolves.toEqual([false, false]);
});

test('one of two equal messages that is acknowledged does not make the other one unheard', async () => {
  await expect(unheardOf([same, same], [0], [0])).resolves.toEqual([false, false]);
});

test('of two equal messages both may be unheard', async () => {
  await expect(unheardOf([same, same], [0, 1], [])).resolves.toEqual([true, true]);
});

test('two sends of equal messages at once are kept apart', async () => {
  await expect(
    Promise.all([unheardOf([same], [0], [0]), unheardOf([same], [], [])]),
  ).resolves.toEqual([[false], [false]]);
});
