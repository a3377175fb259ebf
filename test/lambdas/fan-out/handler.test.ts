import { describe, expect, test } from '@jest/globals';
import { cachedMappings } from '../../../lambdas/delivery/cached-mappings.ts';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { aDelivery, anEventBody, anEventValue, aMapping } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { fakeMessageQueue, refuseAll } from '../../support/fake-message-queue.ts';
import { accept, answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anAddressedSqsEvent, anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';

type Overrides = Parameters<typeof fakeServices>[0];

async function run(
  bodies: Record<string, string>,
  { remainingMs, ...overrides }: Overrides & { remainingMs?: number } = {},
) {
  const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()), ...overrides });
  const response = await fanOutHandler(fakes.services)(
    anSqsEvent(bodies),
    anInvocation(remainingMs),
  );
  const returned = response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const put = fakes.calls.flatMap(({ deliveries }) => deliveries);
  return { ...fakes, returned, put, counters: fakes.reported[0]! };
}

const bodyOf = (...ids: string[]) => JSON.stringify(ids.map((id) => anEventValue({ id })));

describe('an event', () => {
  test('goes to every source mapped to its generator, and to no other', async () => {
    const mappings = fakeMappingTable(
      aMapping({ account: '111111111111' }),
      aMapping({ account: '222222222222', region: 'eu-west-1' }),
      aMapping({ generator: 'acct1/repo1-2', account: '333333333333' }),
      aMapping({ generator: 'acct1/repo', account: '444444444444' }),
      aMapping({ generator: 'acct2/repo1', account: '555555555555' }),
    );
    const { put, counters, returned } = await run({ m: anEventBody() }, { mappings });

    expect(put.map(({ sourceName, region }) => `${region} ${sourceName}`).toSorted()).toEqual([
      'eu-west-1 aws.partner/vendor.test/acct1/repo1/222222222222',
      'us-east-1 aws.partner/vendor.test/acct1/repo1/111111111111',
    ]);
    expect(counters).toMatchObject({ messages: 1, events: 1, entries: 2, accepted: 2 });
    expect(returned).toEqual([]);
  });

  test('without a mapping is dropped and counted', async () => {
    const { calls, counters, returned } = await run({ m: anEventBody({ generator: 'no/body' }) });

    expect(calls).toEqual([]);
    expect(counters).toMatchObject({
      events: 1,
      entries: 0,
      dropped: { noMapping: 1, filtered: 0 },
    });
    expect(returned).toEqual([]);
  });

  test('of a type that a customer did not ask for is dropped for that one and counted', async () => {
    const mappings = fakeMappingTable(
      aMapping({ account: '111111111111', detailTypes: ['issue'] }),
      aMapping({ account: '222222222222', detailTypes: ['push'] }),
    );
    const { put, counters } = await run({ m: anEventBody() }, { mappings });

    expect(put).toMatchObject([{ sourceName: expect.stringContaining('222222222222') }]);
    expect(counters).toMatchObject({ entries: 1, dropped: { noMapping: 0, filtered: 1 } });
  });

  test('of a retired mapping is dropped', async () => {
    const retirement = { reason: 'gone', retiredAt: '2026-11-21T18:00:00Z' };
    const { calls, counters } = await run(
      { m: anEventBody() },
      { mappings: fakeMappingTable(aMapping({ retirement })) },
    );

    expect(calls).toEqual([]);
    expect(counters.dropped.noMapping).toBe(1);
  });
});

describe('a message that addresses a source', () => {
  const filtered = aMapping({ account: '222222222222', detailTypes: ['issue'] });
  const foreign = aMapping({ generator: 'acct2/repo1', tenant: 'acct2' });
  const aTestEvent = anEventBody({ detailType: testEventDetailType });

  async function send(body: string, sourceArn: string) {
    const mappings = fakeMappingTable(aMapping(), filtered, foreign);
    const fakes = fakeServices({ mappings });
    const response = await fanOutHandler(fakes.services)(
      anAddressedSqsEvent(body, sourceArn),
      anInvocation(),
    );
    expect(response.batchItemFailures).toEqual([]);
    const put = fakes.calls.flatMap(({ deliveries }) => deliveries);
    return { put: put.map(({ sourceArn: arn }) => arn), counters: fakes.reported[0]! };
  }

  test('goes to that one alone, and the others are not counted as filtered', async () => {
    const { put, counters } = await send(aTestEvent, aMapping().sourceArn);

    expect(put).toEqual([aMapping().sourceArn]);
    expect(counters).toMatchObject({
      entries: 1,
      accepted: 1,
      dropped: { noMapping: 0, filtered: 0 },
    });
  });

  test('reaches it with a test event whatever detail types it wants', async () => {
    expect((await send(aTestEvent, filtered.sourceArn)).put).toEqual([filtered.sourceArn]);
  });

  test('heeds its filter with any other event', async () => {
    const { put, counters } = await send(anEventBody(), filtered.sourceArn);

    expect(put).toEqual([]);
    expect(counters).toMatchObject({ entries: 0, dropped: { noMapping: 0, filtered: 1 } });
  });

  test('of another generator reaches nobody', async () => {
    const { put, counters } = await send(aTestEvent, foreign.sourceArn);

    expect(put).toEqual([]);
    expect(counters).toMatchObject({ entries: 0, dropped: { noMapping: 1, filtered: 0 } });
  });

  test('that was registered after its generator was looked up is found all the same', async () => {
    const fakes = fakeServices({ mappings: fakeMappingTable() });
    const mappings = cachedMappings(
      fakes.mappings,
      { ttlMs: 30_000, maxMappings: 10 },
      fakes.clock.now,
    );
    const handle = fanOutHandler({ ...fakes.services, mappings });
    await handle(anSqsEvent({ before: anEventBody() }), anInvocation());
    fakes.mappings.put(aMapping());
    await handle(anAddressedSqsEvent(aTestEvent, aMapping().sourceArn), anInvocation());

    expect(fakes.calls.flatMap(({ deliveries }) => deliveries)).toMatchObject([
      { sourceArn: aMapping().sourceArn },
    ]);
  });

  test('that does not exist, or is not an ARN, reaches nobody', async () => {
    expect((await send(aTestEvent, '')).put).toEqual([]);
    expect((await send(aTestEvent, aMapping().sourceArn.slice(0, -1))).counters).toMatchObject({
      entries: 0,
      dropped: { noMapping: 1 },
    });
  });

  test('comes back whole when the look-up fails, and is retried for that source alone', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(aMapping(), filtered),
      script: answerEach(refuse('ThrottlingException')),
    });
    const event = anAddressedSqsEvent(aTestEvent, filtered.sourceArn);
    fakes.mappings.failLookUpsOf('acct1/repo1');
    const first = await fanOutHandler(fakes.services)(event, anInvocation());
    expect(first.batchItemFailures).toHaveLength(1);

    fakes.mappings.failLookUpsOf();
    await fanOutHandler(fakes.services)(event, anInvocation());
    expect(fakes.retryQueue.messages).toHaveLength(1);
    expect(readRetryMessage(fakes.retryQueue.messages[0]!.body)).toMatchObject({
      delivery: { sourceArn: filtered.sourceArn },
    });
  });
});

test('a test event that addresses no source goes to every source of its generator', async () => {
  const mappings = fakeMappingTable(
    aMapping(),
    aMapping({ account: '222222222222', detailTypes: ['issue'] }),
    aMapping({ generator: 'acct2/repo1' }),
  );
  const { put, counters } = await run(
    { m: anEventBody({ detailType: testEventDetailType }) },
    { mappings },
  );

  expect(put.map(({ generator }) => generator)).toEqual(['acct1/repo1', 'acct1/repo1']);
  expect(counters).toMatchObject({ entries: 2, dropped: { noMapping: 0, filtered: 0 } });
});

describe('one bad thing never stops the others', () => {
  test('a poison message is dead-lettered as it came with its reason, its neighbours are delivered', async () => {
    const bodies = { bad: 'not JSON', good: anEventBody(), worse: '{"id":"\uD800"}' };
    const { eventDeadLetters, put, returned, counters } = await run(bodies);

    expect(eventDeadLetters.messages).toEqual([
      {
        body: 'not JSON',
        attributes: {
          reason: 'the body is not JSON from character 1 on',
          errorCode: 'invalidEvent',
        },
      },
      {
        body: bodies.worse,
        attributes: {
          reason: 'the body holds bytes that are not UTF-8',
          errorCode: 'invalidEvent',
        },
      },
    ]);
    expect(put).toHaveLength(1);
    expect(returned).toEqual([]);
    expect(counters).toMatchObject({ messages: 3, events: 1, deadLettered: { invalidEvent: 2 } });
  });

  test('a bad element of an array is dead-lettered alone', async () => {
    const body = JSON.stringify([anEventValue(), anEventValue({ id: 3 }), anEventValue()]);
    const { eventDeadLetters, put } = await run({ m: body });

    expect(put).toHaveLength(2);
    expect(eventDeadLetters.messages).toMatchObject([
      { attributes: { reason: 'event 2 of 3: "id" must be a string, not a number' } },
    ]);
  });

  test('an entry that is too large is dead-lettered with its sizes, its neighbours are delivered', async () => {
    const large = anEventBody({ id: 'large', detail: { text: 'ü'.repeat(131_072) } });
    const { calls, put, retryDeadLetters, counters } = await run({ a: anEventBody(), large });

    expect(calls).toHaveLength(1);
    expect(put).toMatchObject([{ event: { id: 'event-1' } }]);
    expect(counters.deadLettered.entryTooLarge).toBe(1);
    expect(retryDeadLetters.messages).toMatchObject([
      {
        attributes: {
          reason: 'the entry has 262414 bytes, EventBridge takes 262144',
          errorCode: 'entryTooLarge',
          attempts: '0',
        },
      },
    ]);
  });

  test('an entry of exactly the limit is sent', async () => {
    const frame = 257 + '"event/event-1"'.length;
    const text = 'x'.repeat(262_144 - frame);
    const { put } = await run({ m: anEventBody({ detail: { text } }) });

    expect(put).toMatchObject([{ sizeBytes: 262_144 }]);
  });

  test('a stage without the ids of events makes smaller entries', async () => {
    const { put } = await run({ m: anEventBody() }, { settings: { eventIdIn: 'none' } });
    const [delivery] = put;

    expect(delivery).not.toHaveProperty('idResource');
    expect(delivery!.sizeBytes).toBe(aDelivery().sizeBytes - '"event/event-1"'.length);
  });

  test('a throttled Region leaves the others alone', async () => {
    const mappings = fakeMappingTable(aMapping(), aMapping({ region: 'eu-west-1' }));
    const { retryQueue, counters, returned } = await run(
      { m: anEventBody() },
      {
        mappings,
        script: answerEach((delivery) =>
          delivery.region === 'us-east-1' ? refuse('ThrottlingException')() : accept(),
        ),
      },
    );

    expect(counters).toMatchObject({ accepted: 1, retried: 1 });
    expect(retryQueue.messages).toMatchObject([{ body: expect.stringContaining('us-east-1') }]);
    expect(returned).toEqual([]);
  });

  test('a generator whose look-up fails gives only its own messages back', async () => {
    const mappings = fakeMappingTable(aMapping());
    mappings.failLookUpsOf('acct9/dark');
    const dark = anEventBody({ generator: 'acct9/dark' });
    const mixed = JSON.stringify([anEventValue(), anEventValue({ generator: 'acct9/dark' }), 7]);
    const { returned, put, eventDeadLetters, counters } = await run(
      { good: anEventBody(), dark, mixed },
      { mappings },
    );

    expect(returned).toEqual(['dark', 'mixed']);
    expect(put).toHaveLength(1);
    expect(eventDeadLetters.messages).toEqual([]);
    expect(counters).toMatchObject({ messages: 1, events: 1, returned: 2 });
  });
});

describe('a failed entry', () => {
  test('waits on the retry queue, and its neighbours are not sent again', async () => {
    const { retryQueue, returned, calls } = await run(
      { m: bodyOf('one', 'two', 'three') },
      {
        script: answerEach(({ event }) =>
          event.id === 'two' ? refuse('InternalFailure')() : accept(),
        ),
      },
    );

    expect(calls).toHaveLength(1);
    expect(returned).toEqual([]);
    expect(retryQueue.messages).toHaveLength(1);
    expect(readRetryMessage(retryQueue.messages[0]!.body)).toMatchObject({
      delivery: { event: { id: 'two' }, attempts: 1, generation: 'generation-1' },
    });
  });

  test('whose source is gone retires the mapping, drops the event and counts it', async () => {
    const { mappings, counters, retryQueue, returned } = await run(
      { m: anEventBody() },
      { script: answerEach(refuse('EventBusNotFound')) },
    );

    expect(mappings.all()).toMatchObject([{ retirement: { reason: expect.any(String) } }]);
    expect(counters).toMatchObject({ retiredMappings: 1, dropped: { sourceGone: 1 } });
    expect(retryQueue.messages).toEqual([]);
    expect(returned).toEqual([]);
  });

  test('of a source that was registered again meanwhile retires nothing and is tried for the new registration', async () => {
    const mappings = fakeMappingTable(aMapping());
    const { retryQueue, counters } = await run(
      { m: anEventBody() },
      {
        mappings,
        script: async (call) => {
          mappings.put(aMapping({ generation: 'generation-2' }));
          return await answerEach(refuse('EventBusNotFound'))(call);
        },
      },
    );

    expect(mappings.all()).toEqual([aMapping({ generation: 'generation-2' })]);
    expect(counters).toMatchObject({ retiredMappings: 0, retried: 1, dropped: { sourceGone: 0 } });
    expect(retryQueue.messages).toHaveLength(1);
  });

  test('refused for good is dead-lettered at once, and can be redriven', async () => {
    const { retryDeadLetters, counters } = await run(
      { m: anEventBody() },
      { script: answerEach(refuse('MalformedDetail', 'detail is malformed')) },
    );

    expect(counters.deadLettered.rejected).toBe(1);
    expect(retryDeadLetters.messages).toMatchObject([
      { attributes: { errorCode: 'MalformedDetail', errorMessage: 'detail is malformed' } },
    ]);
    expect(readRetryMessage(retryDeadLetters.messages[0]!.body)).toHaveProperty('kind', 'delivery');
  });
});

describe('a message is acknowledged only when everything of it has a durable disposition', () => {
  test('a re-queue that fails gives that message back and no other', async () => {
    const { returned, counters } = await run(
      { a: bodyOf('one'), b: bodyOf('two'), c: bodyOf('three') },
      {
        retryQueue: fakeMessageQueue(({ body }) => body.includes('"two"')),
        script: answerEach(({ event }) =>
          event.id === 'one' ? accept() : refuse('ThrottlingException')(),
        ),
      },
    );

    expect(returned).toEqual(['b']);
    expect(counters).toMatchObject({ messages: 2, accepted: 1, retried: 1, returned: 1 });
  });

  test('a dead-letter queue that fails gives the message back, or what is no event of one that was delivered', async () => {
    const { returned, put, counters, eventsQueue } = await run(
      { bad: '7', mixed: JSON.stringify([anEventValue(), 7]), good: anEventBody() },
      { eventDeadLetters: fakeMessageQueue(refuseAll) },
    );

    expect(returned).toEqual(['bad']);
    expect(put).toHaveLength(2);
    expect(eventsQueue.messages).toMatchObject([{ body: '7' }]);
    expect(counters).toMatchObject({ deadLettered: { invalidEvent: 0 }, messages: 2, returned: 1 });
  });

  test('a retry dead-letter queue that fails gives the message back', async () => {
    const { returned } = await run(
      { m: anEventBody() },
      {
        retryDeadLetters: fakeMessageQueue(refuseAll),
        script: answerEach(refuse('MalformedDetail')),
      },
    );

    expect(returned).toEqual(['m']);
  });

  test('every message comes back when every queue fails, and nothing is thrown', async () => {
    const { returned } = await run(
      { a: '7', b: anEventBody() },
      {
        eventDeadLetters: fakeMessageQueue(refuseAll),
        retryQueue: fakeMessageQueue(refuseAll),
        script: answerEach(refuse('ThrottlingException')),
      },
    );

    expect(returned).toEqual(['a', 'b']);
  });
});

describe('the activity of sources', () => {
  test('is written down with their mappings, the last of each', async () => {
    const { mappings } = await run(
      { a: bodyOf('one', 'two'), b: bodyOf('three') },
      {
        script: answerEach(({ event }) =>
          event.id === 'three' ? refuse('ThrottlingException', 'slow down')() : accept(),
        ),
      },
    );

    const time = '2026-11-21T19:00:00.000Z';
    expect(mappings.notes).toHaveLength(1);
    expect(mappings.all()).toMatchObject([
      {
        lastAcceptedEvent: { id: 'two', detailType: 'push', acceptedAt: time },
        lastError: { code: 'ThrottlingException', message: 'slow down', time },
      },
    ]);
  });

  test('is remembered from batch to batch', async () => {
    const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()) });
    const handler = fanOutHandler(fakes.services);
    await handler(anSqsEvent({ a: bodyOf('one') }), anInvocation());
    await handler(anSqsEvent({ b: bodyOf('two') }), anInvocation());
    expect(fakes.mappings.notes).toMatchObject([{ lastAcceptedEvent: { id: 'one' } }]);

    fakes.clock.advance(60_000);
    await handler(anSqsEvent({ c: bodyOf('three') }), anInvocation());
    expect(fakes.mappings.all()).toMatchObject([{ lastAcceptedEvent: { id: 'three' } }]);
  });

  test('never fails the batch when it cannot be written down', async () => {
    const mappings = fakeMappingTable(aMapping());
    mappings.failNotes();
    const { returned, counters, log } = await run({ m: anEventBody() }, { mappings });

    expect(returned).toEqual([]);
    expect(counters).toMatchObject({ messages: 1, accepted: 1 });
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });
});

describe('when time runs out', () => {
  test('a message that was not begun goes back unchanged', async () => {
    const { returned, calls, retryQueue, counters } = await run(
      { m: anEventBody() },
      { remainingMs: 8_400 },
    );

    expect(returned).toEqual(['m']);
    expect(calls).toEqual([]);
    expect(retryQueue.messages).toEqual([]);
    expect(counters).toMatchObject({ messages: 0, events: 0, returned: 1 });
  });

  test('a message that was started in part is not read again: the rest waits, without an attempt', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(aMapping()),
      settings: { maxEntries: 1, maxCallsInFlightPerRegion: 1 },
      script: (call) => {
        fakes.clock.advance(51_600);
        return answerEach(accept)(call);
      },
    });
    const response = await fanOutHandler(fakes.services)(
      anSqsEvent({ started: bodyOf('one', 'two'), untouched: bodyOf('three') }),
      anInvocation(60_000),
    );

    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'untouched' }]);
    expect(fakes.calls).toHaveLength(1);
    expect(fakes.retryQueue.messages).toHaveLength(1);
    expect(readRetryMessage(fakes.retryQueue.messages[0]!.body)).toMatchObject({
      delivery: { event: { id: 'two' }, attempts: 0 },
    });
    expect(fakes.reported).toMatchObject([{ messages: 1, accepted: 1, retried: 1, returned: 1 }]);
  });

  test('what is no event of it waits with it, to be dead-lettered once', async () => {
    const body = JSON.stringify([anEventValue({ id: 'good' }), 7]);
    const first = await run({ m: body }, { remainingMs: 8_400 });
    expect(first.returned).toEqual(['m']);
    expect(first.eventDeadLetters.messages).toEqual([]);

    const second = await run({ m: body });
    expect(second.returned).toEqual([]);
    expect(second.eventDeadLetters.messages).toHaveLength(1);
    expect(second.counters).toMatchObject({ accepted: 1, deadLettered: { invalidEvent: 1 } });
  });

  test('an entry too large to send waits with its message', async () => {
    const large = anEventValue({ id: 'large', detail: { text: 'x'.repeat(300_000) } });
    const { returned, retryQueue, retryDeadLetters } = await run(
      { m: JSON.stringify([large, anEventValue({ id: 'good' })]) },
      { remainingMs: 100 },
    );

    expect(returned).toEqual(['m']);
    expect(retryDeadLetters.messages).toEqual([]);
    expect(retryQueue.messages).toEqual([]);
  });
});

describe('the batch', () => {
  test('that is empty is no trouble', async () => {
    const { returned, calls, counters } = await run({});

    expect(returned).toEqual([]);
    expect(calls).toEqual([]);
    expect(counters).toMatchObject({ messages: 0 });
  });

  test('is reported once', async () => {
    expect((await run({ m: anEventBody() })).reported).toHaveLength(1);
  });

  test('keeps the order of events for each source', async () => {
    const ids = Array.from({ length: 45 }, (_, index) => `event-${index}`);
    const bodies = Object.fromEntries(ids.map((id) => [id, anEventBody({ id })]));
    const { put } = await run(bodies);

    expect(put.map(({ event }) => event.id)).toEqual(ids);
  });

  test('no log line has contents of an event', async () => {
    const bodies = {
      good: anEventBody({ detail: { secret: 'sesame' } }),
      bad: anEventBody({ id: ['sesame'] }),
    };
    const { log } = await run(bodies, { script: answerEach(refuse('MalformedDetail', 'sesame')) });

    expect(JSON.stringify(log.lines)).not.toContain('sesame');
  });
});

/** Two messages of two entries each, put one entry a call; the fourth call is never answered. */
async function runUntilFourthCall() {
  const mappings = fakeMappingTable(
    aMapping({ account: '111111111111' }),
    aMapping({ account: '222222222222' }),
  );
  const settings = { maxEntries: 1, maxCallsInFlightPerRegion: 1 };
  const fakes = fakeServices({ mappings, settings });
  const put: typeof fakes.services.put = async (...call) => {
    const answer = await fakes.services.put(...call);
    if (fakes.calls.length === 4) await new Promise(() => undefined);
    return answer;
  };
  const bodies = { a: anEventBody({ id: 'a' }), b: anEventBody({ id: 'b' }) };
  void fanOutHandler({ ...fakes.services, put })(anSqsEvent(bodies), anInvocation());
  await new Promise(setImmediate);
  return fakes;
}

test('a process that dies in a batch repeats no message whose entries were all accepted', async () => {
  const { calls, deleted } = await runUntilFourthCall();

  expect(calls).toHaveLength(4);
  expect(deleted).toEqual(['a']);
});

test('a message is deleted while the activity of its source is noted', async () => {
  const { deleted, returned } = await run({ a: bodyOf('1', '2'), b: bodyOf('3') });

  expect(deleted).toEqual(['a', 'b']);
  expect(returned).toEqual([]);
});

test('a batch of one request deletes nothing when nothing else is left: its response does', async () => {
  const { services, deleted } = fakeServices({ mappings: fakeMappingTable(aMapping()) });
  const handle = fanOutHandler(services);
  await handle(anSqsEvent({ first: anEventBody() }), anInvocation());
  await handle(anSqsEvent({ second: anEventBody() }), anInvocation());

  expect(deleted).toEqual(['first']);
});

test('a message whose entry waits on the retry queue is deleted while the batch goes on', async () => {
  const bodies = { a: bodyOf('throttled'), b: bodyOf('other') };
  const large = JSON.stringify(
    Array.from({ length: 1_000 }, (_, id) => anEventValue({ id: `${id}` })),
  );
  const throttle = refuse('ThrottlingException');
  const fakes = fakeServices({
    mappings: fakeMappingTable(aMapping()),
    settings: { maxCallsInFlightPerRegion: 1 },
    script: (call) => {
      fakes.clock.advance(100);
      return answerEach(({ event }) => (event.id === 'throttled' ? throttle() : accept()))(call);
    },
  });
  await fanOutHandler(fakes.services)(anSqsEvent({ ...bodies, large }), anInvocation());

  expect(fakes.retryQueue.messages).toHaveLength(1);
  expect(fakes.deleted).toEqual(['b', 'a', 'large']);
});

test('a message that SQS gives twice into a batch is delivered once', async () => {
  const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()) });
  const { Records: once } = anSqsEvent({ m: anEventBody() });
  const { Records: again } = anSqsEvent({ m: anEventBody() });
  const response = await fanOutHandler(fakes.services)(
    { Records: [...once, ...again] },
    anInvocation(),
  );

  expect(response.batchItemFailures).toEqual([]);
  expect(fakes.calls.flatMap(({ deliveries }) => deliveries)).toHaveLength(1);
});
