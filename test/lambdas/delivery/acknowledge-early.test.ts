import { describe, expect, test } from '@jest/globals';
import { acknowledgeEarly } from '../../../lambdas/delivery/acknowledge-early.ts';
import type { ReceivedMessage } from '../../../lambdas/ports/delivery.ts';

/** Messages 0, 1, 2, ... that one delivery each comes of. */
function messages(count: number) {
  return Array.from({ length: count }, (_, index) => aMessage(String(index)));
}

function aMessage(messageId: string, deliveries = 1) {
  return { messageId, receiptHandle: `handle of ${messageId}`, deliveries };
}

/** Deletions that are answered when they are told to be. */
function deletions() {
  const calls: (readonly ReceivedMessage[])[] = [];
  const answers: (() => void)[] = [];
  return {
    calls,
    ids: () => calls.flat().map(({ messageId }) => messageId),
    answer: () => answers.shift()?.(),
    delete: async (received: readonly ReceivedMessage[]) => {
      calls.push(received);
      await new Promise<void>((resolve) => {
        answers.push(resolve);
      });
    },
  };
}

const tick = async () => await new Promise(setImmediate);

describe('a message', () => {
  test('is deleted by its receipt handle when its last delivery has its disposition', async () => {
    const sqs = deletions();
    const early = acknowledgeEarly([aMessage('a', 2), aMessage('b')], sqs.delete);

    early.settled('a');
    await tick();
    expect(sqs.calls).toEqual([]);

    early.settled('a');
    await tick();
    expect(sqs.calls).toEqual([[{ messageId: 'a', receiptHandle: 'handle of a' }]]);
  });

  test('that stands twice in a batch is deleted when both copies are through, by both handles', async () => {
    const sqs = deletions();
    const twice = [
      { ...aMessage('a'), receiptHandle: 'one' },
      { ...aMessage('a'), receiptHandle: 'two' },
    ];
    const early = acknowledgeEarly([...twice, aMessage('b')], sqs.delete);

    early.settled('a');
    await tick();
    expect(sqs.calls).toEqual([]);

    early.settled('a');
    await tick();
    expect(sqs.calls[0]?.map(({ receiptHandle }) => receiptHandle)).toEqual(['one', 'two']);
  });

  test('of which nothing comes, or that is none of the batch, is left to the response', async () => {
    const sqs = deletions();
    const early = acknowledgeEarly([aMessage('a', 0), ...messages(2)], sqs.delete);

    for (const id of ['a', 'stranger', '0']) early.settled(id);
    await tick();

    expect(sqs.ids()).toEqual(['0']);
  });
});

describe('deletions', () => {
  test('are made ten at a time, four calls at once, and go on as they are answered', async () => {
    const sqs = deletions();
    const early = acknowledgeEarly(messages(60), sqs.delete);

    for (let index = 0; index < 55; index += 1) early.settled(String(index));
    await tick();
    expect(sqs.calls.map(({ length }) => length)).toEqual([10, 10, 10, 10]);

    sqs.answer();
    sqs.answer();
    await tick();
    expect(sqs.calls.map(({ length }) => length)).toEqual([10, 10, 10, 10, 10, 5]);
    expect(new Set(sqs.ids()).size).toBe(55);
  });

  test('are not made when nothing of the batch is left to do, nor for its end', async () => {
    const sqs = deletions();
    const early = acknowledgeEarly(messages(20), sqs.delete);

    for (let index = 0; index < 20; index += 1) early.settled(String(index));
    await tick();
    await early.endAfter(undefined);

    expect(sqs.calls).toEqual([]);
  });

  test('are made while the last work of a batch goes on, and no longer', async () => {
    const sqs = deletions();
    const early = acknowledgeEarly(messages(60), sqs.delete);
    const { promise: lastWork, resolve: finish } = Promise.withResolvers<void>();
    for (let index = 0; index < 60; index += 1) early.settled(String(index));
    const ended = early.endAfter(lastWork);
    await tick();
    expect(sqs.calls).toHaveLength(4);

    sqs.answer();
    await tick();
    expect(sqs.calls).toHaveLength(5);

    finish();
    await tick();
    for (let answers = 0; answers < 4; answers += 1) sqs.answer();
    await ended;
    expect(sqs.calls).toHaveLength(5);
  });

  test('end with the batch: what is under way is waited for, and none begins', async () => {
    const sqs = deletions();
    const early = acknowledgeEarly(messages(60), sqs.delete);
    for (let index = 0; index < 55; index += 1) early.settled(String(index));
    await tick();

    const order: string[] = [];
    const ended = early.endAfter(undefined).finally(() => order.push('ended'));
    for (let answers = 0; answers < 3; answers += 1) sqs.answer();
    await tick();
    order.push('last answer');
    sqs.answer();
    await ended;

    expect(order).toEqual(['last answer', 'ended']);
    expect(sqs.calls).toHaveLength(4);
  });
});
