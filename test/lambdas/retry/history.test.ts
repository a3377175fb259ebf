import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import type { LookUpOptions } from '../../../lambdas/ports/delivery.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { readRetryMessage, writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { retryHandler } from '../../../lambdas/retry/handler.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { aDelivery, aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeHistorySink, type FakeHistoryOptions } from '../../support/fake-history-sink.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent, anSqsEventOf } from '../../support/sqs-builders.ts';

type Overrides = NonNullable<Parameters<typeof fakeServices>[0]>;
type Options = Overrides & { readonly sink?: FakeHistoryOptions };

const ago = (milliseconds: number) => new Date(testNowMs - milliseconds).toISOString();
const active = { state: 'ACTIVE', lastCheckedAt: ago(60_000) } as const;
const retirement = { reason: 'it expired', retiredAt: ago(60_000) };
const pausedAt = ago(60_000);
const throttled = { script: answerEach(refuse('ThrottlingException')) };
const tried = { attempts: 3, firstAttemptAtMs: testNowMs - 9_000 };

async function run(
  batch: ReturnType<typeof anSqsEvent>,
  { sink: behaviour = {}, ...overrides }: Options = {},
) {
  const time = virtualClock();
  const sink = fakeHistorySink({ ...behaviour, time });
  const fakes = fakeServices({
    mappings: fakeMappingTable(aMapping(active)),
    history: sink,
    ...overrides,
  });
  const handle = retryHandler({ ...fakes.services, now: time.now, sleep: time.sleep });
  const { batchItemFailures } = await time.runUntil(handle(batch, anInvocation()));
  const returned = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const put = fakes.calls.flatMap(({ deliveries }) => deliveries);
  return { ...fakes, sink, returned, put, counters: fakes.reported[0]! };
}

const waiting = (fields: Partial<Delivery> = {}) =>
  anSqsEvent({ m: writeRetryMessage(aDelivery(fields)) });
const only = (fields: Partial<Mapping>) => ({ mappings: fakeMappingTable(aMapping(fields)) });

describe('the history of the retry queue', () => {
  test('has a row for the last outcome, with all attempts', async () => {
    const accepted = await run(waiting(tried));
    const refused = await run(waiting(tried), { script: answerEach(refuse('MalformedDetail')) });

    expect(accepted.sink.rows()).toMatchObject([{ outcome: 'accepted', attempts: 4 }]);
    expect(refused.sink.rows()).toMatchObject([
      { outcome: 'deadLettered', reason: 'rejected', attempts: 4 },
    ]);
  });

  test('has none for a failure in between, which is acknowledged all the same', async () => {
    const { sink, returned, counters } = await run(waiting(tried), throttled);

    expect(sink.records).toEqual([]);
    expect(returned).toEqual([]);
    expect(counters).toMatchObject({ retried: 1, historyRowsLost: 0 });
  });

  test('has one for the first failure of a delivery that was postponed without an attempt', async () => {
    const { sink } = await run(waiting(), throttled);

    expect(sink.rows()).toMatchObject([{ outcome: 'waiting', attempts: 1, trigger: 'live' }]);
  });

  test('says what caused a delivery, and its next message says so too', async () => {
    const { sink, retryQueue, put } = await run(
      waiting({ trigger: 'replay', replay: 'r-1' }),
      throttled,
    );

    expect(put).toMatchObject([{ idResource: 'replay/r-1/event/event-1' }]);
    expect(sink.rows()).toMatchObject([{ trigger: 'replay', replay: 'r-1' }]);
    expect(readRetryMessage(retryQueue.messages[0]!.body)).toMatchObject({
      delivery: { trigger: 'replay', replay: 'r-1' },
    });
  });

  test('knows a redriven delivery, which begins with a first outcome again', async () => {
    const dead = { body: writeRetryMessage(aDelivery(tried)), attributes: { reason: 'too old' } };
    const { sink } = await run(anSqsEventOf([dead]), throttled);

    expect(sink.rows()).toMatchObject([{ outcome: 'waiting', attempts: 1, trigger: 'redrive' }]);
  });
});

describe('a waiting delivery is held', () => {
  test.each<[string, Options, object]>([
    ['for a paused source', only({ ...active, pausedAt }), { reason: 'paused', attempts: 3 }],
    ['for a retired source', only({ ...active, retirement }), { reason: 'retired', attempts: 3 }],
    [
      'whose source is gone',
      { script: answerEach(refuse('EventBusNotFound')) },
      { reason: 'sourceGone', attempts: 4 },
    ],
  ])('%s', async (_, options, row) => {
    const { sink, returned, counters } = await run(waiting(tried), options);

    expect(returned).toEqual([]);
    expect(counters.dropped.sourceGone).toBe(0);
    expect(sink.records).toMatchObject([
      { row: { outcome: 'held', ...row }, event: { id: 'event-1' } },
    ]);
  });

  test('and waits on, if the history does not take it', async () => {
    const { returned, put, counters } = await run(waiting(tried), {
      ...only({ ...active, pausedAt }),
      sink: { refuses: () => true },
    });

    expect(returned).toEqual(['m']);
    expect(put).toEqual([]);
    expect(counters).toMatchObject({ held: { paused: 0 }, historyRowsLost: 0 });
  });

  test('only once a fresh look-up has found that nobody has registered or resumed', async () => {
    const mappings = fakeMappingTable(aMapping({ ...active, retirement }));
    const table = {
      ...mappings,
      findLive: async (generator: string, options?: LookUpOptions) => {
        if (options?.isFresh === true) mappings.put(aMapping(active));
        return await mappings.findLive(generator, options);
      },
    };
    const { counters } = await run(waiting(tried), { mappings: table });

    expect(counters).toMatchObject({ accepted: 1, held: { retired: 0 } });
  });

  test('unless it is a test event', async () => {
    const event = aDomainEvent({ detailType: testEventDetailType });
    const retired = await run(waiting({ event }), only({ ...active, retirement }));
    const paused = await run(waiting({ event }), only({ ...active, pausedAt }));

    expect(retired.counters).toMatchObject({ dropped: { sourceGone: 1 }, held: { retired: 0 } });
    expect(paused.counters).toMatchObject({ accepted: 1, held: { paused: 0 } });
  });

  test('unless its registration was deleted', async () => {
    const { counters, sink } = await run(waiting(), { mappings: fakeMappingTable() });

    expect(counters.dropped.sourceGone).toBe(1);
    expect(sink.records).toEqual([]);
  });
});

describe('what the customer skips', () => {
  const skipBefore = new Date(testNowMs).toISOString();

  test('is not sent, has a row, and is counted', async () => {
    const { sink, put, returned, counters } = await run(
      waiting({ ...tried, queuedAtMs: testNowMs - 1 }),
      only({ ...active, skipBefore }),
    );

    expect(put).toEqual([]);
    expect(returned).toEqual([]);
    expect(counters.dropped).toMatchObject({ skipped: 1, sourceGone: 0 });
    expect(sink.rows()).toMatchObject([{ outcome: 'skipped', attempts: 3 }]);
  });

  test('is no longer what is queued later', async () => {
    const { put } = await run(waiting(tried), only({ ...active, skipBefore }));

    expect(put).toHaveLength(1);
  });

  test('is skipped without a history too, and of a paused source', async () => {
    const { counters } = await run(waiting({ queuedAtMs: testNowMs - 1 }), {
      ...only({ ...active, skipBefore, pausedAt }),
      history: undefined,
    });

    expect(counters.dropped.skipped).toBe(1);
  });
});
