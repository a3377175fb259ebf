import { SQSClient, type SendMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { ownQueueCalls } from '../../../../lambdas/aws/calls/own-queue-calls.ts';
import { sdkSendingCalls } from '../../../../lambdas/aws/calls/sdk-queue-calls.ts';
import type { StubAnswer, StubCall } from '../../../../tools/simulators/http-stub.ts';
import { anyText } from '../../../support/arbitraries.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { notedPauses, startServices, type ServiceStub } from '../../../support/service-stub.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const ownCalls = () => ownQueueCalls(undefined, notedPauses().time);
const sdkCalls = () => sdkSendingCalls(new SQSClient());

const anyEntries = fc.array(
  fc.record(
    {
      MessageBody: anyText,
      DelaySeconds: fc.nat(900),
      MessageGroupId: anyText,
      MessageAttributes: fc.dictionary(
        fc.stringMatching(/^[a-z]{1,9}$/),
        anyText.map((text) => ({ DataType: 'String', StringValue: text })),
      ),
    },
    { requiredKeys: ['MessageBody'] },
  ),
  { minLength: 1, maxLength: 10 },
);

function inputTo({ url }: ServiceStub, entries: readonly { readonly MessageBody: string }[]) {
  return {
    QueueUrl: `${url}/000000000000/retries`,
    Entries: entries.map((entry, index) => ({ ...entry, Id: String(index) })),
  } satisfies SendMessageBatchCommandInput;
}

function taken(bodies: readonly string[], failed: readonly object[] = []): StubAnswer {
  const successful = bodies.map((body, index) => ({
    Id: String(index),
    MessageId: `m-${index}`,
    MD5OfMessageBody: md5(body),
  }));
  return { body: JSON.stringify({ Successful: successful, Failed: failed }) };
}

function asked({ target, body, headers }: StubCall) {
  return {
    target,
    body: JSON.parse(body.toString()),
    contentType: headers['content-type'],
    queryMode: headers['x-amzn-query-mode'],
    credential: /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1],
  };
}

test('messages are sent on the wire as the SDK sends them', async () => {
  await fc.assert(
    fc.asyncProperty(anyEntries, async (entries) => {
      await using services = await startServices(taken(entries.map((one) => one.MessageBody)));
      const input = inputTo(services, entries);
      expect(await ownCalls().sendMessageBatch(input)).toEqual({ Failed: [] });
      await sdkCalls().sendMessageBatch(input);
      const [own, sdk] = services.calls.map(asked);
      expect(own).toEqual(sdk);
      expect(services.callers()).toEqual(['function', 'SDK']);
    }),
    { numRuns: propertyRuns(100) },
  );
});

test('refused messages are read as the SDK reads them', async () => {
  const failed = [
    { Id: '1', Code: 'InternalError', SenderFault: false, Message: 'try again' },
    { Id: '2', Code: 'InvalidMessageContents', SenderFault: true },
  ];
  await using services = await startServices(taken(['a'], failed));
  const input = inputTo(services, [
    { MessageBody: 'a' },
    { MessageBody: 'b' },
    { MessageBody: 'c' },
  ]);
  const { Failed: own = [] } = await ownCalls().sendMessageBatch(input);
  const { Failed: sdk = [] } = await sdkCalls().sendMessageBatch(input);
  const parts = (list: typeof own) =>
    list.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]);
  expect(parts(own)).toEqual(parts(sdk));
  expect(services.callers()).toEqual(['function', 'SDK']);
});

test.each<readonly [string, StubAnswer]>([
  ['another body than was sent', taken(['another'])],
  ['a body without its hash', { body: '{"Successful":[{"Id":"0"}],"Failed":[]}' }],
])('where SQS has taken %s, the call fails as the SDK’s does', async (_, answer) => {
  await using services = await startServices(answer);
  const input = inputTo(services, [{ MessageBody: 'a' }]);
  await expect(ownCalls().sendMessageBatch(input)).rejects.toThrow('Invalid MD5 checksum');
  expect(services.callers()).toEqual(['function', 'SDK']);
});

test.each<readonly [string, StubAnswer]>([
  ['an error', { status: 500, body: '' }],
  ['throttling', { status: 400, body: '{"__type":"com.amazonaws.sqs#RequestThrottled"}' }],
  ['a connection that ends', 'hangUp'],
])('after %s the SDK sends the messages, and all later ones', async (_, answer) => {
  await using services = await startServices(answer, taken(['a']));
  const input = inputTo(services, [{ MessageBody: 'a' }]);
  const calls = ownCalls();
  expect((await calls.sendMessageBatch(input)).Failed ?? []).toEqual([]);
  await calls.sendMessageBatch(input);
  expect(services.callers()).toEqual(['function', 'SDK', 'SDK']);
});

test('each queue is reached where its URL is', async () => {
  await using near = await startServices(taken(['a']));
  await using far = await startServices(taken(['a']));
  const calls = ownCalls();
  await calls.sendMessageBatch(inputTo(near, [{ MessageBody: 'a' }]));
  await calls.sendMessageBatch(inputTo(far, [{ MessageBody: 'a' }]));
  expect([near.callers(), far.callers()]).toEqual([['function'], ['function']]);
});
