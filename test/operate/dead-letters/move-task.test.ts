import type { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { moveAll } from '../../../operate/dead-letters/move-task.ts';
import { OperationError } from '../../../operate/operation-error.ts';

interface Call {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

const urls = { name: 'retry', url: 'https://q/retry', deadLettersUrl: 'https://q/dead' } as const;

/** SQS at work on a move, one answer to ListMessageMoveTasks after the other. */
function fakeSqs(tasks: readonly object[], startFails?: Error) {
  const calls: Call[] = [];
  const left = [...tasks];
  const send = async (command: { input: Record<string, unknown> }) => {
    const operation = command.constructor.name.replace('Command', '');
    calls.push({ operation, input: command.input });
    switch (operation) {
      case 'GetQueueAttributes':
        return { Attributes: { QueueArn: `arn of ${String(command.input['QueueUrl'])}` } };
      case 'StartMessageMoveTask':
        if (startFails !== undefined) throw startFails;
        return { TaskHandle: 'handle' };
      case 'ListMessageMoveTasks':
        return { Results: [left.length > 1 ? left.shift() : left[0]] };
      default:
        return {};
    }
  };
  const of = (operation: string) => calls.filter((call) => call.operation === operation);
  return { client: { send } as unknown as SQSClient, of };
}

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

function moving(signal = new AbortController().signal) {
  const shown: unknown[] = [];
  const pauses: number[] = [];
  return {
    shown,
    pauses,
    options: {
      maxPerSecond: undefined,
      signal,
      pause: async (milliseconds: number) => void pauses.push(milliseconds),
      onProgress: (moved: number, ofAbout: number | undefined) => shown.push([moved, ofAbout]),
    },
  };
}

test('the move has a destination, since SQS does not know where the functions’ letters came from', async () => {
  const { client, of } = fakeSqs([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 7 }]);
  const report = await moveAll(client, urls, { ...moving().options, maxPerSecond: 50 });

  expect(of('StartMessageMoveTask')).toMatchObject([
    {
      input: {
        SourceArn: 'arn of https://q/dead',
        DestinationArn: 'arn of https://q/retry',
        MaxNumberOfMessagesPerSecond: 50,
      },
    },
  ]);
  expect(report).toEqual({ status: 'COMPLETED', moved: 7, failure: null });
});

test('it is followed until it ends', async () => {
  const { client } = fakeSqs([
    {
      Status: 'RUNNING',
      ApproximateNumberOfMessagesMoved: 1,
      ApproximateNumberOfMessagesToMove: 3,
    },
    { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 },
  ]);
  const { options, shown, pauses } = moving();
  await moveAll(client, urls, options);

  expect(shown).toEqual([
    [1, 3],
    [3, undefined],
  ]);
  expect(pauses).toEqual([2_000]);
});

test('a stop cancels it once, and waits for the final status', async () => {
  const { client, of } = fakeSqs([
    { Status: 'CANCELLING' },
    { Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 2 },
  ]);
  const report = await moveAll(client, urls, moving(AbortSignal.abort()).options);

  expect(of('CancelMessageMoveTask')).toEqual([
    { operation: 'CancelMessageMoveTask', input: { TaskHandle: 'handle' } },
  ]);
  expect(report).toMatchObject({ status: 'CANCELLED', moved: 2 });
});

test('one that fails reports why', async () => {
  const { client } = fakeSqs([{ Status: 'FAILED', FailureReason: 'AccessDenied' }]);

  expect(await moveAll(client, urls, moving().options)).toEqual({
    status: 'FAILED',
    moved: 0,
    failure: 'AccessDenied',
  });
});

test('a queue service without the operation is distinguished from one that fails', async () => {
  const without = fakeSqs([], named('InvalidAction'));
  const failing = fakeSqs([], named('AccessDenied', 'not yours'));

  expect(await moveAll(without.client, urls, moving().options)).toBeUndefined();
  await expect(moveAll(failing.client, urls, moving().options)).rejects.toThrow('not yours');
});

test('a second move of the same dead letters is refused in one line', async () => {
  const busy = named('UnsupportedOperation', 'There is already a task running.');
  const { client } = fakeSqs([], busy);
  const move = moveAll(client, urls, moving().options);

  await expect(move).rejects.toThrow(OperationError);
  await expect(move).rejects.toThrow('the dead letters of retry are already being moved');
});
