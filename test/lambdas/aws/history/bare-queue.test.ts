import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { openSendingCalls } from '../../../../lambdas/aws/calls/sdk-queue-calls.ts';
import { bareQueue } from '../../../../lambdas/aws/history/bare-queue.ts';
import { useFunctionVariables } from '../../../support/aws-variables.ts';
import {
  startHttpStub,
  type HttpStub,
  type StubAnswer,
  type StubCall,
} from '../../../../tools/simulators/http-stub.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const bodies = ['AAECAw==', 'é "quoted" \\ text'];

let undo: () => void;
let stub: HttpStub;
let calls: StubCall[];
let answers: ((call: StubCall) => StubAnswer)[];

beforeEach(async () => {
  calls = [];
  answers = [];
  stub = await startHttpStub((call) => {
    calls.push(call);
    return (answers.shift() ?? takes)(call);
  });
  undo = useFunctionVariables({ AWS_ENDPOINT_URL_SQS: stub.url });
});
afterEach(async () => {
  await stub.close();
  undo();
});

function entriesOf({ body }: StubCall): { Id: string; MessageBody: string }[] {
  return JSON.parse(body.toString()).Entries;
}

function takes(call: StubCall): StubAnswer {
  const successful = entriesOf(call).map(({ Id, MessageBody }) => ({
    Id,
    MessageId: Id,
    MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
  }));
  return { body: JSON.stringify({ Successful: successful, Failed: [] }) };
}

function refuses(code: string, isSenderFault: boolean) {
  return (call: StubCall): StubAnswer => {
    const failed = entriesOf(call).map(({ Id }) => ({
      Id,
      Code: code,
      SenderFault: isSenderFault,
    }));
    return { body: JSON.stringify({ Successful: [], Failed: failed }) };
  };
}

function refusesLong(call: StubCall): StubAnswer {
  const isLong = entriesOf(call)[0]?.MessageBody === 'long';
  return isLong ? refuses('InvalidMessageContents', true)(call) : takes(call);
}

function queue() {
  return bareQueue(openSendingCalls(), `${stub.url}/000000000000/history`, log);
}

test('each message is a signed call of its own, by SendMessageBatch', async () => {
  expect(await queue().send(bodies.map((body) => ({ body })))).toEqual([true, true]);
  expect(calls.map(({ target }) => target)).toEqual(Array(2).fill('AmazonSQS.SendMessageBatch'));
  expect(calls.flatMap((call) => entriesOf(call).map((one) => one.MessageBody))).toEqual(bodies);
  expect(calls.map(({ headers }) => headers.authorization)).toEqual(
    Array(2).fill(expect.stringMatching(/^AWS4-HMAC-SHA256 .*us-east-1\/sqs\/aws4_request/)),
  );
});

test.each<readonly [string, (call: StubCall) => StubAnswer]>([
  ['an error', () => ({ status: 500, body: '{"__type":"InternalFailure"}' })],
  ['a refusal', refuses('ThrottlingException', false)],
  ['an answer that cannot be read', () => ({ body: '<html>' })],
  ['an answer about nothing', () => ({ body: '{}' })],
  ['a connection that ends', () => 'hangUp'],
])('after %s the message goes the usual way', async (_, answer) => {
  answers = [answer];
  expect(await queue().send([{ body: 'AAECAw==' }])).toEqual([true]);
  expect(calls).toHaveLength(2);
});

test('what SQS refuses for good is not taken, and the others are', async () => {
  answers = [refusesLong, refusesLong, refusesLong];
  expect(await queue().send([{ body: 'long' }, { body: 'good' }])).toEqual([false, true]);
});

test('a queue that does not answer in time has taken nothing', async () => {
  answers = [() => 'hang', () => 'hang', () => 'hang'];
  expect(await queue().send([{ body: 'AAECAw==' }], { timeoutMs: 50 })).toEqual([false]);
});
