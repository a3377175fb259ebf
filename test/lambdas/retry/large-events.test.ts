import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { retryHandler } from '../../../lambdas/retry/handler.ts';
import { fakeServices, testSettings } from '../../support/delivery-services.ts';
import { aDelivery, aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeHistorySink } from '../../support/fake-history-sink.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { fakePayloads, type FakePayloads } from '../../support/fake-payloads.ts';
import { answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';

type Overrides = NonNullable<Parameters<typeof fakeServices>[0]>;

const dayMs = 24 * 60 * 60_000;
const detailJson = '{"text":"ü 語 😀","number":300.0}';
const tooLarge = JSON.stringify({ text: 'x'.repeat(testSettings.maxEntryBytes) });

/** The retry function with a payload bucket, in which a detail may be; `waiting` makes the messages. */
async function run(
  waiting: (payloads: FakePayloads) => readonly Delivery[],
  { arrange, ...overrides }: Overrides & { readonly arrange?: (one: FakePayloads) => void } = {},
) {
  const fakes = fakeServices({
    mappings: fakeMappingTable(aMapping()),
    payloads: (time) => fakePayloads({ time }),
    ...overrides,
  });
  const payloads = fakes.payloads!;
  const bodies = waiting(payloads).map((one, index) => [`m${index}`, writeRetryMessage(one)]);
  arrange?.(payloads);
  const answer = retryHandler(fakes.services)(
    anSqsEvent(Object.fromEntries(bodies)),
    anInvocation(),
  );
  const { batchItemFailures } = await fakes.clock.runUntil(answer);
  const put = fakes.calls.flatMap(({ deliveries }) => deliveries);
  return {
    ...fakes,
    payloads,
    put,
    counters: fakes.reported[0]!,
    returned: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    stubs: put.map(({ stubJson }) => stubJson && JSON.parse(stubJson)),
  };
}

/** A delivery whose event's detail is in the bucket. */
function referring(
  payloads: FakePayloads,
  expiresAt = new Date(testNowMs + dayMs).toISOString(),
): Delivery {
  const reference = { ...payloads.upload('acct1', 'one', detailJson), expiresAt };
  const event = aDomainEvent({ detailJson: '{"action":"opened"}', reference });
  return aDelivery({ event });
}

describe('a delivery by reference', () => {
  test('is sent with a stub that leads to the detail, byte for byte', async () => {
    const { stubs, payloads, returned, counters } = await run((bucket) => [referring(bucket)]);

    expect(returned).toEqual([]);
    expect(stubs).toMatchObject([{ action: 'opened', payload_size_bytes: 37 }]);
    expect(payloads.fetch(stubs[0].payload_url)).toBe(detailJson);
    expect(payloads.looks).toEqual([]);
    expect(counters).toMatchObject({ accepted: 1, storedPayloads: 0, payloadsNotStored: 0 });
  });

  test('has a link of the mapping’s present generation', async () => {
    const mappings = fakeMappingTable(aMapping({ generation: 'newer' }));
    const { stubs } = await run((bucket) => [referring(bucket)], { mappings });

    const token = stubs[0].payload_url.split('/').at(-1);
    expect(JSON.parse(Buffer.from(token, 'base64url').toString())).toContain('newer');
  });

  test('waits again by reference after another failure', async () => {
    const script = answerEach(refuse('ThrottlingException'));
    const { retryQueue } = await run((bucket) => [referring(bucket)], { script });

    expect(JSON.parse(retryQueue.messages[0]!.body).event).toMatchObject({
      detail: { action: 'opened' },
      detailReference: { expiresAt: expect.any(String) },
    });
    expect(retryQueue.messages[0]!.body).not.toContain('payload_url');
  });

  test('is a dead letter once its detail is not kept any more', async () => {
    const { put, counters, retryDeadLetters, returned } = await run((bucket) => [
      referring(bucket, '2026-11-21T18:59:59.999Z'),
    ]);

    expect([put, returned]).toEqual([[], []]);
    expect(counters.deadLettered.payloadWrong).toBe(1);
    expect(retryDeadLetters.messages[0]!.attributes).toMatchObject({
      errorCode: 'payloadWrong',
      reason: 'the detail of the event was kept until 2026-11-21T18:59:59.999Z',
    });
  });

  test('is a dead letter for a stage that relays none any more', async () => {
    const bucket = fakePayloads({ time: { now: () => testNowMs, sleep: async () => {} } });
    const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()) });
    await retryHandler(fakes.services)(
      anSqsEvent({ m: writeRetryMessage(referring(bucket)) }),
      anInvocation(),
    );

    expect(fakes.calls).toEqual([]);
    expect(fakes.reported[0]!.deadLettered.payloadWrong).toBe(1);
    expect(fakes.retryDeadLetters.messages[0]!.attributes!['reason']).toMatch(/largeEvents.relay/);
  });

  test.each(['missing', 'out'] as const)(
    'is tried again later while the key for links is %s, and the others are sent',
    async (links) => {
      const { put, returned, counters, retryQueue } = await run(
        (one) => [referring(one), aDelivery()],
        {
          arrange: ({ state }) => {
            state.links = links;
          },
        },
      );

      expect(returned).toEqual([]);
      expect(put).toHaveLength(1);
      expect(counters).toMatchObject({ payloadsNotStored: 1, messages: 2, retried: 1 });
      expect(JSON.parse(retryQueue.messages[0]!.body)).toMatchObject({
        attempts: aDelivery().attempts + 1,
        lastError: { code: 'PayloadUnreachable', message: 'no links can be made' },
        event: { detailReference: { expiresAt: expect.any(String) } },
      });
    },
  );

  test('is a dead letter with its reason when no link could be made in all its time', async () => {
    const { retryDeadLetters, counters } = await run(
      (one) => [{ ...referring(one), firstAttemptAtMs: testNowMs - 2 * dayMs }],
      {
        arrange: ({ state }) => {
          state.links = 'missing';
        },
      },
    );

    expect(counters.deadLettered.tooOld).toBe(1);
    expect(retryDeadLetters.messages[0]!.attributes).toMatchObject({
      reason: 'not accepted within 24 hours',
      errorCode: 'PayloadUnreachable',
    });
  });

  test('is held by reference for a paused source', async () => {
    const history = fakeHistorySink();
    const pausedAt = new Date(testNowMs).toISOString();
    const mappings = fakeMappingTable(aMapping({ pausedAt }));
    await run((bucket) => [referring(bucket)], { history, mappings });

    expect(history.records).toMatchObject([
      { row: { outcome: 'held' }, event: { reference: { sizeBytes: 37 } } },
    ]);
  });

  test('that is skipped needs no link', async () => {
    const skipBefore = new Date(testNowMs + 1).toISOString();
    const mappings = fakeMappingTable(aMapping({ skipBefore }));
    const { counters, payloads } = await run((bucket) => [referring(bucket)], { mappings });

    expect(counters.dropped.skipped).toBe(1);
    expect(payloads.opened).toEqual([]);
  });
});

describe('a delivery whose entry is too large by now', () => {
  const event = aDomainEvent({ detailJson: tooLarge });

  test('is stored, once for all that wait of the same event', async () => {
    const mappings = fakeMappingTable(aMapping(), aMapping({ account: '222222222222' }));
    const waiting = () =>
      mappings
        .all()
        .map(({ sourceArn, sourceName }) => aDelivery({ event, sourceArn, sourceName }));
    const { stubs, payloads, counters } = await run(waiting, { mappings });

    expect(stubs.map(({ payload_url: url }) => payloads.fetch(url))).toEqual([tooLarge, tooLarge]);
    expect(payloads.puts).toHaveLength(1);
    expect(counters.storedPayloads).toBe(1);
  });

  test('is tried again later while it cannot be stored', async () => {
    const { put, returned, counters, retryQueue } = await run(() => [aDelivery({ event })], {
      arrange: ({ state }) => {
        state.isOut = true;
      },
    });

    expect([put, returned]).toEqual([[], []]);
    expect(counters.payloadsNotStored).toBe(1);
    expect(JSON.parse(retryQueue.messages[0]!.body).lastError.code).toBe('PayloadUnreachable');
  });

  test('is a dead letter where it is too large without its detail', async () => {
    const resources = Array.from({ length: 200 }, () => 'r'.repeat(2_000));
    const { counters } = await run(() => [aDelivery({ event: aDomainEvent({ resources }) })]);

    expect(counters.deadLettered.entryTooLarge).toBe(1);
  });

  test('is a dead letter for a stage that relays none', async () => {
    const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()) });
    await retryHandler(fakes.services)(
      anSqsEvent({ m: writeRetryMessage(aDelivery({ event })) }),
      anInvocation(),
    );

    expect(fakes.reported[0]!.deadLettered.entryTooLarge).toBe(1);
  });
});

test('a batch of small deliveries asks for nothing', async () => {
  const { payloads, put } = await run(() => [aDelivery()]);

  expect(put).toHaveLength(1);
  expect(payloads.opened).toEqual([]);
});
