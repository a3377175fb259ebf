import { createHash } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bareSqsQueue } from '../../../lambdas/aws/bare-sqs-queue.ts';
import {
  startHttpStub,
  type HttpStub,
  type StubAnswer,
  type StubCall,
} from '../../../tools/simulators/http-stub.ts';
import { fakeLog } from '../../support/fake-log.ts';

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

let stub: HttpStub;
let calls: (readonly Entry[])[];
let answers: ((entries: readonly Entry[]) => StubAnswer)[];

beforeEach(async () => {
  calls = [];
  answers = [];
  stub = await startHttpStub(({ body }: StubCall) => {
    const { Entries: entries }: { Entries: readonly Entry[] } = JSON.parse(body.toString());
    calls.push(entries);
    return (answers.shift() ?? takesAll)(entries);
  });
});
afterEach(async () => {
  await stub.close();
});

function queue() {
  const client = new SQSClient({
    endpoint: stub.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
  return bareSqsQueue(client, `${stub.url}/111122223333/retries`, fakeLog());
}

const messages = ['{"event":"ü \\"quoted\\" 😀"}', 'b', 'c'].map((body) => ({ body }));

const taken = ({ Id, MessageBody }: Entry) => ({
  Id,
  MessageId: Id,
  MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
});
const answerOf = (answer: Record<string, unknown>) => ({ body: JSON.stringify(answer) });
const takesAll = (entries: readonly Entry[]) => answerOf({ Successful: entries.map(taken) });
/** Refuses the message b. */
const refusesB = (isAtFault: boolean) => (entries: readonly Entry[]) =>
  answerOf({
    Successful: entries.filter(({ MessageBody }) => MessageBody !== 'b').map(taken),
    Failed: entries
      .filter(({ MessageBody }) => MessageBody === 'b')
      .map(({ Id }) => ({ Id, Code: 'Some', SenderFault: isAtFault })),
  });

test('messages are sent in one call, with everything that belongs to them', async () => {
  const attributes = { reason: 'too old' };
  const sent = await queue().send([
    { body: 'é "x"', attributes, delaySeconds: 7, groupId: 'tenant' },
    ...messages,
  ]);

  expect(sent).toEqual([true, true, true, true]);
  expect(calls).toEqual([
    [
      {
        Id: '0',
        MessageBody: 'é "x"',
        DelaySeconds: 7,
        MessageGroupId: 'tenant',
        MessageAttributes: { reason: { DataType: 'String', StringValue: 'too old' } },
      },
      ...messages.map(({ body }, index) => ({
        Id: String(index + 1),
        MessageBody: body,
        MessageAttributes: {},
      })),
    ],
  ]);
});

test('a message that SQS refuses is sent again by itself, and its neighbours are not', async () => {
  answers = [refusesB(false)];

  expect(await queue().send(messages)).toEqual([true, true, true]);
  expect(calls.map((entries) => entries.map(({ MessageBody: body }) => body))).toEqual([
    messages.map(({ body }) => body),
    ['b'],
  ]);
});

test('a message that is at fault is not sent again', async () => {
  answers = [refusesB(true)];

  expect(await queue().send(messages)).toEqual([true, false, true]);
  expect(calls).toHaveLength(1);
});

test.each([
  ['no success', () => ({ status: 500, body: '{}' })],
  ['no JSON', () => ({ body: 'ok' })],
  ['about nothing', () => answerOf({})],
  ['silent about a message', (entries: readonly Entry[]) => takesAll(entries.slice(1))],
  [
    'of two minds about a message',
    (entries: readonly Entry[]) =>
      answerOf({ Successful: entries.map(taken), Failed: [{ Id: '0', SenderFault: true }] }),
  ],
  [
    'about another text',
    (entries: readonly Entry[]) =>
      answerOf({
        Successful: entries.map((one) => ({ ...taken(one), MD5OfMessageBody: 'another' })),
      }),
  ],
])('an answer that is %s is none: the client sends the messages again', async (_, answer) => {
  answers = [answer];

  expect(await queue().send(messages)).toEqual([true, true, true]);
  expect(calls).toHaveLength(2);
});

test('what the client cannot send either is not sent', async () => {
  answers = Array.from({ length: 10 }, () => () => ({ status: 400, body: '{}' }));

  expect(await queue().send(messages, { timeoutMs: 5_000 })).toEqual([false, false, false]);
});
