import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startSqs, type LocalSqs } from '../../../local/aws/sqs.ts';

let sqs: LocalSqs;
let queueUrl: string;
beforeAll(async () => {
  sqs = await startSqs({ port: 0 });
});
afterAll(async () => await sqs.close());

async function newQueue(name: string): Promise<void> {
  ({ url: queueUrl } = await sqs.createQueue(name));
}

/** Calls SQS in the Query protocol: at the endpoint, or at the queue's URL as older SDKs do. */
async function call(
  parameters: Record<string, string>,
  url = sqs.url,
  queue: Record<string, string> = { QueueUrl: queueUrl },
) {
  const body = new URLSearchParams({ Version: '2012-11-05', ...queue, ...parameters });
  const answer = await fetch(url, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function handleIn(text: string): string {
  return /<ReceiptHandle>(.+)<\/ReceiptHandle>/.exec(text)?.[1] ?? '';
}

const entry = 'SendMessageBatchRequestEntry';

describe('SQS in the Query protocol', () => {
  test.each(['at the endpoint', 'at the queue'])('takes a batch %s', async (where) => {
    await newQueue(where.replaceAll(' ', '-'));
    const { status, text } = await call(
      {
        Action: 'SendMessageBatch',
        [`${entry}.1.Id`]: 'a',
        [`${entry}.1.MessageBody`]: '{"text":"<&> ü+"}',
        [`${entry}.1.MessageGroupId`]: 'acme',
        [`${entry}.1.MessageAttribute.1.Name`]: 'kind',
        [`${entry}.1.MessageAttribute.1.Value.DataType`]: 'String',
        [`${entry}.1.MessageAttribute.1.Value.StringValue`]: 'test',
        [`${entry}.2.Id`]: 'b',
        [`${entry}.2.MessageBody`]: 'late',
        [`${entry}.2.DelaySeconds`]: '901',
        [`${entry}.3.Id`]: 'c',
        [`${entry}.3.MessageBody`]: 'x',
        [`${entry}.3.DelaySeconds`]: '900',
      },
      where === 'at the queue' ? queueUrl : sqs.url,
    );

    expect(status).toBe(200);
    expect(text).toContain(`<Id>a</Id><MessageId>`);
    expect(text).toContain(`<MD5OfMessageBody>${md5('{"text":"<&> ü+"}')}</MD5OfMessageBody>`);
    expect(text).toMatch(
      /<BatchResultErrorEntry><Id>b<\/Id><SenderFault>true<\/SenderFault><Code>InvalidParameterValue<\/Code><Message>.*&gt;= 0 and &lt;= 900/,
    );
    expect(sqs.messages(where.replaceAll(' ', '-'))).toEqual([
      { body: '{"text":"<&> ü+"}', attributes: { kind: 'test' } },
      { body: 'x', attributes: {} },
    ]);
  });

  test('takes a single message', async () => {
    await newQueue('single');
    const { status, text } = await call({ Action: 'SendMessage', MessageBody: 'one' });

    expect(status).toBe(200);
    expect(text).toContain(`<SendMessageResult><MessageId>`);
    expect(sqs.messages('single')).toEqual([{ body: 'one', attributes: {} }]);
  });

  test('refuses in XML what it refuses in JSON', async () => {
    await newQueue('refusing');
    const { status, text } = await call({
      Action: 'SendMessage',
      QueueUrl: `${sqs.url}/000000000000/none`,
      MessageBody: 'one',
    });

    expect(status).toBe(400);
    expect(text).toContain(
      '<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist for this wsdl version.</Message><Detail></Detail></Error>',
    );
  });

  test.each([
    [{ MessageBody: '' }, 'MissingParameter'],
    [{ MessageBody: 'x', DelaySeconds: 'soon' }, 'MalformedInput'],
    [{ MessageBody: 'x', MessageGroupId: 'a b' }, 'InvalidParameterValue'],
    [{ MessageBody: 'a\u0000b' }, 'InvalidMessageContents'],
    [{ Action: 'SendMessageBatch' }, 'MissingParameter'],
    [{ Action: 'ReceiveMessage', MaxNumberOfMessages: '11' }, 'InvalidParameterValue'],
    [
      {
        Action: 'CreateQueue',
        QueueName: 'refusals',
        'Attribute.1.Name': 'DelaySeconds',
        'Attribute.1.Value': '9',
      },
      'QueueAlreadyExists',
    ],
    [{ Action: 'NoSuchAction' }, 'InvalidAction'],
  ])('gives %j the code that SQS gives it', async (parameters: Record<string, string>, code) => {
    await newQueue('refusals');
    const { status, text } = await call({ Action: 'SendMessage', ...parameters });

    expect(status).toBe(400);
    expect(text).toContain(`<Code>${code}</Code>`);
    expect(sqs.messages('refusals')).toEqual([]);
  });

  test('finds a queue and what it is', async () => {
    await newQueue('found');
    const found = await call({ Action: 'GetQueueUrl', QueueName: 'found' });
    const listed = await call({ Action: 'ListQueues', QueueNamePrefix: 'foun' });
    const attributes = await call({
      Action: 'GetQueueAttributes',
      'AttributeName.1': 'QueueArn',
      'AttributeName.2': 'DelaySeconds',
    });

    expect(found.text).toContain(`<GetQueueUrlResult><QueueUrl>${queueUrl}</QueueUrl><`);
    expect(listed.text).toContain(`<ListQueuesResult><QueueUrl>${queueUrl}</QueueUrl><`);
    expect(attributes.text).toContain(
      '<GetQueueAttributesResult><Attribute><Name>QueueArn</Name><Value>arn:aws:sqs:us-east-1:000000000000:found</Value></Attribute><Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute><',
    );
  });

  test('takes a message at the URL of its queue, returns it, releases it, and deletes it', async () => {
    await newQueue('received');
    await call(
      {
        Action: 'SendMessage',
        MessageBody: 'a\r\n<b>',
        'MessageAttribute.1.Name': 'bytes',
        'MessageAttribute.1.Value.DataType': 'Binary',
        'MessageAttribute.1.Value.BinaryValue': 'AQI=',
      },
      queueUrl,
      {},
    );
    const receive = async () =>
      await call({
        Action: 'ReceiveMessage',
        'AttributeName.1': 'All',
        'MessageAttributeName.1': 'All',
        MaxNumberOfMessages: '10',
      });

    const { text } = await receive();
    expect(text).toContain('<Body>a&#xD;\n&lt;b&gt;</Body>');
    expect(text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value>');
    expect(text).toContain(
      '<MessageAttribute><Name>bytes</Name><Value><DataType>Binary</DataType><BinaryValue>AQI=</BinaryValue></Value></MessageAttribute>',
    );
    const released = await call({
      Action: 'ChangeMessageVisibility',
      ReceiptHandle: handleIn(text),
      VisibilityTimeout: '0',
    });
    expect(released.text).toContain('012-11-05/"><ResponseMetadata>');
    const again = await receive();
    const deleted = await call({
      Action: 'DeleteMessageBatch',
      'DeleteMessageBatchRequestEntry.1.Id': 'one',
      'DeleteMessageBatchRequestEntry.1.ReceiptHandle': handleIn(again.text),
    });
    expect(deleted.text).toContain(
      '<DeleteMessageBatchResult><DeleteMessageBatchResultEntry><Id>one</Id></DeleteMessageBatchResultEntry><',
    );
    expect((await receive()).text).toContain('<ReceiveMessageResult></ReceiveMessageResult>');
  });
});
