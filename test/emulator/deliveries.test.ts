import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildApp } from 'fauxqs';
import type { Emulator } from '../../emulator/server.ts';
import { portOf } from '../../local/port-of.ts';
import { aLocalSqs } from './local-sqs.ts';
import {
  anEmulator,
  anEntry,
  closeAll,
  control,
  CUSTOMER,
  memberIn,
  rawCall,
  REGION,
  SOURCE,
} from './support.ts';

const stops: (() => unknown)[] = [];

afterEach(async () => {
  await closeAll();
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

type Invocation = Pick<IncomingMessage, 'url' | 'headers'> & { body: string };

/** An endpoint that stands for Lambda: it answers with each status in turn, and then with the last. */
async function aLambda(...statuses: number[]) {
  const invocations: Invocation[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      invocations.push({ url: request.url, headers: request.headers, body });
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      return response.writeHead(status ?? 202).end(status === 202 ? '' : `status ${status}`);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  stops.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return { url: `http://127.0.0.1:${portOf(server)}`, invocations };
}

async function aSqs(...QueueNames: string[]) {
  const { endpoint, client } = await aLocalSqs();
  for (const QueueName of QueueNames) await client.send(new CreateQueueCommand({ QueueName }));
  return {
    endpoint,
    receive: async (queue: string) => {
      const receive = new ReceiveMessageCommand({
        QueueUrl: `${endpoint}/${CUSTOMER}/${queue}`,
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 3,
      });
      const [message] = (await client.send(receive)).Messages ?? [];
      const attributes = Object.entries(message?.MessageAttributes ?? {});
      return {
        body: message?.Body ?? '',
        attributes: Object.fromEntries(attributes.map(([k, { StringValue }]) => [k, StringValue])),
      };
    },
  };
}

const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${CUSTOMER}:${name}`;
const FUNCTION = `arn:aws:lambda:${REGION}:${CUSTOMER}:function:on-push`;
const RULE_ARN = `arn:aws:events:${REGION}:${CUSTOMER}:rule/${SOURCE}/all`;

const asCustomer = (emulator: Emulator, operation: string, body: object) =>
  rawCall(emulator, operation, body, CUSTOMER);

/** Makes a rule for every event of an active source, with these targets. */
async function aRule(emulator: Emulator, ...Targets: object[]) {
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  await asCustomer(emulator, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  const rule = { EventBusName: SOURCE, EventPattern: '{"source":[{"prefix":"aws.partner"}]}' };
  await asCustomer(emulator, 'PutRule', { Name: 'all', ...rule });
  const put = await asCustomer(emulator, 'PutTargets', { Rule: 'all', Targets, ...rule });
  expect(await put.json()).toMatchObject({ FailedEntryCount: 0 });
}

async function putEvent(emulator: Emulator, change: object = {}) {
  await rawCall(emulator, 'PutPartnerEvents', { Entries: [anEntry(change)] });
}

/** Asks for the counters until they fit. */
async function untilCounted(emulator: Emulator, counters: Record<string, number>) {
  for (;;) {
    const counted = await control(emulator, 'GET', 'counters');
    if (Object.entries(counters).every(([name, value]) => memberIn(counted, name) === value)) {
      return counted;
    }
  }
}

const advance = (emulator: Emulator, advanceSeconds: number) =>
  control(emulator, 'POST', 'clock', { advanceSeconds });

async function untilInvoked(invocations: readonly Invocation[], times: number) {
  while (invocations.length < times) await new Promise(setImmediate);
}

/** Moves the clock past the longest wait, again until the attempt before has been noted. */
async function untilDue(emulator: Emulator, invocations: readonly unknown[], times: number) {
  while (invocations.length < times) await advance(emulator, 600);
}

describe('a Lambda target', () => {
  test("is invoked asynchronously, with the event, by the function's name and qualifier", async () => {
    const { url, invocations } = await aLambda(202);
    const emulator = await anEmulator({ lambdaEndpoint: `${url}/` });
    await aRule(emulator, { Id: 'f', Arn: FUNCTION }, { Id: 'v', Arn: `${FUNCTION}:live` });
    await putEvent(emulator, { Detail: '{"n": 300.0}' });
    await untilInvoked(invocations, 2);
    const path = '/2015-03-31/functions/on-push/invocations';
    expect(new Set(invocations.map((one) => one.url))).toEqual(
      new Set([path, `${path}?Qualifier=live`]),
    );
    const [{ headers, body } = { headers: {}, body: '' }] = invocations;
    expect(headers).toMatchObject({
      'x-amz-invocation-type': 'Event',
      'content-type': 'application/json',
      authorization: expect.stringContaining(`${CUSTOMER}/19700101/${REGION}/lambda`),
    });
    expect(body).toContain('"detail":{"n": 300.0}}');
    expect(JSON.parse(body)).toMatchObject({ source: SOURCE, account: CUSTOMER });
  });

  test('without an endpoint is only seen in the view', async () => {
    const emulator = await anEmulator();
    await aRule(emulator, { Id: 'f', Arn: FUNCTION });
    await putEvent(emulator);
    expect(await control(emulator, 'GET', 'deliveries')).toHaveLength(1);
    expect(await control(emulator, 'GET', 'counters')).toMatchObject({ failedDeliveries: 0 });
  });
});

describe('what a target receives', () => {
  const templates = {
    InputPathsMap: { n: '$.detail.n', none: '$.detail.none' },
    InputTemplate:
      '{"rule": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>", "n": <n>, "none": <none>,' +
      ' "at": <aws.events.event.ingestion-time>, "head": <aws.events.event>, "all": <aws.events.event.json>}',
  };

  test.each([
    ['a constant', { Input: '{"a": 1.0}' }, '{"a": 1.0}'],
    ['a constant text', { Input: '"hello"' }, '"hello"'],
    ['a part of the event', { InputPath: '$.detail' }, '{"n":300.0,"s":"x"}'],
    ['a value of the event', { InputPath: '$.detail.s' }, '"x"'],
    [
      'a text',
      { InputTransformer: { InputTemplate: '"<aws.events.rule-name> fired"' } },
      '"all fired"',
    ],
  ])('is %s', async (_what, input, expected) => {
    const { url, invocations } = await aLambda(202);
    const emulator = await anEmulator({ lambdaEndpoint: url });
    await aRule(emulator, { Id: 'f', Arn: FUNCTION, ...input });
    await putEvent(emulator, { Detail: '{"n": 300.0, "s": "x"}' });
    await untilInvoked(invocations, 1);
    expect(invocations[0]?.body).toBe(expected);
  });

  test('is a template filled in, with the reserved variables', async () => {
    const { url, invocations } = await aLambda(202);
    const emulator = await anEmulator({ lambdaEndpoint: url, realNowMs: () => 1_000_000_000_900 });
    await aRule(emulator, { Id: 'f', Arn: FUNCTION, InputTransformer: templates });
    await putEvent(emulator, { Detail: '{"n": 300.0}', Time: 999_999_999 });
    await untilInvoked(invocations, 1);
    const body = invocations[0]?.body ?? '';
    expect(body).toContain('"n":300.0,"none":""');
    const received: unknown = JSON.parse(body);
    expect(received).toMatchObject({
      rule: 'all',
      arn: RULE_ARN,
      at: '2001-09-09T01:46:40Z',
      head: { detailType: 'push', source: SOURCE, time: '2001-09-09T01:46:39Z', resources: [] },
      all: { 'detail-type': 'push', source: SOURCE, detail: { n: 300 } },
    });
    expect(memberIn(received, 'head')).not.toHaveProperty('detail');
  });

  test('is nothing when the event has no such part; the event is a dead letter at once', async () => {
    const { url, invocations } = await aLambda(202);
    const { endpoint, receive } = await aSqs('dead');
    const emulator = await anEmulator({ lambdaEndpoint: url, sqsEndpoint: endpoint });
    const DeadLetterConfig = { Arn: queueArn('dead') };
    await aRule(emulator, {
      Id: 'f',
      Arn: FUNCTION,
      InputPath: '$.detail.none',
      DeadLetterConfig,
    });
    await putEvent(emulator);
    await untilCounted(emulator, { failedDeliveries: 1, deadLetters: 1 });
    expect(invocations).toEqual([]);
    expect((await receive('dead')).attributes).toMatchObject({
      ERROR_CODE: 'INVALID_JSON',
      ERROR_MESSAGE: 'The event has no $.detail.none.',
    });
  });
});

describe('a target that fails', () => {
  const DeadLetterConfig = { Arn: queueArn('dead') };

  async function emulatorWith(lambda: { url: string }, policy: object) {
    const sqs = await aSqs('dead');
    const emulator = await anEmulator({ lambdaEndpoint: lambda.url, sqsEndpoint: sqs.endpoint });
    await aRule(emulator, { Id: 'f', Arn: FUNCTION, DeadLetterConfig, ...policy });
    return { emulator, ...sqs };
  }

  test('is tried again on the emulator’s clock, until it takes the event', async () => {
    const lambda = await aLambda(500, 429, 202);
    const { emulator } = await emulatorWith(lambda, {});
    await putEvent(emulator);
    await untilInvoked(lambda.invocations, 1);
    await untilDue(emulator, lambda.invocations, 2);
    await untilDue(emulator, lambda.invocations, 3);
    expect(new Set(lambda.invocations.map(({ body }) => body)).size).toBe(1);
    expect(await control(emulator, 'GET', 'counters')).toMatchObject({
      deliveries: 1,
      retriedDeliveries: 2,
      failedDeliveries: 0,
      deadLetters: 0,
    });
  });

  test('is tried again when the time has come, without a move of the clock', async () => {
    const lambda = await aLambda(500, 202);
    let nowMs = 1_000_000_000_000;
    const emulator = await anEmulator({ lambdaEndpoint: lambda.url, realNowMs: () => nowMs });
    await aRule(emulator, { Id: 'f', Arn: FUNCTION });
    await putEvent(emulator);
    await untilInvoked(lambda.invocations, 1);
    nowMs += 3_600_000;
    while (lambda.invocations.length < 2) {
      // The first attempt may be noted after the hour has passed, and is tried again a second later.
      nowMs += 1000;
      await control(emulator, 'GET', 'clock');
    }
    expect(lambda.invocations).toHaveLength(2);
  });

  test('sends the whole event to the dead-letter queue after its retries', async () => {
    const lambda = await aLambda(503);
    const { emulator, receive } = await emulatorWith(lambda, {
      RetryPolicy: { MaximumRetryAttempts: 2 },
      Input: '{}',
    });
    await putEvent(emulator, { Detail: '{"n": 300.0}' });
    await untilDue(emulator, lambda.invocations, 3);
    await untilCounted(emulator, { failedDeliveries: 1, deadLetters: 1 });
    expect(lambda.invocations).toHaveLength(3);
    const { body, attributes } = await receive('dead');
    expect(body).toContain('"detail":{"n": 300.0}}');
    expect(attributes).toEqual({
      RULE_ARN,
      TARGET_ARN: FUNCTION,
      ERROR_CODE: 'ERROR_FROM_TARGET',
      ERROR_MESSAGE: 'status 503',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
  });

  test('sends it there at once when it may not be retried', async () => {
    const lambda = await aLambda(500);
    const { emulator, receive } = await emulatorWith(lambda, {
      RetryPolicy: { MaximumRetryAttempts: 0 },
    });
    await putEvent(emulator);
    expect((await receive('dead')).attributes).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '0',
    });
  });

  test('sends it there when the event is too old', async () => {
    const lambda = await aLambda(500);
    const { emulator, receive } = await emulatorWith(lambda, {
      RetryPolicy: { MaximumEventAgeInSeconds: 60 },
    });
    await putEvent(emulator);
    await untilInvoked(lambda.invocations, 1);
    for (;;) {
      await advance(emulator, 61);
      const counters = await control(emulator, 'GET', 'counters');
      if (memberIn(counters, 'failedDeliveries') === 1) break;
    }
    expect((await receive('dead')).attributes).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
      ERROR_CODE: 'ERROR_FROM_TARGET',
    });
    expect(lambda.invocations).toHaveLength(1);
  });

  test.each([
    [404, 'NO_RESOURCE'],
    [403, 'NO_PERMISSIONS'],
    [400, 'INVALID_PARAMETER'],
  ])('with %i is not tried again', async (status, ERROR_CODE) => {
    const lambda = await aLambda(status);
    const { emulator, receive } = await emulatorWith(lambda, {});
    await putEvent(emulator);
    const { attributes } = await receive('dead');
    expect(attributes).toMatchObject({ ERROR_CODE, RETRY_ATTEMPTS: '0' });
    expect(attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
    expect(lambda.invocations).toHaveLength(1);
  });

  test('is counted when it has no dead-letter queue, or one that does not exist', async () => {
    const { url } = await aLambda(404);
    const { endpoint } = await aSqs();
    const emulator = await anEmulator({ lambdaEndpoint: url, sqsEndpoint: endpoint });
    await aRule(
      emulator,
      { Id: 'without', Arn: FUNCTION },
      { Id: 'with', Arn: FUNCTION, DeadLetterConfig },
    );
    await putEvent(emulator);
    const counted = await untilCounted(emulator, { failedDeliveries: 2, failedDeadLetters: 1 });
    expect(counted).toMatchObject({ deliveries: 2, deadLetters: 0 });
  });
});

test('a queue that nothing serves is tried again, and has the event once something does', async () => {
  const gone = buildApp({ logger: false });
  const endpoint = await gone.listen({ port: 0, host: '127.0.0.1' });
  await gone.close();
  const emulator = await anEmulator({ sqsEndpoint: endpoint });
  await aRule(emulator, { Id: 'q', Arn: queueArn('customer') });
  await putEvent(emulator);
  for (;;) {
    await advance(emulator, 600);
    const counters = await control(emulator, 'GET', 'counters');
    if (Number(memberIn(counters, 'retriedDeliveries')) >= 2) break;
  }
  const app = buildApp({ logger: false });
  stops.push(() => app.close());
  await app.listen({ port: Number(new URL(endpoint).port), host: '127.0.0.1' });
  const credentials = { accessKeyId: CUSTOMER, secretAccessKey: 'unused' };
  const client = new SQSClient({ endpoint, region: REGION, credentials });
  stops.push(() => client.destroy());
  await client.send(new CreateQueueCommand({ QueueName: 'customer' }));
  const QueueUrl = `${endpoint}/${CUSTOMER}/customer`;
  for (;;) {
    await advance(emulator, 600);
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    if (Messages !== undefined) break;
  }
  expect(await control(emulator, 'GET', 'counters')).toMatchObject({ failedDeliveries: 0 });
});
