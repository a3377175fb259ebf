import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { sdkSendingCalls } from '../../../lambdas/aws/calls/sdk-queue-calls.ts';
import { standardResend, type ResendSettings } from '../../../lambdas/aws/resend.ts';
import { sqsQueue } from '../../../lambdas/aws/sqs-queue.ts';
import type { OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';

type Batch = SendMessageBatchCommand['input'];

/** What becomes of a message: it is taken, refused, refused as at fault; or its whole call fails. */
type Verdict = boolean | 'fault' | 'whole';

/** Lets each call take so long. */
interface Slowness {
  readonly callMs?: number;
}

/** A queue over a client that fails given messages (by body), or whole calls, on a virtual time. */
function aQueue(
  failsAt: (body: string, call: number) => Verdict = () => false,
  { callMs = 0, ...resend }: Slowness & Partial<ResendSettings> = {},
) {
  const batches: Batch[] = [];
  const calledAtMs: number[] = [];
  const time = virtualClock(0);
  const client = {
    async send({ input }: SendMessageBatchCommand) {
      batches.push(input);
      calledAtMs.push(time.now());
      if (callMs > 0) await time.sleep(callMs);
      const verdicts = input.Entries!.map((entry) => failsAt(entry.MessageBody!, batches.length));
      if (verdicts.includes('whole')) throw new Error('the queue cannot be reached');
      return {
        Failed: input
          .Entries!.filter((_, index) => verdicts[index])
          .map(({ Id }) => ({
            Id,
            Code: 'InternalError',
            SenderFault: verdicts[Number(Id)] === 'fault',
          })),
      };
    },
  };
  const log = fakeLog();
  const settings = { ...standardResend, ...time, random: () => 1, ...resend };
  const queue = sqsQueue(
    sdkSendingCalls(client as unknown as SQSClient),
    'http://127.0.0.1/queue',
    log,
    settings,
  );
  const send = async (messages: readonly OutgoingMessage[], timeoutMs?: number) =>
    await time.runUntil(queue.send(messages, timeoutMs === undefined ? {} : { timeoutMs }));
  return { queue: { send }, batches, log, calledAtMs };
}

const messages = (...bodies: string[]): OutgoingMessage[] => bodies.map((body) => ({ body }));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const bodiesOf = (batch: Batch) => batch.Entries!.map(({ MessageBody: body }) => body);

test('a time-out that is no whole number of milliseconds is one all the same', async () => {
  const { queue, log } = aQueue();
  await expect(queue.send(messages('1'), 1500.5)).resolves.toEqual([true]);
  expect(log.lines).toEqual([]);
});

describe('batches', () => {
  test('hold at most ten messages, each with its own id', async () => {
    const { queue, batches } = aQueue();
    const sent = await queue.send(messages(...numbers(25)));

    expect(batches.map(({ Entries: entries }) => entries!.length)).toEqual([10, 10, 5]);
    expect(new Set(batches[0]!.Entries!.map(({ Id: id }) => id)).size).toBe(10);
    expect(sent).toEqual(Array.from({ length: 25 }, () => true));
  });

  test('hold at most a mebibyte, bodies and attributes together', async () => {
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
  test('has its failed messages sent again after a pause, and only those', async () => {
    const { queue, batches, calledAtMs } = aQueue((body, call) => body === 'b' && call === 1);
    const sent = await queue.send(messages('a', 'b', 'c'));

    expect(batches.map(bodiesOf)).toEqual([['a', 'b', 'c'], ['b']]);
    expect(calledAtMs).toEqual([0, 100]);
    expect(sent).toEqual([true, true, true]);
  });

  test.each([
    ['the longest', 1, [0, 100, 300, 700]],
    ['the shortest', 0, [0, 50, 150, 350]],
  ])('is sent four times, each after twice the pause: %s ones', async (_, random, atMs) => {
    const { queue, calledAtMs } = aQueue(() => true, { random: () => random });

    expect(await queue.send(messages('a'))).toEqual([false]);
    expect(calledAtMs).toEqual(atMs);
  });

  test('and fails each time is reported, message by message, in the order given', async () => {
    const { queue, batches, log } = aQueue((body) => ['b', 'd'].includes(body));
    const sent = await queue.send(messages('a', 'b', 'c', 'd'));

    expect(batches.map(bodiesOf).slice(1)).toEqual([
      ['b', 'd'],
      ['b', 'd'],
      ['b', 'd'],
    ]);
    expect(sent).toEqual([true, false, true, false]);
    expect(log.lines[0]).toMatchObject({
      level: 'warn',
      fields: { codes: ['InternalError', 'InternalError'] },
    });
  });

  test('is not sent again with what is at fault itself', async () => {
    const { queue, batches } = aQueue(
      (body, call) => (body === 'a' && 'fault') || (body === 'b' && call === 1),
    );

    expect(await queue.send(messages('a', 'b', 'c'))).toEqual([false, true, true]);
    expect(batches.map(bodiesOf)).toEqual([['a', 'b', 'c'], ['b']]);
  });

  test('and has nothing left but what is at fault is not sent again', async () => {
    const { queue, batches } = aQueue((body) => body === 'a' && 'fault');

    expect(await queue.send(messages('a', 'b'))).toEqual([false, true]);
    expect(batches).toHaveLength(1);
  });

  test('and whose second try fails whole is reported too', async () => {
    const { queue, batches } = aQueue(
      (body, call) => (body === 'b' && call === 1) || (call === 2 && 'whole'),
    );

    expect(await queue.send(messages('a', 'b'))).toEqual([true, false]);
    expect(batches).toHaveLength(2);
  });

  test('is not sent again once the time for it is over, however slow the answers', async () => {
    const { queue, calledAtMs } = aQueue(() => true, { callMs: 900, budgetMs: 2_000 });

    expect(await queue.send(messages('a'))).toEqual([false]);
    expect(calledAtMs).toEqual([0, 1_000]);
  });

  test("is not sent again past its caller's time", async () => {
    const { queue, calledAtMs } = aQueue(() => true);

    expect(await queue.send(messages('a'), 300)).toEqual([false]);
    expect(calledAtMs).toEqual([0, 100]);
  });

  test('holds up no other batch', async () => {
    const { queue, calledAtMs } = aQueue((body) => body === '3');
    const sent = await queue.send(messages(...numbers(25)));

    expect(calledAtMs).toEqual([0, 0, 0, 100, 300, 700]);
    expect(sent.filter((isSent) => !isSent)).toHaveLength(1);
  });
});

test('a call that fails whole fails its own messages and no others, and throws nothing', async () => {
  const { queue, batches } = aQueue((body) => (body === '3' ? 'whole' : false));
  const sent = await queue.send(messages(...numbers(12)));

  const failed = batches
    .map(({ Entries: entries = [] }) => entries.map(({ MessageBody: body }) => body))
    .find((bodies) => bodies.includes('3'));
  expect(failed).toHaveLength(10);
  expect(sent).toEqual(numbers(12).map((body) => failed?.includes(body) === false));
});

describe('the time of a caller', () => {
  test('ends every call, and begins none when it is over: the rest is reported as not sent', async () => {
    const { queue, batches } = aQueue(undefined, { callMs: 1_000 });
    const sent = await queue.send(messages(...numbers(500)), 2_500);

    // Sixteen batches at once, and those begun within the time are still waited for.
    expect(batches).toHaveLength(48);
    expect(sent.filter(Boolean)).toHaveLength(480);
  });

  test('that is over sends nothing', async () => {
    const { queue, batches } = aQueue();

    expect(await queue.send(messages('one'), 0)).toEqual([false]);
    expect(await queue.send(messages('one'), -5)).toEqual([false]);
    expect(batches).toEqual([]);
  });

  test('is given to each call, to be aborted by', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const client = {
      async send(_: unknown, options?: { abortSignal?: AbortSignal }) {
        signals.push(options?.abortSignal);
        return {};
      },
    };
    const queue = sqsQueue(
      sdkSendingCalls(client as unknown as SQSClient),
      'http://127.0.0.1/queue',
      fakeLog(),
    );
    await queue.send(messages('one'), { timeoutMs: 60_000 });
    await queue.send(messages('one'));

    expect(signals).toEqual([expect.any(AbortSignal), undefined]);
  });
});
