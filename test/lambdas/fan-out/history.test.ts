import type { SQSEvent } from 'aws-lambda';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readDomainEvent } from '../../../lambdas/domain/read-domain-event.ts';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import type { LookUpOptions } from '../../../lambdas/ports/delivery.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeServices, testSettings } from '../../support/delivery-services.ts';
import { anEventBody, anEventValue, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeHistorySink, type FakeHistoryOptions } from '../../support/fake-history-sink.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { refuseAll, fakeMessageQueue } from '../../support/fake-message-queue.ts';
import { accept, answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anAddressedSqsEvent, anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';

type Overrides = NonNullable<Parameters<typeof fakeServices>[0]>;
type Options = Overrides & { readonly sink?: FakeHistoryOptions };

const ago = (milliseconds: number) => new Date(testNowMs - milliseconds).toISOString();
const active = { state: 'ACTIVE', lastCheckedAt: ago(60_000) } as const;
const retirement = { reason: 'it expired', retiredAt: ago(60_000) };
const pausedAt = ago(60_000);
const gone = refuse('EventBusNotFound', 'no such bus');

function isBatch(batch: Record<string, string> | SQSEvent): batch is SQSEvent {
  return 'Records' in batch;
}

async function run(
  batch: Record<string, string> | SQSEvent,
  { sink: behaviour = {}, ...overrides }: Options = {},
) {
  const time = virtualClock();
  const sink = fakeHistorySink({ ...behaviour, time });
  const fakes = fakeServices({
    mappings: fakeMappingTable(aMapping(active)),
    history: sink,
    ...overrides,
  });
  const services = { ...fakes.services, now: time.now, sleep: time.sleep };
  const event = isBatch(batch) ? batch : anSqsEvent(batch);
  const answer = fanOutHandler(services)(event, anInvocation());
  const { batchItemFailures } = await time.runUntil(answer);
  const returned = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const put = fakes.calls.flatMap(({ deliveries }) => deliveries);
  return { ...fakes, sink, time, returned, put, counters: fakes.reported[0]! };
}

const only = (fields: Partial<Mapping>) => ({ mappings: fakeMappingTable(aMapping(fields)) });

describe('the history of a batch', () => {
  test('has a row for the first outcome of each delivery', async () => {
    const mappings = fakeMappingTable(
      aMapping(active),
      aMapping({ account: '222222222222', ...active }),
      aMapping({ account: '333333333333', state: 'PENDING', lastCheckedAt: ago(0) }),
      aMapping({ account: '444444444444', ...active }),
    );
    const failures: Record<string, () => object> = {
      '2222': refuse('ThrottlingException'),
      '4444': refuse('MalformedDetail', 'no'),
    };
    const script = answerEach(({ sourceName }) =>
      (failures[sourceName.slice(-4)] ?? (() => ({ EventId: 'eb-1' })))(),
    );
    const { sink, returned } = await run({ m: anEventBody() }, { mappings, script });

    expect(returned).toEqual([]);
    expect(sink.rows()).toMatchObject([
      { outcome: 'accepted', eventBridgeId: 'eb-1', state: 'ACTIVE', trigger: 'live', attempts: 1 },
      { outcome: 'accepted', eventBridgeId: 'eb-1', state: 'PENDING' },
      { outcome: 'waiting', attempts: 1, failure: { code: 'ThrottlingException' } },
      { outcome: 'deadLettered', reason: 'rejected', failure: { code: 'MalformedDetail' } },
    ]);
    expect(sink.records.every(({ tenant, event }) => tenant === 'acct1' && event)).toBe(true);
  });

  test('has an event’s text as its vendor wrote it, which means the same again', async () => {
    const { time: _, ...untimed } = anEventValue({ detail: { price: 1 } });
    const spaced = JSON.stringify(untimed).replace('{"price":1}', '{ "price": 1.0 }');
    const bodies = { one: spaced.replace('"id":', ' "\\u0069d" : '), two: anEventBody() };
    const { sink } = await run(bodies);

    expect(sink.records.map(({ text }) => text)).toEqual(Object.values(bodies));
    for (const { event, text, row } of sink.records) {
      const read = readDomainEvent(text!, row.queuedAtMs);
      expect(read).toEqual({ kind: 'event', event });
    }
  });

  test('says of the last accepted event whether anybody was listening', async () => {
    const { mappings } = await run(
      { m: anEventBody() },
      only({ state: 'PENDING', createdAt: ago(0) }),
    );

    expect(mappings.all()).toMatchObject([{ lastAcceptedEvent: { state: 'PENDING' } }]);
  });

  test('holds nothing up and repeats nothing when it refuses rows, which are counted', async () => {
    const { put, returned, counters } = await run(
      { a: anEventBody({ id: 'a' }), b: anEventBody({ id: 'b' }) },
      { sink: { refuses: () => true } },
    );

    expect(put).toHaveLength(2);
    expect(returned).toEqual([]);
    expect(counters).toMatchObject({ accepted: 2, historyRowsLost: 2, returned: 0 });
  });

  test('costs no delivery and no time-out when it hangs', async () => {
    const bodies = Array.from({ length: 2_000 }, (_, index) => [`m${index}`, anEventBody()]);
    const { put, returned, counters, time } = await run(Object.fromEntries(bodies), {
      sink: { recordMs: Infinity, storeMs: Infinity },
    });

    expect(put).toHaveLength(2_000);
    expect(returned).toEqual([]);
    expect(counters).toMatchObject({ accepted: 2_000, historyRowsLost: 2_000 });
    expect(time.now() - testNowMs).toBeLessThan(30_000);
  });

  test('waits ten seconds at the most for a store of texts that hangs, which is counted', async () => {
    const detail = { text: 'x'.repeat(200_000) };
    const events = Array.from({ length: 10 }, (_, index) =>
      anEventValue({ id: `e${index}`, detail }),
    );
    const { returned, counters, time } = await run(
      { m: JSON.stringify(events) },
      { sink: { storeMs: Infinity } },
    );

    expect(returned).toEqual([]);
    expect(counters).toMatchObject({ accepted: 10, historyBodiesLost: 10, historyRowsLost: 0 });
    expect(time.now() - testNowMs).toBe(10_000);
  });

  test('has no row for an event that no queue took: it comes again', async () => {
    const { sink, returned } = await run(
      { m: anEventBody() },
      {
        script: answerEach(refuse('ThrottlingException')),
        retryQueue: fakeMessageQueue(refuseAll),
      },
    );

    expect(returned).toEqual(['m']);
    expect(sink.records).toEqual([]);
  });

  test('keeps the texts of a large batch apart, those of events that nobody wants left out', async () => {
    const detail = { text: 'x'.repeat(200_000) };
    const events = Array.from({ length: 10 }, (_, index) =>
      anEventValue({ id: `e${index}`, detail, ...(index < 1 && { generator: 'acct1/nobody' }) }),
    );
    const { sink } = await run({ m: JSON.stringify(events) });

    expect(sink.kept.map((kept) => kept.map(({ id }) => id))).toEqual([
      events.slice(1).map(({ id }) => id),
    ]);
    expect(sink.rows().map(({ body }) => body?.key)).toEqual(Array(9).fill('bodies'));
    expect(sink.records.some(({ event }) => event !== undefined)).toBe(false);
  });

  test.each<[string, Options]>([
    ['few', {}],
    [
      'of types without contents',
      { settings: { history: { ...testSettings.history, withoutBody: new Set(['push']) } } },
    ],
    [
      'of the mode “exceptions”',
      { settings: { history: { ...testSettings.history, rows: 'exceptions' } } },
    ],
  ])('does not keep texts apart that are %s', async (what, options) => {
    const detail = { text: 'x'.repeat(what === 'few' ? 150_000 : 200_000) };
    const { sink } = await run(
      { m: JSON.stringify(Array.from({ length: 10 }, () => anEventValue({ detail }))) },
      options,
    );

    expect(sink.kept).toEqual([]);
  });
});

describe('an event is held', () => {
  test.each<[string, Options, string]>([
    ['for a paused source', only({ ...active, pausedAt }), 'paused'],
    ['for a source that was retired within a week', only({ ...active, retirement }), 'retired'],
    ['whose source EventBridge does not know any more', { script: answerEach(gone) }, 'sourceGone'],
  ])('%s', async (_, options, reason) => {
    const { sink, returned, counters, put } = await run({ m: anEventBody() }, options);

    expect(put).toHaveLength(reason === 'sourceGone' ? 1 : 0);
    expect(returned).toEqual([]);
    expect(counters.held).toMatchObject({ [reason]: 1 });
    expect(counters.dropped).toEqual({ noMapping: 0, filtered: 0, sourceGone: 0, skipped: 0 });
    expect(sink.records).toMatchObject([
      { row: { outcome: 'held', reason }, event: { id: 'event-1' } },
    ]);
  });

  test('by nobody else’s trouble: the other sources receive it', async () => {
    const mappings = fakeMappingTable(
      aMapping({ ...active, pausedAt }),
      aMapping({ ...active, account: '222222222222' }),
    );
    const { put, counters } = await run({ m: anEventBody() }, { mappings });

    expect(put).toMatchObject([{ sourceName: expect.stringContaining('222222222222') }]);
    expect(counters).toMatchObject({ accepted: 1, held: { paused: 1 } });
  });

  test('only if the source wants its detail type', async () => {
    const { sink, counters } = await run(
      { m: anEventBody() },
      only({ pausedAt, detailTypes: ['issue'] }),
    );

    expect(counters).toMatchObject({ dropped: { filtered: 1 }, held: { paused: 0 } });
    expect(sink.records).toEqual([]);
  });

  test.each<[string, Options, Partial<{ noMapping: number; sourceGone: number }>]>([
    [
      'was retired longer ago than contents are kept',
      only({ retirement: { ...retirement, retiredAt: ago(8 * 86_400_000) } }),
      { noMapping: 1 },
    ],
    [
      'was retired, where there is no history',
      { ...only({ retirement }), history: undefined },
      { noMapping: 1 },
    ],
    [
      'is gone, where there is no history',
      { script: answerEach(gone), history: undefined },
      { sourceGone: 1 },
    ],
  ])('not if its source %s', async (_, options, dropped) => {
    const { returned, counters } = await run({ m: anEventBody() }, options);

    expect(returned).toEqual([]);
    expect(counters.dropped).toMatchObject(dropped);
    expect(counters.held).toEqual({ paused: 0, retired: 0, sourceGone: 0 });
  });

  test('not after an administrator’s DELETE, even if a call was under way', async () => {
    const mappings = fakeMappingTable(aMapping(active));
    const script = answerEach(() => {
      mappings.items.delete(aMapping());
      return gone();
    });
    const { counters } = await run({ m: anEventBody() }, { mappings, script });

    expect(counters).toMatchObject({ dropped: { sourceGone: 1 }, held: { sourceGone: 0 } });
  });

  test('a paused source without a history receives it', async () => {
    const { put } = await run({ m: anEventBody() }, { ...only({ pausedAt }), history: undefined });

    expect(put).toHaveLength(1);
  });

  test('and comes again, alone, if the history does not take it', async () => {
    const mappings = fakeMappingTable(
      aMapping({ ...active, pausedAt }),
      aMapping({ ...active, account: '222222222222' }),
    );
    const { eventsQueue, returned, put, counters } = await run(
      { m: anEventBody() },
      { mappings, sink: { refuses: ({ row }) => row.outcome === 'held' } },
    );

    expect(put).toHaveLength(1);
    expect(returned).toEqual([]);
    expect(eventsQueue.messages).toMatchObject([
      { attributes: { sourceArn: aMapping().sourceArn } },
    ]);
    expect(counters).toMatchObject({ accepted: 1, held: { paused: 0 } });
  });

  test('goes back by itself beside something that is no event, and repeats no delivery', async () => {
    const mappings = fakeMappingTable(
      aMapping({ ...active, pausedAt }),
      aMapping({ account: '222222222222', ...active }),
    );
    const body = `[${anEventBody()},{"no":"event"}]`;
    const { eventsQueue, eventDeadLetters, returned, put } = await run(
      { m: body },
      { mappings, sink: { refuses: ({ row }) => row.outcome === 'held' } },
    );

    expect(put).toHaveLength(1);
    expect(returned).toEqual([]);
    expect(eventsQueue.messages).toHaveLength(1);
    expect(eventDeadLetters.messages).toHaveLength(1);
  });

  test('and its message comes again if nothing else came of it', async () => {
    const { returned } = await run(
      { m: anEventBody() },
      { ...only({ pausedAt }), sink: { refuses: () => true } },
    );

    expect(returned).toEqual(['m']);
  });
});

describe('a test event', () => {
  const body = anEventBody({ detailType: testEventDetailType });
  const test1 = anAddressedSqsEvent(body, aMapping().sourceArn);

  test('goes to a paused source: it shows what would happen after the pause', async () => {
    const { put, sink } = await run(test1, only({ ...active, pausedAt }));

    expect(put).toHaveLength(1);
    expect(sink.rows()).toMatchObject([{ outcome: 'accepted', trigger: 'test' }]);
  });

  test('is dropped for a source that is retired or gone, and not kept for later', async () => {
    const retired = await run(test1, only({ retirement }));
    const unknown = await run(test1, { script: answerEach(gone) });

    for (const { counters, sink } of [retired, unknown]) {
      expect(counters.dropped.sourceGone).toBe(1);
      expect(sink.records).toEqual([]);
    }
    expect(retired.put).toEqual([]);
  });

  test('finds a registration that is newer than what was remembered', async () => {
    const mappings = fakeMappingTable(aMapping({ retirement }));
    const table = {
      ...mappings,
      findLive: async (generator: string, options?: LookUpOptions) => {
        if (options?.isFresh === true) mappings.put(aMapping(active));
        return await mappings.findLive(generator, options);
      },
    };
    const { put } = await run(test1, { mappings: table });

    expect(put).toHaveLength(1);
  });
});

test('nothing is lost, and nothing acknowledged before its row is recorded or counted as lost', async () => {
  const states: Partial<Mapping>[] = [active, { ...active, pausedAt }, { ...active, retirement }];
  const anyMessage = fc.record({
    source: fc.nat(2),
    answer: fc.constantFrom('accept', 'throttle', 'reject', 'gone'),
    isRefused: fc.boolean(),
  });
  const anyBatch = fc.array(anyMessage, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      anyBatch,
      fc.constantFrom(0, 300, 6_000, Infinity),
      async (given, recordMs) => {
        const mappings = fakeMappingTable(
          ...states.map((fields, index) => aMapping({ generator: `acct1/${index}`, ...fields })),
        );
        const answers = {
          accept,
          throttle: refuse('ThrottlingException'),
          reject: refuse('MalformedDetail'),
          gone,
        };
        const bodies = given.map(({ source }, index) => [
          String(index),
          anEventBody({ id: String(index), generator: `acct1/${source}` }),
        ]);
        const time = virtualClock();
        const sink = fakeHistorySink({
          recordMs,
          time,
          refuses: ({ row }) => given[Number(row.eventId)]!.isRefused,
        });
        const fakes = fakeServices({
          mappings,
          history: sink,
          script: answerEach(({ event }) => answers[given[Number(event.id)]!.answer]()),
        });
        const isKnown = (id: string) =>
          [...sink.records, ...sink.refused].some(({ row }) => row.eventId === id);
        const handle = fanOutHandler({
          ...fakes.services,
          now: time.now,
          sleep: time.sleep,
          async deleteMessages(messages) {
            for (const { messageId } of messages) expect(isKnown(messageId)).toBe(true);
          },
        });
        const response = await time.runUntil(
          handle(anSqsEvent(Object.fromEntries(bodies)), anInvocation()),
        );
        const returned = response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
        const counters = fakes.reported[0]!;

        expect(time.now() - testNowMs).toBeLessThan(59_000);
        const recorded = new Set(sink.rows().map(({ eventId }) => eventId));
        const { accepted, retried, deadLettered, dropped, held, historyRowsLost } = counters;
        const heldCount = held.paused + held.retired + held.sourceGone;
        expect(accepted + retried + deadLettered.rejected + heldCount + returned.length).toBe(
          given.length,
        );
        expect(dropped.sourceGone).toBe(0);
        // What comes again is held for want of a row; everything else has its row, or one that was counted.
        for (const id of returned) expect(recorded.has(id)).toBe(false);
        expect(recorded.size + historyRowsLost + returned.length).toBe(given.length);
      },
    ),
  );
});
