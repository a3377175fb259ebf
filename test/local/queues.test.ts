import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deploymentsFor } from '../../lambdas/settings/deployment.ts';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { withOverrides } from '../../lambdas/settings/standard-settings.ts';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { createQueues, queuesAt, size, type Queues } from '../../local/queues.ts';

let sqs: LocalSqs;
let queues: Queues;

beforeAll(async () => {
  sqs = await startSqs({ port: 0 });
  queues = await createQueues(sqs, withOverrides(localSettings, { delivery: { prefer: 'cost' } }));
});
afterAll(() => sqs.close());

test.each([
  ['fan-out', () => queues.events],
  ['retry', () => queues.retries],
] as const)(
  'what %s receives is hidden for six time-outs and its batching window',
  async (...given) => {
    const [name, queue] = given;
    const { timeoutSeconds, batchWindowSeconds } = deploymentsFor('cost')[name];
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const client = new SQSClient({ endpoint: sqs.url, region: 'us-east-1', credentials });
    const { Attributes: attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: queue().url,
        AttributeNames: ['VisibilityTimeout'],
      }),
    );
    client.destroy();

    expect(batchWindowSeconds).toBeGreaterThan(0);
    expect(attributes).toEqual({
      VisibilityTimeout: String(6 * timeoutSeconds + batchWindowSeconds),
    });
  },
);

test('queues at another address have other URLs, and are the same queues', async () => {
  const elsewhere = queuesAt(`http://localhost:${sqs.port}`, queues);
  const endpoint = sqs.url;
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new SQSClient({ endpoint, region: 'us-east-1', credentials });

  for (const { url: QueueUrl } of Object.values(elsewhere)) {
    expect(QueueUrl).toMatch(/^http:\/\/localhost:\d+\//);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  }
  client.destroy();

  expect(Object.values(queues).map(size)).toStrictEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(Object.values(elsewhere).map(({ arn }) => arn)).toStrictEqual(
    Object.values(queues).map(({ arn }) => arn),
  );
});
