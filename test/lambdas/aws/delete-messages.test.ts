import { expect, test } from '@jest/globals';
import { messageDeleter } from '../../../lambdas/aws/delete-messages.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { batchDeletingClient } from '../../support/fault-injection-clients.ts';

const received = [
  { messageId: 'a', receiptHandle: 'handle of a' },
  { messageId: 'b', receiptHandle: 'handle of b' },
];

test('messages are deleted by their receipt handles, in one call', async () => {
  const log = fakeLog();
  const calls: unknown[] = [];
  const client = batchDeletingClient(async (entries) => {
    calls.push(entries);
    return { Failed: undefined };
  });
  await messageDeleter(client, 'http://queue', log)(received);

  expect(calls).toEqual([
    [
      { Id: '0', ReceiptHandle: 'handle of a' },
      { Id: '1', ReceiptHandle: 'handle of b' },
    ],
  ]);
  expect(log.lines).toEqual([]);
});

test('what SQS does not delete is logged by its code', async () => {
  const log = fakeLog();
  const client = batchDeletingClient(async () => ({
    Failed: [{ Id: '1', Code: 'ReceiptHandleIsInvalid', SenderFault: true }],
  }));
  await messageDeleter(client, 'http://queue', log)(received);

  expect(log.lines).toMatchObject([
    { level: 'warn', fields: { codes: ['ReceiptHandleIsInvalid'] } },
  ]);
});

test('a call that fails is logged, and rejects nothing', async () => {
  const log = fakeLog();
  const client = batchDeletingClient(async () => {
    throw new Error('no connection');
  });
  await messageDeleter(client, 'http://queue', log)(received);

  expect(log.lines).toMatchObject([{ level: 'warn', fields: { messages: 2 } }]);
});
