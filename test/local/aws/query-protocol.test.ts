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
async function call(parameters: Record<string, string>, url = sqs.url) {
  const body = new URLSearchParams({ Version: '2012-11-05', QueueUrl: queueUrl, ...parameters });
  const answer = await fetch(url, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
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
    expect(text).toMatch(/<Error><Type>Sender<\/Type><Code>.*NonExistentQueue<\/Code><Message>./);
  });
});
