import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { sqsHistoryQueue } from '../../../../lambdas/aws/history/sqs-history-queue.ts';
import { fakeLog } from '../../../support/fake-log.ts';

/** A queue of which SQS reports these numbers of messages in flight, one after the other. */
function aQueueWith(...inFlight: readonly number[]) {
  const answers = [...inFlight];
  const pauses: number[] = [];
  const client = {
    send: async () => ({
      Attributes: {
        ApproximateNumberOfMessagesDelayed: '0',
        ApproximateNumberOfMessagesNotVisible: String(answers.shift()),
      },
    }),
  } as unknown as SQSClient;
  const sleep = async (ms: number) => {
    pauses.push(ms);
  };
  return { queue: sqsHistoryQueue(client, 'url', fakeLog(), { sleep }), pauses };
}

describe('the count of hidden messages', () => {
  test('is taken once if there are none', async () => {
    const { queue, pauses } = aQueueWith(0);

    expect(await queue.countHidden()).toBe(0);
    expect(pauses).toEqual([]);
  });

  test('is taken again, since SQS counts deleted messages for a while', async () => {
    const { queue, pauses } = aQueueWith(7, 3, 0);

    expect(await queue.countHidden()).toBe(0);
    expect(pauses).toHaveLength(2);
  });

  test('is the last one within a second', async () => {
    const { queue, pauses } = aQueueWith(7, 7, 7);

    expect(await queue.countHidden()).toBe(7);
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(1_000);
  });
});
