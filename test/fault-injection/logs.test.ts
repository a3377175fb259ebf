import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { sdkSendingCalls } from '../../lambdas/aws/calls/sdk-queue-calls.ts';
import { readMappingItems } from '../../lambdas/aws/mapping-item.ts';
import { standardResend } from '../../lambdas/aws/resend.ts';
import { sqsQueue } from '../../lambdas/aws/sqs-queue.ts';
import { vendorEvents } from '../../lambdas/aws/vendor-events.ts';
import { fanOutHandler } from '../../lambdas/fan-out/handler.ts';
import { registrationHandler } from '../../lambdas/registration/handler.ts';
import { retryHandler } from '../../lambdas/retry/handler.ts';
import { anyHistory } from './model/history.ts';
import { live } from './model/live.ts';
import {
  aDelivery,
  aDomainEvent,
  aMapping,
  anEventBody,
  aNotification,
} from '../support/domain-builders.ts';
import { fakeServices } from '../support/delivery-services.ts';
import { fakeMappingTable } from '../support/fake-mapping-table.ts';
import {
  answerEach,
  failWhole,
  refuse,
  type PutScript,
} from '../support/fake-put-partner-events.ts';
import { fakeSourceCalls } from '../support/fake-source-calls.ts';
import { anHttpApiEvent, type RequestOverrides } from '../support/http-api-events.ts';
import { fakeReconcile } from '../support/reconcile-services.ts';
import { fakeRegistration } from '../support/registration-services.ts';
import { anInvocation, anSqsEvent } from '../support/sqs-builders.ts';
import { batchSendingClient } from '../support/fault-injection-clients.ts';
import { writtenLines } from '../support/fault-injection-log-lines.ts';
import { writeRetryMessage } from '../../lambdas/domain/retry-message.ts';
import { propertyRuns } from '../support/property-runs.ts';

jest.setTimeout(120_000);

/** The fields that a log line may have, and why. It has no others. */
const mayBeLogged: Readonly<Record<string, string>> = {
  level: 'of Powertools',
  timestamp: 'of Powertools',
  service: 'of Powertools: the function’s name',
  message: 'a constant of the code',
  sampling_rate: 'of Powertools',
  xray_trace_id: 'of Lambda: leads to the trace',
  sourceName:
    'without it nobody finds the customer’s source; it holds generator and account, encoded',
  sourceArn: 'the same, with the Region',
  region: 'an outage is of a Region',
  generation: 'a random id of ours: distinguishes the registrations of a source',
  messageIds: 'SQS’s ids, to find the dead letters by',
  messages: 'a count',
  queueUrl: 'of our own queues',
  codes: 'SQS’s error codes',
  reason: 'the kind of a dead letter, one of six',
  errorCode: 'EventBridge’s error code',
  kind: 'the kind of a failed call, one of a list',
  code: 'AWS’s error code',
  failure: 'its code alone',
  result: 'what became of a write, one of a list',
  operation: 'of openapi.yaml',
  id: 'the id of a test event, which is ours',
  replay: 'the id of a replay, which is ours: a time and what is random or a hash',
  control: 'what was done with a mapping, one of a list',
  state: 'how a replay was over, one of a list',
  after: 'why a step of a replay ended, one of a list',
  delaySeconds: 'of the next step of a replay',
  planned: 'a count, as are the four below',
  sent: 'a count',
  failed: 'a count',
  filtered: 'a count',
  withoutBody: 'a count',
  failures: 'a count: of the attempts of a step',
  bucket: 'of our own payload buckets',
  key: 'of a large event’s detail: a hash for the tenant, and plain characters',
  sizeBytes: 'of a detail',
  method: 'GET or HEAD',
  error: 'its name, code and places in our code, and those of its causes',
};

/** Of every kind of thing that must not be in a log, in characters that would do harm there. */
const canary =
  'CANARY-sk_live_4eC39HqLyjWDarjtT1-jane.doe@example.com\u001b[31m\u0000\u009b2J\n{"level":"FORGED"}\r\u2028at secret (x:1:1)\n    at CANARY (y:2:2)';
const plainCanary = 'CANARY-plain';
const traces = [/CANARY/, /sk_live/, /jane\.doe/, /FORGED/, /\p{Cc}|[\u2028\u2029]/u];

const { lines, log } = writtenLines();

/** What is wrong with the lines: each must be one JSON object of known fields, without a trace of a canary. */
function indiscretions(): string[] {
  return lines.flatMap((line) => {
    const text = line.slice(0, -1);
    if (!line.endsWith('\n') || text.includes('\n')) return [`not one line: ${line}`];
    const fields = JSON.parse(text);
    const unknown = Object.keys(fields).filter((name) => !Object.hasOwn(mayBeLogged, name));
    // What is escaped within the JSON is still a control character.
    const leaks = [text, ...textsOf(fields)].some((one) => traces.some((trace) => trace.test(one)));
    return [...unknown.map((name) => `${name} may not be logged`), ...(leaks ? [text] : [])];
  });
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsOf(one)]);
}

/** An error that reveals everything: in its message, its causes and its fields. */
function loquacious(name = 'ValidationException'): Error {
  const cause = Object.assign(new Error(canary, { cause: canary }), { input: canary });
  const error = new Error(`value ${canary} is not valid`, { cause });
  return Object.assign(error, {
    name,
    $response: { body: canary },
    $metadata: { requestId: canary },
    issues: [{ input: canary, received: canary }],
    item: { detail: canary },
  });
}

const fail = async () => {
  throw loquacious();
};

describe('through random histories with faults, nothing that must not is logged', () => {
  test('by any function', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async (history) => {
        lines.length = 0;
        await live(history, { log, canary });
        expect(indiscretions()).toEqual([]);
      }),
      { numRuns: propertyRuns(25) },
    );
  });
});

describe('the functions that deliver', () => {
  const mapping = aMapping({
    detailTypes: [plainCanary, canary, 'push'],
    lastError: { code: canary, message: canary, time: canary },
    outbox: [aNotification({ reason: canary })],
  });
  const event = {
    id: canary,
    detailType: canary.slice(0, 60),
    resources: [canary],
    detail: { [canary]: canary },
  };
  const bodies = {
    'message-1': anEventBody(event),
    'message-2': anEventBody({ [canary]: canary }),
    'message-3': canary,
    'message-4': anEventBody({ time: canary }),
    'message-5': anEventBody({ detail: canary }),
    'message-6': anEventBody({ generator: `acct1/${plainCanary}` }),
    'message-7': anEventBody({ ...event, id: 'large', detail: { canary: canary.repeat(3_000) } }),
    'message-8': `[${anEventBody(event)},${JSON.stringify(canary)}]`,
  };
  const scripts: readonly (readonly [string, PutScript])[] = [
    ['accepts', answerEach(() => ({ EventId: canary }))],
    ['throttles', answerEach(refuse('ThrottlingException', canary))],
    ['refuses', answerEach(refuse('MalformedDetail', canary))],
    ['has no source', answerEach(refuse('EventBusNotFound', canary))],
    ['says what nobody knows', answerEach(refuse('SomethingNew', canary))],
    ['refuses the request', failWhole('ValidationException', canary)],
    ['says nothing', () => ({ kind: 'answered', results: [] })],
  ];
  const wants = aMapping({ ...mapping, detailTypes: [event.detailType, 'push'] });

  test.each(scripts)('while EventBridge %s', async (_, script) => {
    const { services } = fakeServices({ script, mappings: fakeMappingTable(wants) });
    await fanOutHandler({ ...services, log })(anSqsEvent(bodies), anInvocation());
    const delivery = aDelivery({
      event: aDomainEvent({ ...event, detailJson: JSON.stringify(canary) }),
    });
    const waiting = { w1: writeRetryMessage(delivery), w2: canary, w3: `{"${plainCanary}":1}` };
    await retryHandler({ ...services, log })(anSqsEvent(waiting), anInvocation());

    expect(indiscretions()).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(1);
  });

  test('while the table, the queues and the metrics fail', async () => {
    const client = batchSendingClient(fail);
    const refusing = batchSendingClient(async (entries) => ({
      Failed: entries.map(({ Id = '' }) => ({
        Id,
        Code: 'InternalError',
        Message: canary,
        SenderFault: false,
      })),
    }));
    const resend = { ...standardResend, sleep: async () => undefined };
    const queues = [client, refusing].map((one) =>
      sqsQueue(sdkSendingCalls(one), 'http://127.0.0.1/queue', log, resend),
    );
    for (const queue of queues) {
      for (const unreachable of [true, false]) {
        const table = fakeMappingTable(wants);
        const { services } = fakeServices({
          script: answerEach(refuse('EventBusNotFound', canary)),
          mappings: table,
        });
        const broken = {
          ...services,
          log,
          retryQueue: queue,
          retryDeadLetters: queue,
          eventDeadLetters: queue,
          mappings: {
            findLive: async (generator: string) =>
              unreachable ? await fail() : await table.findLive(generator),
            countLive: fail,
            retire: fail,
            noteActivity: fail,
          },
          report: () => {
            throw loquacious();
          },
        };
        await fanOutHandler(broken)(anSqsEvent(bodies), anInvocation());
        await fanOutHandler({ ...broken, put: services.put })(anSqsEvent(bodies), anInvocation());
      }
    }

    expect(indiscretions()).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(8);
  });
});

describe('the registration function', () => {
  const registered = aMapping({ lastError: { code: 'X', message: canary, time: canary } });
  const secret = { authorization: `Bearer ${canary}`, cookie: canary, 'idempotency-key': canary };
  const claims = { tenant: 'acct1', email: canary, name: canary, sub: canary };
  const path = `/sources/${registered.sourceName}`;
  const registration = { generator: 'acct1/new', account: '111122223333', region: 'us-east-1' };
  const requests: readonly RequestOverrides[] = [
    { method: 'POST', path: '/sources', body: registration },
    { method: 'POST', path: '/sources', body: { ...registration, [canary]: canary } },
    { method: 'POST', path: '/sources', body: { ...registration, generator: canary } },
    { method: 'POST', path: '/sources', body: canary },
    { path: '/sources', query: { cursor: canary, generator: canary } },
    { path },
    { path: `/sources/${encodeURIComponent(canary)}`, query: { region: canary } },
    { method: 'PATCH', path, body: { detailTypes: [canary] } },
    { method: 'PATCH', path, body: { detailTypes: null } },
    { method: 'POST', path: `${path}/recreate` },
    { method: 'POST', path: `${path}/test-event` },
    { path: `/detail-types/${encodeURIComponent(canary)}` },
    { method: 'DELETE', path },
  ];
  const answers = {
    found: undefined,
    throttled: 'ThrottlingException',
    denied: 'AccessDeniedException',
    odd: 'Odd',
  };

  test.each(Object.entries(answers))('while a call to AWS is %s', async (_, code) => {
    for (const request of requests) await send(request, code, []);

    expect(indiscretions()).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(1);
  });

  test.each([['table'], ['ledger'], ['queue'], ['catalog']])(
    'while its %s fails',
    async (broken) => {
      for (const request of requests) await send(request, undefined, [broken]);

      expect(indiscretions()).toEqual([]);
      expect(lines.length).toBeGreaterThanOrEqual(1);
    },
  );

  async function send(request: RequestOverrides, code: string | undefined, broken: string[]) {
    const { services, sources } = fakeRegistration({ mappings: [registered] });
    await sources.create(registered.region, registered.sourceName, registered.account);
    if (code !== undefined) {
      sources.disturb(() => {
        throw loquacious(code);
      });
    }
    const failing = <T extends object>(port: T, name: string): T =>
      broken.includes(name)
        ? (Object.fromEntries(Object.keys(port).map((method) => [method, fail])) as T)
        : port;
    const queue = sqsQueue(
      sdkSendingCalls(batchSendingClient(fail)),
      'http://127.0.0.1/queue',
      log,
    );
    const handle = registrationHandler(
      {
        ...services,
        log,
        mappings: failing(services.mappings, 'table'),
        retirements: failing(services.retirements, 'table'),
        ledger: failing(services.ledger, 'ledger'),
        admissions: failing(services.admissions, 'ledger'),
        catalog: failing(services.catalog, 'catalog'),
        eventsQueue: broken.includes('queue') ? queue : services.eventsQueue,
        beginSourceCalls: () => fakeSourceCalls(sources),
      },
      new Map(),
    );
    const answer = await handle(anHttpApiEvent({ ...request, headers: secret, claims }));
    expect(answer.statusCode).toBeGreaterThanOrEqual(200);
  }
});

describe('the reconciler', () => {
  const mappings = [
    aMapping({ outbox: [aNotification({ reason: canary })], detailTypes: [canary] }),
    aMapping({ account: '222222222222', state: 'PENDING', expirationTime: canary }),
  ];

  test.each([
    ['change'],
    ['retire'],
    ['claimOutbox'],
    ['settleOutbox'],
    ['find'],
    ['adopt'],
    ['saveCheckpoint'],
  ])('while the table cannot %s', async (method) => {
    const sides = fakeReconcile({
      mappings,
      policy: { orphan: 'adopt', orphanGraceHours: 0 },
      replace: ({ mappings: table, retirements }) => ({
        log,
        mappings: { ...table, [method]: fail },
        retirements: method === 'retire' ? { retire: fail } : retirements,
      }),
    });
    await sides.sources.create(
      'us-east-1',
      'aws.partner/vendor.test/acct1/repo9/333333333333',
      '333333333333',
    );
    await sides.run().catch(() => undefined);

    expect(indiscretions()).toEqual([]);
  });

  test('while EventBridge and the vendor’s bus do not answer', async () => {
    const client = { send: fail };
    const sides = fakeReconcile({
      mappings,
      replace: () => ({
        log,
        sendNotifications: vendorEvents(client as never, 'vendor.test', log),
      }),
    });
    sides.sources.disturb(() => {
      throw loquacious();
    });
    await sides.run();

    expect(indiscretions()).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(1);
  });

  test('for an item that is not a mapping', () => {
    const { state: _, ...rest } = aMapping();
    readMappingItems([marshall({ ...rest, state: canary, detailTypes: canary })], log);

    expect(indiscretions()).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(1);
  });
});

describe('an error in the log', () => {
  test('still says what it was, where, and its cause', () => {
    const cause = Object.assign(new Error(canary), { code: 'ECONNRESET' });
    log.error('something failed', { error: new RangeError(canary, { cause }) });

    const [{ error }] = lines.map((line) => JSON.parse(line));
    expect(error).toMatchObject({
      name: 'RangeError',
      cause: { name: 'Error', code: 'ECONNRESET' },
    });
    expect(JSON.stringify(error.stack)).toContain('logs.test');
    expect(indiscretions()).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(1);
  });

  test('of a schema reveals nothing of its input', () => {
    const { issues = [] } = v.safeParse(v.picklist(['a']), canary);
    log.error('something failed', {
      error: new v.ValiError(issues as never),
      failure: { code: 'A', message: canary },
    });

    expect(JSON.parse(lines[0]!)).toMatchObject({
      error: { name: 'ValiError' },
      failure: { code: 'A' },
    });
    expect(indiscretions()).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(1);
  });
});

describe('an error that is logged without discretion', () => {
  test('would reveal everything, and be found', () => {
    new Logger({ serviceName: 'fault-injection' }).error('something failed', {
      error: loquacious(),
    });

    expect(indiscretions().join()).toContain('CANARY');
  });
});

describe('every function logs discreetly', () => {
  test.each([['fan-out'], ['retry'], ['reconcile'], ['registration']])('%s', (name) => {
    const index = readFileSync(new URL(`../../lambdas/${name}/index.ts`, import.meta.url), 'utf8');

    expect(index).toContain('discreetLog(');
  });
});
