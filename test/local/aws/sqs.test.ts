import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

import { startSqs } from '../../../local/aws/sqs.ts';
import type { LocalSqs, QueueAttributes } from '../../../local/aws/sqs.ts';

let sqs: LocalSqs;
let client: SQSClient;
let queues = 0;

beforeAll(async () => {
  sqs = await startSqs({ port: 0, region: 'eu-west-1' });
  client = new SQSClient({
    endpoint: sqs.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
});

afterAll(async () => {
  client.destroy();
  await sqs.close();
});

async function aQueue(attributes: QueueAttributes = {}) {
  queues += 1;
  const name = `queue-${queues}`;
  return { name, ...(await sqs.createQueue(name, attributes)) };
}

async function send(url: string, body: string, extra: object = {}) {
  return await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...extra }));
}

async function receive(url: string, extra: object = {}) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      ...extra,
    }),
  );
  return Messages;
}

const traceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0;Lineage=1b2c3d4e:5';
const asAttribute = (value: string) => ({
  MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: value } },
});
/** Sends by a client whose requests have the header, as the SDK's have in a function. */
async function sendTraced(command: SendMessageCommand | SendMessageBatchCommand) {
  const traced = new SQSClient({
    endpoint: sqs.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
  traced.middlewareStack.add(
    (next) => async (args) => {
      Object.assign((args.request as { headers: object }).headers, {
        'X-Amzn-Trace-Id': traceHeader,
      });
      return await next(args);
    },
    { step: 'build' },
  );
  await traced.send(command as SendMessageCommand);
  traced.destroy();
}
const headersOf = async (url: string, extra: object = {}) =>
  (await receive(url, extra)).map(({ Body: body, Attributes: attributes }) => [
    body,
    attributes?.AWSTraceHeader,
  ]);

describe('startSqs', () => {
  test('listens on the loopback address, and gives plain queue URLs and ARNs', async () => {
    const queue = await aQueue();

    expect(sqs.url).toBe(`http://127.0.0.1:${sqs.port}`);
    expect(queue.url).toBe(`http://127.0.0.1:${sqs.port}/000000000000/${queue.name}`);
    expect(queue.arn).toBe(`arn:aws:sqs:eu-west-1:000000000000:${queue.name}`);
  });

  test('refuses attributes which SQS refuses', async () => {
    await expect(sqs.createQueue('no-such-delay', { DelaySeconds: '901' })).rejects.toThrow(
      'DelaySeconds',
    );
  });

  describe('the trace header of a message', () => {
    test('is that of the request it was sent in', async () => {
      const { url } = await aQueue();
      await sendTraced(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one' }));
      const entries = ['two', 'three'].map((body) => ({ Id: body, MessageBody: body }));
      await sendTraced(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));

      expect(await headersOf(url)).toEqual([
        ['one', traceHeader],
        ['two', traceHeader],
        ['three', traceHeader],
      ]);
    });

    test('is its own system attribute where it has one', async () => {
      const { url } = await aQueue();
      const entries = [
        { Id: '1', MessageBody: 'own', ...asAttribute('Root=1-0-0;Lineage=aaaaaaaa:1') },
        { Id: '2', MessageBody: 'shared' },
      ];
      await sendTraced(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
      await send(url, 'alone', asAttribute('Root=1-0-1'));

      expect(await headersOf(url)).toEqual([
        ['own', 'Root=1-0-0;Lineage=aaaaaaaa:1'],
        ['shared', traceHeader],
        ['alone', 'Root=1-0-1'],
      ]);
    });

    test('stays with it at every receive and on the dead-letter queue', async () => {
      const deadLetters = await aQueue();
      const { url } = await aQueue({
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 1 }),
      });
      await sendTraced(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one' }));
      expect(await headersOf(url, { VisibilityTimeout: 0 })).toEqual([['one', traceHeader]]);
      expect(await receive(url)).toEqual([]);

      expect(await headersOf(deadLetters.url)).toEqual([['one', traceHeader]]);
    });

    test('is returned only to receivers that ask for it, and only when one was sent', async () => {
      const { url } = await aQueue();
      await sendTraced(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one' }));
      await send(url, 'two');
      const one = { MaxNumberOfMessages: 1, MessageSystemAttributeNames: ['SentTimestamp'] };

      expect(await headersOf(url, one)).toEqual([['one', undefined]]);
      expect(await headersOf(url)).toEqual([['two', undefined]]);
    });
  });

  test('carries message attributes and the system attributes', async () => {
    const { url } = await aQueue();
    const before = Date.now();
    await send(url, 'hello', {
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: 'too large' },
        bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
      },
    });

    const [message] = await receive(url);

    expect(message?.MessageAttributes?.['reason']?.StringValue).toBe('too large');
    expect(message?.MessageAttributes?.['bytes']?.BinaryValue).toEqual(new Uint8Array([1, 2, 255]));
    expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
    expect(Number(message?.Attributes?.SentTimestamp)).toBeGreaterThanOrEqual(before);
  });

  test('accepts a batch of 1 MiB in total, and refuses a byte more', async () => {
    const { url } = await aQueue();
    const batch = (lastLength: number) =>
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [524_288, lastLength].map((length, id) => ({
          Id: `${id}`,
          MessageBody: 'x'.repeat(length),
        })),
      });

    expect((await client.send(batch(524_288))).Successful).toHaveLength(2);
    await expect(client.send(batch(524_289))).rejects.toThrow('Batch requests cannot be longer');
  });

  test('sends a message to the dead-letter queue once it was received too often', async () => {
    const dlq = await aQueue();
    const queue = await aQueue({
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 }),
    });
    await send(queue.url, 'poison');

    expect(await receive(queue.url, { VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive(queue.url)).toHaveLength(0);

    expect(sqs.census(queue.name)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(sqs.census(dlq.name)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    expect((await receive(dlq.url))[0]?.Body).toBe('poison');
  });
});

const attributes = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: '1' }]),
  );
const delayReason = (delay: number) =>
  `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`;
const groupReason = (group: string) =>
  `Value ${group} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
const anAttribute = (extra: object, name = 'k') => ({
  MessageAttributes: { [name]: { DataType: 'String', StringValue: 'v', ...extra } },
});
const attributesReason = 'Number of message attributes [11] exceeds the allowed maximum [10].';

describe('the limits of a message', () => {
  test.each([
    [{ DelaySeconds: 901 }, delayReason(901)],
    [{ DelaySeconds: -1 }, delayReason(-1)],
    [{ MessageAttributes: attributes(11) }, attributesReason],
    [{ MessageDeduplicationId: 'd' }, 'parameter that is not valid for this queue type'],
    [{ MessageGroupId: 'a b' }, groupReason('a b')],
    [{ MessageGroupId: 'b\u00FCcher' }, groupReason('b\u00FCcher')],
    [{ MessageGroupId: '' }, groupReason('')],
    [{ MessageGroupId: 'x'.repeat(129) }, groupReason('x'.repeat(129))],
    [
      { MessageSystemAttributes: { Other: { DataType: 'String', StringValue: '1' } } },
      "Message system attribute name 'Other' is invalid.",
    ],
    ...Object.entries({
      '': 'non-empty message',
      'a b': 'Invalid character',
      '.a': 'must not begin or end',
      'a.': 'must not begin or end',
      'a..b': 'must not begin or end',
      'AWS.a': 'reserved for internal use',
      'amazon.a': 'reserved for internal use',
      ['n'.repeat(257)]: 'must be shorter than 256',
    }).map(([name, reason]) => [anAttribute({}, name), reason] as const),
    [
      anAttribute({ StringValue: '' }),
      "Message (user) attribute 'k' must contain a non-empty value of type 'String'.",
    ],
    [anAttribute({ DataType: undefined }), 'non-empty message attribute type'],
    [anAttribute({ DataType: 'Text' }), 'following supported type prefixes'],
    [anAttribute({ DataType: `String.${'t'.repeat(250)}` }), 'type must be shorter than 256'],
    [anAttribute({ DataType: 'Number' }), 'to a number'],
    [anAttribute({ DataType: 'Binary' }), "must use field 'Binary'"],
    [anAttribute({ BinaryValue: new Uint8Array([1]) }), 'must have a single value'],
    [anAttribute({ StringValue: 'a\u0001' }), 'Invalid characters'],
  ])('%j is refused', async (extra: object, message: string) => {
    const { name, url } = await aQueue();

    await expect(send(url, 'x', extra)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(message),
    });
    expect(sqs.messages(name)).toEqual([]);
  });

  test('what is just within them is taken', async () => {
    const { name, url } = await aQueue();
    await send(url, 'x', { DelaySeconds: 900, MessageAttributes: attributes(10) });
    const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
    await send(url, 'x', { DelaySeconds: 900, MessageGroupId: punctuation });
    await send(url, 'x', { DelaySeconds: 900, MessageGroupId: 'x'.repeat(128) });
    await send(url, 'x', {
      DelaySeconds: 900,
      MessageAttributes: {
        'A-1_b.c': { DataType: 'Number.float', StringValue: '-1.5e3' },
        bytes: { DataType: 'Binary.png', BinaryValue: new Uint8Array([0]) },
        text: { DataType: 'String', StringValue: 'caf\u00E9 \u{1F680}' },
      },
    });

    expect(sqs.census(name)).toMatchObject({ delayed: 4 });
  });

  test('apply to each entry of a batch separately', async () => {
    const { name, url } = await aQueue();
    const entries = [
      { Id: 'a', MessageBody: 'taken' },
      { Id: 'b', MessageBody: 'late', DelaySeconds: 901 },
      { Id: 'c', MessageBody: 'a\u0000b' },
      { Id: 'd', MessageBody: 'annotated', MessageAttributes: attributes(11) },
      { Id: 'e', MessageBody: '' },
      { Id: 'f' } as { Id: string; MessageBody: string },
      { Id: 'g', MessageBody: 'grouped', MessageGroupId: 'a b' },
    ];
    const command = new SendMessageBatchCommand({ QueueUrl: url, Entries: entries });
    const { Successful: successful, Failed: failed } = await client.send(command);

    expect(successful).toMatchObject([{ Id: 'a' }]);
    const refused = { Code: 'InvalidParameterValue', SenderFault: true };
    expect(failed).toMatchObject([
      { Id: 'b', ...refused, Message: delayReason(901) },
      { Id: 'c', Code: 'InvalidMessageContents' },
      { Id: 'd', ...refused, Message: attributesReason },
      ...[5, 6].map((nth) => ({
        Code: 'MissingParameter',
        SenderFault: true,
        Message: `The request must contain the parameter SendMessageBatchRequestEntry.${nth}.MessageBody.`,
      })),
      { Id: 'g', ...refused, Message: groupReason('a b') },
    ]);
    expect(sqs.messages(name)).toEqual([{ body: 'taken', attributes: {} }]);
  });

  test('do not come before those of the batch', async () => {
    const { url } = await aQueue();
    const bodies = ['x'.repeat(524_288), 'x'.repeat(524_289)];
    const entries = bodies.map((MessageBody, n) => ({
      Id: `${n}`,
      MessageBody,
      DelaySeconds: 901,
    }));
    const command = new SendMessageBatchCommand({ QueueUrl: url, Entries: entries });

    await expect(client.send(command)).rejects.toThrow('Batch requests cannot be longer');
  });
});

/** Calls SQS in its JSON protocol without the SDK, which checks requests and interprets answers. */
async function callJson(action: string, request: unknown, at = sqs.url) {
  const answer = await fetch(at, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
    },
    body: typeof request === 'string' ? request : JSON.stringify(request),
  });
  const queryError = answer.headers.get('x-amzn-query-error');
  return { status: answer.status, queryError, body: (await answer.json()) as object };
}
const own = 'com.amazonaws.sqs#';
const shared = 'com.amazon.coral.service#';
const simple = 'AWS.SimpleQueueService.';
const anEntry = { Id: 'a', MessageBody: 'x' };

describe('an error in JSON has the type and the code that SQS gives it:', () => {
  const batches: [string, unknown, string, string, string][] = [
    [
      'no entries',
      undefined,
      `${shared}MissingRequiredParameterException`,
      'MissingParameter',
      'parameter Entries',
    ],
    ['an empty batch', [], `${own}EmptyBatchRequest`, `${simple}EmptyBatchRequest`, 'at least one'],
    [
      'eleven entries',
      Array.from({ length: 11 }, (_, n) => ({ ...anEntry, Id: `${n}` })),
      `${own}TooManyEntriesInBatchRequest`,
      `${simple}TooManyEntriesInBatchRequest`,
      'You have sent 11.',
    ],
    [
      'no Id',
      [{ MessageBody: 'x' }],
      `${shared}MissingRequiredParameterException`,
      'MissingParameter',
      'SendMessageBatchRequestEntry.1.Id.',
    ],
    [
      'an empty Id',
      [{ ...anEntry, Id: '' }],
      `${own}InvalidBatchEntryId`,
      `${simple}InvalidBatchEntryId`,
      'at most 80',
    ],
    [
      'an Id with a space',
      [{ ...anEntry, Id: 'a b' }],
      `${own}InvalidBatchEntryId`,
      `${simple}InvalidBatchEntryId`,
      'at most 80',
    ],
    [
      'an Id of 81',
      [{ ...anEntry, Id: 'a'.repeat(81) }],
      `${own}InvalidBatchEntryId`,
      `${simple}InvalidBatchEntryId`,
      'at most 80',
    ],
    [
      'an Id twice',
      [anEntry, anEntry],
      `${own}BatchEntryIdsNotDistinct`,
      `${simple}BatchEntryIdsNotDistinct`,
      'Id a repeated.',
    ],
    [
      '1 MiB and a byte',
      [
        { Id: 'a', MessageBody: 'x'.repeat(1_048_576) },
        { Id: 'b', MessageBody: 'x' },
      ],
      `${own}BatchRequestTooLong`,
      `${simple}BatchRequestTooLong`,
      'You have sent 1048577 bytes.',
    ],
    [
      'a number for a text',
      [{ Id: 'a', MessageBody: 1 }],
      `${shared}SerializationException`,
      'MalformedInput',
      'string',
    ],
    [
      'a fraction for seconds',
      [{ ...anEntry, DelaySeconds: 0.5 }],
      `${shared}SerializationException`,
      'MalformedInput',
      'integer',
    ],
  ];
  test.each(batches)('a batch with %s', async (_case, Entries, type, code, reason) => {
    const { name, url } = await aQueue();
    const { status, queryError, body } = await callJson('SendMessageBatch', {
      QueueUrl: url,
      Entries,
    });

    expect(status).toBe(400);
    expect(queryError).toBe(`${code};Sender`);
    expect(body).toEqual({ __type: type, message: expect.stringContaining(reason) });
    expect(sqs.messages(name)).toEqual([]);
  });

  test.each([
    ['', `${shared}MissingRequiredParameterException`, 'MissingParameter'],
    ['a\u0000b', `${own}InvalidMessageContents`, 'InvalidMessageContents'],
    ['x'.repeat(1_048_577), `${shared}InvalidParameterValueException`, 'InvalidParameterValue'],
  ])('the body %#', async (MessageBody, type, code) => {
    const { url } = await aQueue();
    const answer = await callJson('SendMessage', { QueueUrl: url, MessageBody });

    expect(answer).toMatchObject({
      status: 400,
      queryError: `${code};Sender`,
      body: { __type: type },
    });
  });

  test('a queue that is not there', async () => {
    const answer = await callJson('SendMessage', {
      QueueUrl: `${sqs.url}/000000000000/none`,
      MessageBody: '',
    });

    expect(answer).toMatchObject({
      status: 400,
      queryError: `${simple}NonExistentQueue;Sender`,
      body: { __type: `${own}QueueDoesNotExist` },
    });
  });
});

describe('a call in JSON', () => {
  test('of an action that is not there is refused as one', async () => {
    const answer = await callJson('StartMessageMoveTask', {});

    expect(answer).toMatchObject({
      status: 400,
      queryError: 'InvalidAction;Sender',
      body: { __type: `${shared}UnknownOperationException` },
    });
  });

  test('is taken at the URL of its queue', async () => {
    const { name, url } = await aQueue();
    const sent = await callJson('SendMessage', { QueueUrl: url, MessageBody: 'caf\u00E9' }, url);
    const empty = { QueueUrl: url, MessageBody: '' };

    expect(sent).toMatchObject({ status: 200, body: { MessageId: expect.any(String) } });
    expect(sqs.messages(name)).toEqual([{ body: 'caf\u00E9', attributes: {} }]);
    expect(await callJson('SendMessage', empty, url)).toEqual(await callJson('SendMessage', empty));
  });

  test.each(['{"QueueUrl":', 'null', '"text"'])('is refused whose body is %s', async (body) => {
    expect(await callJson('GetQueueUrl', body)).toMatchObject({
      status: 400,
      queryError: 'MalformedInput;Sender',
      body: { __type: `${shared}SerializationException` },
    });
  });
});

describe('the answer to a batch', () => {
  test.each([
    ['Failed', anEntry, 'Successful'],
    ['Successful', { ...anEntry, DelaySeconds: 901 }, 'Failed'],
  ])('has no %s where that is empty', async (_none, entry, some) => {
    const { url } = await aQueue();
    const { body } = await callJson('SendMessageBatch', { QueueUrl: url, Entries: [entry] });

    expect(Object.keys(body)).toEqual([some]);
  });
});

describe('with as many messages in flight as may be', () => {
  let small: LocalSqs;
  let itsClient: SQSClient;
  beforeAll(async () => {
    small = await startSqs({ port: 0, region: 'eu-west-1', maxInFlight: 3 });
    itsClient = new SQSClient({
      endpoint: small.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
    });
  });
  afterAll(async () => {
    itsClient.destroy();
    await small.close();
  });
  const poll = async (url: string, extra: object = {}) => {
    const asked = { QueueUrl: url, MaxNumberOfMessages: 10, ...extra };
    const { Messages: messages = [] } = await itsClient.send(new ReceiveMessageCommand(asked));
    return messages;
  };

  test('a short poll is over the limit, a long one gets nothing, until one is deleted', async () => {
    const { url } = await small.createQueue('busy', { VisibilityTimeout: '60' });
    const entries = ['a', 'b', 'c', 'd'].map((Id) => ({ Id, MessageBody: Id }));
    await itsClient.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
    const received = await poll(url);
    expect(received).toHaveLength(3);

    await expect(poll(url)).rejects.toMatchObject({ name: 'OverLimit' });
    const long = poll(url, { WaitTimeSeconds: 20 });
    await itsClient.send(new GetQueueAttributesCommand({ QueueUrl: url }));
    // A message that comes ends it.
    await itsClient.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'e' }));
    expect(await long).toEqual([]);

    const { ReceiptHandle } = received[0]!;
    await itsClient.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    expect(await poll(url)).toHaveLength(1);
  });
});

describe('a long poll', () => {
  test('whose client has disconnected receives no message', async () => {
    const { name, url } = await aQueue();
    const hangUp = new AbortController();
    const poll = client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
      abortSignal: hangUp.signal,
    });
    await client.send(new GetQueueAttributesCommand({ QueueUrl: url }));
    hangUp.abort();
    await expect(poll).rejects.toThrow('abort');
    await send(url, 'for the next');

    expect(sqs.census(name)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });
});

describe('message bodies', () => {
  const bodies = {
    'an emoji': 'caf\u00E9 \u{1F680} \u{10FFFF}',
    'a lone high surrogate': 'a\uD83Db',
    'a lone low surrogate, as surrogateescape writes the byte FF': 'a\uDCFFb',
    'surrogates in the wrong order': '\uDE80\uD83D',
    'tab, line feed and carriage return': '\t\n\r',
  };

  test.each(Object.entries(bodies))('%s comes back as it was sent', async (_name, body) => {
    const { url } = await aQueue();
    await send(url, body);
    await client.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: 'a', MessageBody: body }] }),
    );

    expect((await receive(url)).map((message) => message.Body)).toEqual([body, body]);
  });

  test.each(['\u0000', '\u0008', '\u001F', '\uFFFE', '\uFFFF'])(
    'the character %j is refused',
    async (character) => {
      const { url } = await aQueue();

      await expect(send(url, `a${character}b`)).rejects.toThrow('Invalid characters found');
    },
  );
});

describe('census', () => {
  test('counts each message once, where it is', async () => {
    const { name, url } = await aQueue();
    await send(url, 'first');
    await receive(url);
    await send(url, 'second');
    await send(url, 'later', { DelaySeconds: 900 });

    expect(sqs.census(name)).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
  });

  test('sees that a visibility time-out and a delay have passed, before anybody receives', async () => {
    const { name, url } = await aQueue();
    await send(url, 'received');
    await receive(url, { VisibilityTimeout: 60 });
    await send(url, 'delayed', { DelaySeconds: 60 });
    expect(sqs.census(name)).toEqual({ visible: 0, inFlight: 1, delayed: 1 });

    const aMinuteLater = Date.now() + 60_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(aMinuteLater);
    const census = sqs.census(name);
    clock.mockRestore();

    expect(census).toEqual({ visible: 2, inFlight: 0, delayed: 0 });
  });

  test('sees a message come back as soon as it is released', async () => {
    const { name, url } = await aQueue();
    await send(url, 'released');
    const [message] = await receive(url);
    const release = { ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 };
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ...release }));

    expect(sqs.census(name)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  test('no longer counts a deleted message', async () => {
    const { name, url } = await aQueue();
    await send(url, 'done');
    const [message] = await receive(url);
    await client.send(
      new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }),
    );

    expect(sqs.census(name)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test('is joined by a list of the messages, which does not receive them', async () => {
    const { name, url } = await aQueue();
    const reason = { DataType: 'String', StringValue: 'too large' };
    await send(url, 'in flight', { MessageAttributes: { reason } });
    await receive(url);
    await send(url, 'later', { DelaySeconds: 900 });

    expect(sqs.messages(name)).toEqual([
      { body: 'later', attributes: {} },
      { body: 'in flight', attributes: { reason: 'too large' } },
    ]);
    expect(sqs.census(name)).toEqual({ visible: 0, inFlight: 1, delayed: 1 });
  });

  test('throws for a queue which does not exist', () => {
    expect(() => sqs.census('nobody')).toThrow('no queue named nobody');
  });
});
