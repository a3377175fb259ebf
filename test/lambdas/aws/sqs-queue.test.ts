import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { sqsQueue } from '../../../lambdas/aws/sqs-queue.ts';
import type { OutgoingMessage } from '../../../lambdas/delivery/ports.ts';
import { fakeLog } from '../../support/fake-log.ts';

type Batch = SendMessageBatchCommand['input'];

/** A queue over a client that fails the messages (by body) it is told to, or the whole call. */
function aQueue(failsAt: (body: string, call: number) => boolean | 'whole' = () => false) {
  const batches: Batch[] = [];
  const client = {
    async send({ input }: SendMessageBatchCommand) {
      batches.push(input);
      const verdicts = input.Entries!.map((entry) => failsAt(entry.MessageBody!, batches.length));
      if (verdicts.includes('whole')) throw new Error('the queue cannot be reached');
      return {
        Failed: input
          .Entries!.filter((_, index) => verdicts[index])
          .map(({ Id }) => ({
            Id,
            Code: 'InternalError',
          })),
      };
    },
  };
  const log = fakeLog();
  const queue = sqsQueue(client as unknown as SQSClient, 'http://127.0.0.1/queue', log);
  return { queue, batches, log };
}

const messages = (...bodies: string[]): OutgoingMessage[] => bodies.map((body) => ({ body }));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const bodiesOf = (batch: Batch) => batch.Entries!.map(({ MessageBody: body }) => body);

describe('batches', () => {
  test('hold ten messages at the most, each with an id of its own', async () => {
    const { queue, batches } = aQueue();
    const sent = await queue.send(messages(...numbers(25)));

    expect(batches.map(({ Entries: entries }) => entries!.length)).toEqual([10, 10, 5]);
    expect(new Set(batches[0]!.Entries!.map(({ Id: id }) => id)).size).toBe(10);
    expect(sent).toEqual(Array.from({ length: 25 }, () => true));
  });

  test('hold a mebibyte at the most, bodies and attributes together', async () => {
    const { queue, batches } = aQueue();
    const half = 'ü'.repeat(262_144);
    await queue.send([
      { body: half },
      { body: half.slice(11), attributes: { reason: 'r' } },
      { body: 'x', attributes: { reason: 'r' } },
    ]);

    expect(batches.map(({ Entries: entries }) => entries!.length)).toEqual([2, 1]);
  });

  test('carry delays, attributes and message groups', async () => {
    const { queue, batches } = aQueue();
    await queue.send([
      { body: 'a', delaySeconds: 0, attributes: { reason: 'why' }, groupId: 'acct1' },
      { body: 'b' },
    ]);

    expect(batches[0]!.Entries).toMatchObject([
      {
        DelaySeconds: 0,
        MessageGroupId: 'acct1',
        MessageAttributes: { reason: { DataType: 'String', StringValue: 'why' } },
      },
      { MessageBody: 'b' },
    ]);
    expect(batches[0]!.Entries![1]).not.toHaveProperty('DelaySeconds');
    expect(batches[0]!.Entries![1]).not.toHaveProperty('MessageGroupId');
  });

  test('nothing to send makes no call', async () => {
    const { queue, batches } = aQueue();

    expect(await queue.send([])).toEqual([]);
    expect(batches).toEqual([]);
  });
});

describe('a batch that fails in part', () => {
  test('has its failed messages sent once more, and only those', async () => {
    const { queue, batches } = aQueue((body, call) => body === 'b' && call === 1);
    const sent = await queue.send(messages('a', 'b', 'c'));

    expect(batches.map(bodiesOf)).toEqual([['a', 'b', 'c'], ['b']]);
    expect(sent).toEqual([true, true, true]);
  });

  test('and fails again is told, message by message, in the order given', async () => {
    const { queue, batches, log } = aQueue((body) => ['b', 'd'].includes(body));
    const sent = await queue.send(messages('a', 'b', 'c', 'd'));

    expect(batches).toHaveLength(2);
    expect(sent).toEqual([true, false, true, false]);
    expect(log.lines[0]).toMatchObject({
      level: 'warn',
      fields: { codes: ['InternalError', 'InternalError'] },
    });
  });

  test('and whose second try fails whole is told too', async () => {
    const { queue } = aQueue(
      (body, call) => (body === 'b' && call === 1) || (call === 2 && 'whole'),
    );

    expect(await queue.send(messages('a', 'b'))).toEqual([true, false]);
  });
});

test('a call that fails whole fails its own messages and no others, and throws nothing', async () => {
  const { queue } = aQueue((body) => (body === '3' ? 'whole' : false));
  const sent = await queue.send(messages(...numbers(12)));

  expect(sent).toEqual([...Array.from({ length: 10 }, () => false), true, true]);
});
