import { describe, expect, test } from '@jest/globals';
import { openQueueCalls, sdkDeletingCalls } from '../../../lambdas/aws/calls/sdk-queue-calls.ts';
import { bareMessageDeleter, messageDeleter } from '../../../lambdas/aws/delete-messages.ts';
import {
  startHttpStub,
  type StubAnswer,
  type StubCall,
} from '../../../tools/simulators/http-stub.ts';
import { useFunctionVariables } from '../../support/aws-variables.ts';
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
  await messageDeleter(sdkDeletingCalls(client), 'http://queue', log)(received);

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
  await messageDeleter(sdkDeletingCalls(client), 'http://queue', log)(received);

  expect(log.lines).toMatchObject([
    { level: 'warn', fields: { codes: ['ReceiptHandleIsInvalid'] } },
  ]);
});

test('a call that fails is logged, and rejects nothing', async () => {
  const log = fakeLog();
  const client = batchDeletingClient(async () => {
    throw new Error('no connection');
  });
  await messageDeleter(sdkDeletingCalls(client), 'http://queue', log)(received);

  expect(log.lines).toMatchObject([{ level: 'warn', fields: { messages: 2 } }]);
});

/** A deleter, and what came to its queue; each call gets the next of these answers, then success. */
async function aDeleter(resources: AsyncDisposableStack, ...answers: StubAnswer[]) {
  const calls: StubCall[] = [];
  const stub = await startHttpStub((call) => {
    calls.push(call);
    return answers.shift() ?? { body: '{"Successful":[{"Id":"0"},{"Id":"1"}],"Failed":[]}' };
  });
  resources.defer(() => stub.close());
  const log = fakeLog();
  resources.defer(useFunctionVariables({ AWS_ENDPOINT_URL_SQS: stub.url }));
  const queueUrl = `${stub.url}/000000000000/events`;
  return { delete: bareMessageDeleter(openQueueCalls(), queueUrl, log), calls, log, queueUrl };
}

describe('without the client’s middlewares', () => {
  test('messages are deleted by their receipt handles, in one signed call', async () => {
    await using resources = new AsyncDisposableStack();
    const { delete: deleteMessages, calls, log, queueUrl } = await aDeleter(resources);
    await deleteMessages(received);

    const [call, ...others] = calls;
    expect(others).toEqual([]);
    expect(call?.target).toBe('AmazonSQS.DeleteMessageBatch');
    expect(call?.headers.authorization).toMatch(/us-east-1\/sqs\/aws4_request/);
    expect(JSON.parse(String(call?.body))).toEqual({
      QueueUrl: queueUrl,
      Entries: [
        { Id: '0', ReceiptHandle: 'handle of a' },
        { Id: '1', ReceiptHandle: 'handle of b' },
      ],
    });
    expect(log.lines).toEqual([]);
  });

  test('what SQS does not delete is logged by its code', async () => {
    await using resources = new AsyncDisposableStack();
    const failed = '[{"Id":"1","Code":"ReceiptHandleIsInvalid","SenderFault":true}]';
    const answer = { body: `{"Successful":[{"Id":"0"}],"Failed":${failed}}` };
    const { delete: deleteMessages, calls, log } = await aDeleter(resources, answer);
    await deleteMessages(received);

    expect(calls).toHaveLength(1);
    expect(log.lines).toMatchObject([
      { level: 'warn', fields: { codes: ['ReceiptHandleIsInvalid'] } },
    ]);
  });

  test.each<readonly [string, StubAnswer]>([
    ['an error', { status: 500, body: '{"__type":"InternalFailure"}' }],
    ['a throttled call', { status: 400, body: '{"__type":"ThrottlingException"}' }],
    ['an answer that cannot be read', { body: '<html>' }],
    ['a connection that ends', 'hangUp'],
  ])('after %s the call goes the usual way', async (_, answer) => {
    await using resources = new AsyncDisposableStack();
    const { delete: deleteMessages, calls, log } = await aDeleter(resources, answer);
    await deleteMessages(received);

    expect(calls.map(({ target }) => target)).toEqual(
      Array(2).fill('AmazonSQS.DeleteMessageBatch'),
    );
    expect(log.lines).toEqual([]);
  });

  test('a call that is not answered is logged after a second, and not made again', async () => {
    await using resources = new AsyncDisposableStack();
    const { delete: deleteMessages, calls, log } = await aDeleter(resources, 'hang');
    await deleteMessages(received);

    expect(calls).toHaveLength(1);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { messages: 2 } }]);
  });
});
