import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownQueueCalls } from '../../../lambdas/aws/calls/own-queue-calls.ts';
import type { SendingCalls } from '../../../lambdas/aws/calls/queue-calls.ts';
import { sdkSendingCalls } from '../../../lambdas/aws/calls/sdk-queue-calls.ts';
import { sqsQueue } from '../../../lambdas/aws/sqs-queue.ts';
import { writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import type { OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import { startSqs, type LocalSqs } from '../../../local/aws/sqs.ts';
import { messageQueueContract } from '../../contract/message-queue.ts';
import { useFunctionVariables } from '../../support/aws-variables.ts';
import { aDelivery, aDomainEvent } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';

let server: LocalSqs;
let client: SQSClient;
let queues = 0;

beforeAll(async () => {
  server = await startSqs({ port: 0 });
  client = new SQSClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function anObservedQueue(calls: SendingCalls = sdkSendingCalls(client)) {
  queues += 1;
  const name = `queue-${queues}`;
  const { url } = await server.createQueue(name);
  const queue = sqsQueue(calls, url, fakeLog());
  return { name, queue, received: async () => await receiveAll(url) };
}

async function receiveAll(url: string): Promise<readonly OutgoingMessage[]> {
  const all: OutgoingMessage[] = [];
  for (;;) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    if (messages.length === 0) return all;
    for (const { Body: body = '', MessageAttributes: found, ReceiptHandle: handle } of messages) {
      const values = Object.entries(found ?? {}).map(([key, value]) => [key, value.StringValue]);
      all.push({ body, ...(values.length > 0 && { attributes: Object.fromEntries(values) }) });
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: handle }));
    }
  }
}

describe('the message queue on SQS', () => {
  messageQueueContract(() => anObservedQueue());

  test('holds a delayed message back', async () => {
    const { name, queue } = await anObservedQueue();
    await queue.send([
      { body: 'now', delaySeconds: 0 },
      { body: 'later', delaySeconds: 900 },
    ]);

    expect(server.census(name)).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
  });

  test('reports a message that SQS refuses, and takes its neighbours', async () => {
    const { queue, received } = await anObservedQueue();
    const sent = await queue.send([{ body: 'a' }, { body: 'odd \uFFFF' }, { body: 'c' }]);

    expect(sent).toEqual([true, false, true]);
    expect(await received()).toHaveLength(2);
  });

  test('takes the retry message of an event with characters that SQS refuses', async () => {
    const { queue } = await anObservedQueue();
    const event = aDomainEvent({ id: '\uFFFF\uFFFE\u0001', resources: ['\uFFFF'] });

    expect(await queue.send([{ body: writeRetryMessage(aDelivery({ event })) }])).toEqual([true]);
  });

  test('reports that nothing was sent when the queue does not exist, and throws nothing', async () => {
    const queue = sqsQueue(
      sdkSendingCalls(client),
      `${server.url}/000000000000/no-such-queue`,
      fakeLog(),
    );

    expect(await queue.send([{ body: 'a' }])).toEqual([false]);
  });
});

describe('the message queue on SQS, without the SDK', () => {
  let undo: () => void;
  beforeAll(() => {
    undo = useFunctionVariables();
  });
  afterAll(() => undo());

  const neverSdk: SendingCalls = {
    sendMessageBatch: async () => {
      throw new Error('a call was not answered with success');
    },
  };
  messageQueueContract(() => anObservedQueue(ownQueueCalls(neverSdk)));
});
