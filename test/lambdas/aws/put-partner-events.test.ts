import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { partnerEventsPutter } from '../../../lambdas/aws/put-partner-events.ts';
import type { PutAnswer } from '../../../lambdas/ports/delivery.ts';
import { classifyEntry, classifyFailure, isUnanswered } from '../../../lambdas/domain/outcome.ts';
import { aDelivery, aDomainEvent } from '../../support/domain-builders.ts';
import { putOutsideJest } from '../../support/put-outside-jest.ts';
import { startStubEventBridge } from '../../support/stub-event-bridge.ts';

let stub: Awaited<ReturnType<typeof startStubEventBridge>>;
const variables = {
  AWS_ACCESS_KEY_ID: '111122223333',
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_ENDPOINT_URL_EVENTBRIDGE: '',
  AWS_LAMBDA_FUNCTION_NAME: 'fan-out',
};
const before = { ...process.env };

beforeEach(async () => {
  stub = await startStubEventBridge();
  Object.assign(process.env, { ...variables, AWS_ENDPOINT_URL_EVENTBRIDGE: stub.url });
});

afterEach(async () => {
  await stub.close();
  for (const name of Object.keys(variables)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

const put = async (...deliveries: readonly ReturnType<typeof aDelivery>[]) =>
  await partnerEventsPutter()('eu-west-1', deliveries, 5_000);

const exception = (type: string) => JSON.stringify({ __type: type, message: 'some words' });
const outcomeOf = (answer: PutAnswer) =>
  answer.kind === 'failed' ? classifyFailure(answer.failure) : answer;

describe('on the wire', () => {
  test('an entry has its source, detail type, time, resources and detail', async () => {
    const event = aDomainEvent({
      detailType: 'größe',
      time: '2026-11-21T20:00:00.250+01:00',
      resources: ['arn:one', '😀'],
      detailJson: '{"id":12345678901234567890,"text":"ü"}',
    });
    await put(aDelivery({ event }));

    expect(stub.requests).toMatchObject([
      {
        headers: { 'x-amz-target': 'AWSEvents.PutPartnerEvents' },
        body: {
          Entries: [
            {
              Source: 'aws.partner/vendor.test/acct1/repo1/111122223333',
              DetailType: 'größe',
              Time: Date.parse('2026-11-21T19:00:00.250Z') / 1000,
              Resources: ['arn:one', '😀', 'event/event-1'],
              Detail: '{"id":12345678901234567890,"text":"ü"}',
            },
          ],
        },
      },
    ]);
    expect(Object.keys(Object(stub.requests[0]!.body['Entries'])[0])).not.toContain('Id');
  });

  test.each([
    ['2026-11-21t19:00:00.25z', '2026-11-21T19:00:00.250Z'],
    ['2016-12-31T15:59:60-08:00', '2017-01-01T00:00:00Z'],
  ])('the time %s, which Date does not read, is epoch seconds all the same', async (time, same) => {
    await put(aDelivery({ event: aDomainEvent({ time }) }));

    expect(stub.requests).toMatchObject([
      { body: { Entries: [{ Time: Date.parse(same) / 1000 }] } },
    ]);
  });

  test('an event bound for several sources is whole in the entry of each', async () => {
    const event = aDomainEvent({ id: 'one', detailJson: '{"text":"größe \\u0000 \\"x\\""}' });
    const other = aDomainEvent({ id: 'two', detailType: 'issues', resources: ['arn:one'] });
    const bound = (sourceName: string, of = event) => aDelivery({ event: of, sourceName });
    await put(bound('first'), bound('second', other), bound('third'));

    const sent = Object(stub.requests[0]!.body['Entries']);
    expect(sent).toMatchObject([
      { Source: 'first', DetailType: 'push', Resources: ['event/one'], Detail: event.detailJson },
      {
        Source: 'second',
        DetailType: 'issues',
        Resources: ['arn:one', 'event/two'],
        Detail: other.detailJson,
      },
      { Source: 'third', DetailType: 'push', Resources: ['event/one'], Detail: event.detailJson },
    ]);
  });

  test('a replay’s entry names the replay, and its neighbours in the request do not', async () => {
    const event = aDomainEvent();
    const replayed = { event, replay: 'r-1', idResource: 'replay/r-1/event/event-1' };
    await put(aDelivery({ event }), aDelivery(replayed), aDelivery({ event }));

    expect(stub.requests[0]!.body['Entries']).toMatchObject([
      { Resources: ['event/event-1'] },
      { Resources: ['replay/r-1/event/event-1'] },
      { Resources: ['event/event-1'] },
    ]);
  });

  test('the request is signed for the Region of its entries', async () => {
    await partnerEventsPutter()('ap-southeast-2', [aDelivery()], 5_000);

    expect(stub.requests[0]!.headers.authorization).toContain(
      '/ap-southeast-2/events/aws4_request',
    );
  });

  test('entries and results keep their order', async () => {
    const results = [
      { EventId: 'one' },
      { ErrorCode: 'ThrottlingException' },
      { EventId: 'three' },
    ];
    stub.answerWith({ status: 200, body: JSON.stringify({ Entries: results }) });
    const deliveries = ['a', 'b', 'c'].map((detailType) =>
      aDelivery({ event: aDomainEvent({ detailType }) }),
    );

    expect(await put(...deliveries)).toMatchObject({ kind: 'answered', results });
    expect(stub.requests[0]!.body).toMatchObject({
      Entries: [{ DetailType: 'a' }, { DetailType: 'b' }, { DetailType: 'c' }],
    });
  });

  test('an answer without entries is an answer without results, which are no successes', async () => {
    stub.answerWith({ status: 200, body: '{}' });
    const answer = await put(aDelivery());

    expect(answer).toEqual({ kind: 'answered', results: [] });
    expect(classifyEntry(undefined).kind).toBe('retryable');
  });
});

describe('connections', () => {
  test('one for each Region, kept from call to call', async () => {
    const putter = partnerEventsPutter();
    for (const region of ['eu-west-1', 'eu-west-1', 'us-east-1', 'eu-west-1', 'us-east-1']) {
      await putter(region, [aDelivery()], 5_000);
    }
    const ports = stub.requests.map(({ clientPort }) => clientPort);

    expect(new Set(ports).size).toBe(2);
    expect(ports[0]).toBe(ports[3]);
    expect(ports[2]).toBe(ports[4]);
  });
});

describe('a call that fails', () => {
  test.each([
    [
      'a throttled one',
      { status: 400, body: exception('ThrottlingException') },
      'ThrottlingException',
    ],
    [
      'a refused one',
      { status: 400, body: exception('ValidationException') },
      'ValidationException',
    ],
    [
      'one with a namespace before its code',
      { status: 500, body: exception('com.amazonaws.events#InternalException') },
      'InternalException',
    ],
    [
      'one with an address behind its code',
      { status: 500, body: exception('InternalException:http://internal.amazon.com/') },
      'InternalException',
    ],
    [
      'one whose code is in a header',
      { status: 400, body: '{}', headers: { 'x-amzn-ErrorType': 'ThrottlingException' } },
      'ThrottlingException',
    ],
    [
      'an unavailable service',
      { status: 503, body: exception('ServiceUnavailable') },
      'ServiceUnavailable',
    ],
  ] as const)('%s is reported by its code', async (_, answer, code) => {
    stub.answerWith(answer);

    expect(await put(aDelivery())).toMatchObject({ kind: 'failed', failure: { code } });
  });

  test.each([
    [500, '', { kind: 'retryable', known: true }],
    [502, '<html>Bad gateway</html>', { kind: 'retryable', known: true }],
    [503, '{}', { kind: 'retryable', known: true }],
    [429, '', { kind: 'retryable', known: true }],
    [413, '<html>Too large</html>', { kind: 'rejected' }],
    [404, '{}', { kind: 'retryable', known: false }],
    [200, 'this is no JSON', { kind: 'retryable', known: true }],
    [200, '[]', { kind: 'retryable', known: true }],
  ])('HTTP %d with %j is no success and throws nothing', async (status, body, outcome) => {
    stub.answerWith({ status, body });
    const answer = await put(aDelivery());

    expect(outcomeOf(answer)).toMatchObject(outcome);
  });

  test.each([
    ['throttled', { status: 400, body: exception('ThrottlingException') }],
    ['failed', { status: 500, body: exception('InternalException') }],
    ['lost', 'hangUp'],
  ] as const)('is made once, also when it is %s', async (_, answer) => {
    stub.answerWith(answer);
    await put(aDelivery());

    expect(stub.requests).toHaveLength(1);
  });

  test('a lost connection is a known failure', async () => {
    stub.answerWith('hangUp');
    const answer = await putOutsideJest({ AWS_ENDPOINT_URL_EVENTBRIDGE: stub.url });

    expect(stub.requests).toHaveLength(1);
    expect(outcomeOf(answer)).toMatchObject({ kind: 'retryable', known: true });
  });

  test.each(['127.0.0.1', 'localhost', 'nowhere.invalid'])(
    'a port or a name where nobody is (%s) is a known failure',
    async (host) => {
      const answer = await putOutsideJest({ AWS_ENDPOINT_URL_EVENTBRIDGE: `http://${host}:1` });

      expect(outcomeOf(answer)).toMatchObject({ kind: 'retryable', known: true });
    },
  );

  test('an unanswered one is given up at its time-out, and made once', async () => {
    stub.answerWith('hang');
    const answer = await partnerEventsPutter()('eu-west-1', [aDelivery()], 150);

    expect(stub.requests).toHaveLength(1);
    expect(outcomeOf(answer)).toMatchObject({ kind: 'retryable', known: true });
  });

  test('an endless answer is read up to a megabyte, and counts as unreadable', async () => {
    stub.answerWith('endless');
    const answer = await put(aDelivery());

    expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'UnreadableAnswer' } });
    stub.answerWith({ status: 200, body: '{"Entries":[{"EventId":"one"}]}' });
    expect(await put(aDelivery())).toMatchObject({ kind: 'answered' });
  });

  test('an answer that stops after its headers is silence, as one that never begins', async () => {
    stub.answerWith('headersAlone');
    const answer = await partnerEventsPutter()('eu-west-1', [aDelivery()], 150);

    expect(stub.requests).toHaveLength(1);
    expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'TimeoutError' } });
    expect(answer.kind === 'failed' && isUnanswered(answer.failure)).toBe(true);
  });
});

test('each call has the trace of its own invocation, and none has another’s', async () => {
  const putter = partnerEventsPutter();
  const traces = ['Root=1-a;Lineage=1:x:0', 'Root=1-b;Lineage=2:x:0', undefined];
  for (const trace of traces) {
    if (trace === undefined) delete process.env['_X_AMZN_TRACE_ID'];
    else process.env['_X_AMZN_TRACE_ID'] = trace;
    await putter('eu-west-1', [aDelivery()], 5_000);
  }

  expect(stub.requests.map(({ headers }) => headers['x-amzn-trace-id'])).toEqual(traces);
});
