import type { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { redriveAll } from '../../../operate/dead-letters/redrive-letters.ts';
import { redriveLines } from '../../../operate/dead-letters/redrive-report.ts';
import { readSelection } from '../../../operate/dead-letters/selection.ts';

const queues = {
  events: { name: 'events', url: 'e', deadLettersUrl: 'dead e' },
  retry: { name: 'retry', url: 'r', deadLettersUrl: 'dead r' },
} as const;

/** SQS that moves whatever it is asked to, unless moving from this queue fails. */
function fakeSqs(failing?: { readonly arn: string; readonly error: Error }) {
  const moved: unknown[] = [];
  const send = async (command: { input: Record<string, unknown> }) => {
    switch (command.constructor.name) {
      case 'GetQueueAttributesCommand':
        return { Attributes: { QueueArn: `arn ${String(command.input['QueueUrl'])}` } };
      case 'StartMessageMoveTaskCommand':
        if (failing !== undefined && command.input['SourceArn'] === failing.arn)
          throw failing.error;
        moved.push(command.input);
        return { TaskHandle: 'handle' };
      default:
        return { Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 4 }] };
    }
  };
  return { client: { send } as unknown as SQSClient, moved };
}

const pause = async () => undefined;

function redriving(client: SQSClient, signal = new AbortController().signal) {
  const progress = { show: () => undefined };
  return { connection: { queues }, client, maxPerSecond: undefined, signal, pause, progress };
}

test('all letters of both queues are moved by SQS, each to its own queue', async () => {
  const { client, moved } = fakeSqs();
  const report = await redriveAll(readSelection({}), redriving(client));

  expect(moved).toEqual([
    { SourceArn: 'arn dead e', DestinationArn: 'arn e' },
    { SourceArn: 'arn dead r', DestinationArn: 'arn r' },
  ]);
  expect(redriveLines(report, 'stage dev, us-east-1')).toEqual([
    'Redriven (stage dev, us-east-1)',
    '  queue   moved  failed',
    '  events      4       0  completed',
    '  retry       4       0  completed',
  ]);
});

test('what AWS refuses for one queue does not keep the other one waiting', async () => {
  const error = Object.assign(new Error('not yours'), { name: 'AccessDenied', $fault: 'client' });
  const { client, moved } = fakeSqs({ arn: 'arn dead e', error });
  const { queues: reported } = await redriveAll(readSelection({}), redriving(client));

  expect(moved).toMatchObject([{ SourceArn: 'arn dead r' }]);
  expect(reported).toMatchObject([
    { queue: 'events', ended: 'failed', moved: 0, failure: expect.stringContaining('not yours') },
    { queue: 'retry', ended: 'completed', moved: 4 },
  ]);
});

test('a bug is no refusal of AWS', async () => {
  const { client } = fakeSqs({ arn: 'arn dead e', error: new TypeError('x is undefined') });

  await expect(redriveAll(readSelection({}), redriving(client))).rejects.toThrow(TypeError);
});

test('a stop begins no other move', async () => {
  const { client, moved } = fakeSqs();

  expect(await redriveAll(readSelection({}), redriving(client, AbortSignal.abort()))).toEqual({
    queues: [],
    notFound: [],
  });
  expect(moved).toEqual([]);
});
