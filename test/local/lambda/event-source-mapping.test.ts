import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';

import { startSqs } from '../../../local/aws/sqs.ts';
import type { LocalSqs, QueueAttributes } from '../../../local/aws/sqs.ts';
import { startEventSourceMapping } from '../../../local/lambda/event-source-mapping.ts';
import type {
  EventSourceMapping,
  EventSourceMappingOptions,
} from '../../../local/lambda/event-source-mapping.ts';
import { startFunction } from '../../../local/lambda/function-host.ts';
import { startRuntimeApi } from '../../../local/lambda/runtime-api.ts';

const region = 'eu-west-1';
let sqs: LocalSqs;
let client: SQSClient;
let queues = 0;
const mappings: EventSourceMapping[] = [];

beforeAll(async () => {
  sqs = await startSqs({ port: 0, region });
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };
  client = new SQSClient({ endpoint: sqs.url, region, credentials });
});

afterEach(async () => {
  await Promise.all(mappings.splice(0).map((mapping) => mapping.close()));
});

afterAll(async () => {
  client.destroy();
  await sqs.close();
});

async function aQueue(attributes: QueueAttributes = {}) {
  queues += 1;
  const name = `events-${queues}`;
  return { name, ...(await sqs.createQueue(name, attributes)) };
}

type Queue = Awaited<ReturnType<typeof aQueue>>;

function map(queue: Queue, options: Partial<EventSourceMappingOptions>) {
  const mapping = startEventSourceMapping({
    sqs: client,
    queueUrl: queue.url,
    queueArn: queue.arn,
    region,
    batchSize: 10,
    windowSeconds: 0,
    maximumConcurrency: 2,
    invoke: async () => await Promise.resolve({ kind: 'returned', payload: null }),
    ...options,
  });
  mappings.push(mapping);
  return mapping;
}

async function send(queue: Queue, ...bodies: string[]) {
  for (let first = 0; first < bodies.length; first += 10) {
    const ten = bodies.slice(first, first + 10);
    const entries = ten.map((body, index) => ({ Id: `${index}`, MessageBody: body }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: entries }));
  }
}

/** Makes a message visible again, as the passing of its visibility time-out would. */
async function letTimeOut({ url }: Queue, receiptHandle: string) {
  const entry = { ReceiptHandle: receiptHandle, VisibilityTimeout: 0 };
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ...entry }));
}

const messagesIn = ({ name }: Queue) => {
  const { visible, inFlight, delayed } = sqs.census(name);
  return visible + inFlight + delayed;
};

async function until(condition: () => boolean) {
  while (!condition()) await new Promise(setImmediate);
}

describe('an event source mapping', () => {
  test('gives a real message to the function as Lambda does, and deletes it', async () => {
    const queue = await aQueue();
    const events: SQSEvent[] = [];
    const mapping = map(queue, {
      invoke: async (event) => {
        events.push(event);
        return await Promise.resolve({ kind: 'returned', payload: null });
      },
    });
    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl: queue.url,
        MessageBody: 'lone \uD83D',
        MessageAttributes: { attempt: { DataType: 'Number', StringValue: '2' } },
      }),
    );
    await until(() => messagesIn(queue) === 0 && mapping.activity().idle);

    expect(events).toEqual([
      {
        Records: [
          {
            messageId: sent.MessageId,
            receiptHandle: expect.any(String),
            body: 'lone \uD83D',
            attributes: {
              ApproximateReceiveCount: '1',
              SentTimestamp: expect.stringMatching(/^\d{13}$/),
              SenderId: expect.any(String),
              ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
            },
            messageAttributes: {
              attempt: {
                stringValue: '2',
                stringListValues: [],
                binaryListValues: [],
                dataType: 'Number',
              },
            },
            md5OfBody: sent.MD5OfMessageBody,
            md5OfMessageAttributes: sent.MD5OfMessageAttributes,
            eventSource: 'aws:sqs',
            eventSourceARN: queue.arn,
            awsRegion: region,
          },
        ],
      },
    ]);
  });

  test('brings what keeps failing to the dead-letter queue, and nothing else', async () => {
    const dlq = await aQueue();
    const queue = await aQueue({
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 }),
    });
    const receiveCounts: string[] = [];
    const mapping = map(queue, {
      maximumConcurrency: 1,
      invoke: async ({ Records: records }) => {
        const poison = records.filter((record) => record.body === 'poison');
        receiveCounts.push(...poison.map((record) => record.attributes.ApproximateReceiveCount));
        for (const { receiptHandle } of poison) await letTimeOut(queue, receiptHandle);
        const failures = poison.map((record) => ({ itemIdentifier: record.messageId }));
        return await Promise.resolve({
          kind: 'returned',
          payload: { batchItemFailures: failures },
        });
      },
    });
    await send(queue, 'good', 'poison', 'good');
    await until(() => messagesIn(queue) === 0 && mapping.activity().idle);

    expect(receiveCounts).toEqual(['1', '2', '3']);
    expect(sqs.census(dlq.name)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  test('gives back at its close what it has received too early', async () => {
    const queue = await aQueue({ VisibilityTimeout: '600' });
    const mapping = map(queue, { batchSize: 1_000, windowSeconds: 300 });
    await send(queue, ...Array.from({ length: 25 }, (_, index) => `${index}`));
    await until(() => mapping.activity().gathered === 25 && mapping.activity().pollsInFlight === 1);
    // Another round trip, so that the last poll has reached the queue and waits there.
    await client.send(new GetQueueAttributesCommand({ QueueUrl: queue.url }));
    await mapping.close();

    expect(sqs.census(queue.name)).toEqual({ visible: 25, inFlight: 0, delayed: 0 });
  });

  test('runs a function from its bundle on batches far over 10', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'event-source-mapping-'));
    const bundlePath = join(folder, 'index.mjs');
    await writeFile(
      bundlePath,
      'export const handler = async ({ Records }) => { console.log(Records.length); };',
    );
    const runtimeApi = await startRuntimeApi({ port: 0 });
    const batchSizes: number[] = [];
    const fanOut = startFunction({
      runtimeApi,
      name: 'fan-out',
      region,
      bundlePath,
      environment: {},
      memoryMb: 256,
      timeoutSeconds: 60,
      maxConcurrency: 2,
      onOutput: (line) => batchSizes.push(Number(line)),
    });
    const queue = await aQueue();
    await send(queue, ...Array.from({ length: 600 }, (_, index) => `${index}`));
    const mapping = map(queue, {
      batchSize: 300,
      // Longer than a busy machine takes to fill the batches, which then wait no more.
      windowSeconds: 60,
      invoke: async (event) => await fanOut.invoke(event),
    });
    await until(() => messagesIn(queue) === 0 && mapping.activity().idle);
    await fanOut.close();
    await runtimeApi.close();
    await rm(folder, { recursive: true });

    expect(batchSizes).toEqual([300, 300]);
  });

  test.each([
    [{ batchSize: 11, windowSeconds: 0 }, 'windowSeconds'],
    [{ batchSize: 10_001, windowSeconds: 1 }, 'batchSize'],
    [{ windowSeconds: 301 }, 'windowSeconds'],
    [{ maximumConcurrency: 0 }, 'maximumConcurrency'],
  ])('refuses the limits %j', async (limits, name) => {
    const queue = await aQueue();

    expect(() => map(queue, limits)).toThrow(name);
  });
});
