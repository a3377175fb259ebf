import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { waitingMessages } from '../../../lambdas/aws/waiting-messages.ts';
import { startSqs } from '../../../local/aws/sqs.ts';

test('the messages that wait are counted; a queue that is not there is an error', async () => {
  await using resources = new AsyncDisposableStack();
  const sqs = resources.adopt(await startSqs({ port: 0 }), (one) => one.close());
  const client = new SQSClient({
    endpoint: sqs.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
  resources.adopt(client, (one) => one.destroy());
  const { url } = await sqs.createQueue('events');
  for (const body of ['a', 'b', 'c'])
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));

  expect(await waitingMessages(client, url)).toBe(3);
  await expect(waitingMessages(client, `${url}-other`)).rejects.toThrow(
    /does not exist|NonExistentQueue/i,
  );
});
