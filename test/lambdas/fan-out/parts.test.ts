import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import { maxMessageBytes } from '../../../lambdas/domain/dead-letter.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import { aMapping, anEventValue } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable, type FakeMappingTable } from '../../support/fake-mapping-table.ts';
import {
  fakeMessageQueue,
  refuseAll,
  type FakeMessageQueue,
} from '../../support/fake-message-queue.ts';
import { accept, answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEventOf } from '../../support/sqs-builders.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const { maxDeliveriesPerMessage } = standardSettings.delivery;

const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'];

function customers(count: number, detailTypes?: readonly string[]): Mapping[] {
  return Array.from({ length: count }, (_, index) =>
    aMapping({
      account: String(index).padStart(12, '0'),
      region: regions[index % regions.length]!,
      ...(detailTypes && { detailTypes }),
    }),
  );
}

const eventsOf = (count: number, fields = {}) =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => anEventValue({ id: `e${index}`, ...fields })),
  );

interface RunOptions {
  readonly callMs: number;
  readonly batchSize: number;
  readonly callsInFlight: number;
  readonly maxDeliveries: number;
  readonly onBatch: (table: FakeMappingTable) => void;
  readonly eventsQueue: FakeMessageQueue;
}

/**
 * Runs messages and all their parts until nothing is left, each batch of some of them in an invocation
 * of its own; `callMs` is how long each call takes.
 */
async function runAll(
  mappings: readonly Mapping[],
  messages: readonly Pick<OutgoingMessage, 'body' | 'attributes'>[],
  {
    callMs = 0,
    batchSize = 10,
    callsInFlight = 16,
    maxDeliveries = maxDeliveriesPerMessage,
    onBatch,
    eventsQueue = fakeMessageQueue(),
  }: Partial<RunOptions> = {},
) {
  const deliveredTo = new Map<string, number>();
  const fakes = fakeServices({
    mappings: fakeMappingTable(...mappings),
    eventsQueue,
    settings: {
      maxCallsInFlightPerRegion: callsInFlight,
      maxDeliveriesPerMessage: maxDeliveries,
    },
    script: (call) => {
      fakes.clock.advance(callMs / callsInFlight);
      for (const { event, sourceArn } of call.deliveries) {
        const pair = `${event.id} ${sourceArn}`;
        deliveredTo.set(pair, (deliveredTo.get(pair) ?? 0) + 1);
      }
      return answerEach(accept)(call);
    },
  });
  const handle = fanOutHandler(fakes.services);
  let waiting = [...messages];
  let invocations = 0;
  while (waiting.length > 0 && invocations < 1_000) {
    const batch = waiting.slice(0, batchSize);
    waiting = waiting.slice(batchSize);
    invocations += 1;
    const event = anSqsEventOf(batch);
    onBatch?.(fakes.mappings);
    const { batchItemFailures } = await handle(event, anInvocation());
    const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    waiting.push(...batch.filter((_, index) => returned.has(event.Records[index]!.messageId)));
    waiting.push(...fakes.eventsQueue.messages.splice(0));
  }
  for (const { body } of fakes.retryQueue.messages) {
    const read = readRetryMessage(body);
    if (read.kind !== 'delivery') throw new Error('no retry message');
    const pair = `${read.delivery.event.id} ${read.delivery.sourceArn}`;
    deliveredTo.set(pair, (deliveredTo.get(pair) ?? 0) + 1);
  }
  return { ...fakes, deliveredTo, invocations };
}

const times = (deliveredTo: ReadonlyMap<string, number>) => new Set(deliveredTo.values());

describe('a message of more deliveries than one invocation is to make', () => {
  test('is divided, and every delivery is made once: 42 events for 1,000 customers', async () => {
    const { deliveredTo, reported } = await runAll(customers(1_000), [{ body: eventsOf(42) }]);

    expect(deliveredTo.size).toBe(42_000);
    expect(times(deliveredTo)).toEqual(new Set([1]));
    const sum = (count: (counters: (typeof reported)[number]) => number) =>
      reported.reduce((total, counters) => total + count(counters), 0);
    expect(sum(({ events }) => events)).toBe(42);
    expect(sum(({ entries }) => entries)).toBe(42_000);
    expect(sum(({ accepted }) => accepted)).toBe(42_000);
  });

  test('of one event is divided by its sources', async () => {
    const { deliveredTo, invocations } = await runAll(
      customers(2 * maxDeliveriesPerMessage + 1),
      [{ body: eventsOf(1) }],
      { batchSize: 1 },
    );

    expect(deliveredTo.size).toBe(2 * maxDeliveriesPerMessage + 1);
    expect(times(deliveredTo)).toEqual(new Set([1]));
    // One divides, and three deliver.
    expect(invocations).toBe(4);
  });

  test('has its filtered deliveries counted once', async () => {
    const { reported } = await runAll(
      [...customers(3_000), ...customers(3_100, ['issues']).slice(3_000)],
      [{ body: eventsOf(2) }],
      { batchSize: 1 },
    );

    expect(reported.reduce((sum, { dropped }) => sum + dropped.filtered, 0)).toBe(200);
    expect(reported.reduce((sum, { events }) => sum + events, 0)).toBe(2);
  });

  test('of one event for 50,000 customers is divided in one step, and no look-up reads them all', async () => {
    const all = customers(50_000);
    const { deliveredTo, invocations, mappings } = await runAll(all, [{ body: eventsOf(1) }], {
      batchSize: 1,
    });

    expect(deliveredTo.size).toBe(50_000);
    expect(times(deliveredTo)).toEqual(new Set([1]));
    // One looks at the first mappings and counts the others, and 25 read their part.
    expect(invocations).toBe(1 + 25);
    expect(mappings.lookUps).toHaveLength(1 + 25);
    expect(mappings.counts).toHaveLength(26);
  }, 60_000);

  test('that was divided by its sources counts its filtered deliveries once', async () => {
    const all = [...customers(4_500), ...customers(4_700, ['issues']).slice(4_500)];
    const { reported, deliveredTo } = await runAll(all, [{ body: eventsOf(2) }], { batchSize: 1 });

    expect(deliveredTo.size).toBe(9_000);
    expect(reported.reduce((sum, { dropped }) => sum + dropped.filtered, 0)).toBe(400);
    expect(reported.reduce((sum, { dropped }) => sum + dropped.noMapping, 0)).toBe(0);
    expect(reported.reduce((sum, { events }) => sum + events, 0)).toBe(2);
  });

  test('that was divided by its sources goes to a source once that is registered meanwhile', async () => {
    const late = [1, 2_500, 9_999].map((account) =>
      aMapping({ account: `${String(account).padStart(11, '0')}5`, region: regions[0]! }),
    );
    let batches = 0;
    const onBatch = (table: FakeMappingTable) => {
      batches += 1;
      if (batches === 2) for (const mapping of late) table.put(mapping);
    };
    const { deliveredTo } = await runAll(customers(5_000), [{ body: eventsOf(1) }], {
      batchSize: 1,
      onBatch,
    });

    expect(times(deliveredTo)).toEqual(new Set([1]));
    expect(deliveredTo.size).toBeGreaterThanOrEqual(5_000);
    expect(deliveredTo.size).toBeLessThanOrEqual(5_003);
    // Its range was not begun: the last one is open.
    expect(deliveredTo.has(`e0 ${late[2]!.sourceArn}`)).toBe(true);
  });

  test('that was divided by its sources comes again whole when none of its parts can be sent', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(...customers(5_000)),
      eventsQueue: fakeMessageQueue(refuseAll),
    });
    const { batchItemFailures } = await fanOutHandler(fakes.services)(
      anSqsEventOf([{ body: eventsOf(1) }]),
      anInvocation(),
    );

    expect(batchItemFailures).toHaveLength(1);
    expect(fakes.calls).toEqual([]);
    expect(fakes.reported).toMatchObject([{ events: 0, entries: 0 }]);
  });

  test('that was divided by its sources sends those parts again that the queue refused at first', async () => {
    let refusals = 0;
    const eventsQueue = fakeMessageQueue(() => {
      refusals += 1;
      return refusals === 2;
    });
    const { deliveredTo, invocations } = await runAll(customers(5_000), [{ body: eventsOf(1) }], {
      batchSize: 1,
      eventsQueue,
    });

    expect(deliveredTo.size).toBe(5_000);
    expect(times(deliveredTo)).toEqual(new Set([1]));
    expect(invocations).toBe(4);
  });

  test('is delivered whole when its parts cannot be sent', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(...customers(1_000)),
      eventsQueue: fakeMessageQueue(refuseAll),
    });
    const { batchItemFailures } = await fanOutHandler(fakes.services)(
      anSqsEventOf([{ body: eventsOf(5) }]),
      anInvocation(),
    );

    expect(batchItemFailures).toEqual([]);
    expect(fakes.reported).toMatchObject([{ events: 5, entries: 5_000, accepted: 5_000 }]);
  });

  test('goes on in its parts for the source that its attribute addresses', async () => {
    const [one] = customers(1);
    const { deliveredTo } = await runAll(customers(3_000), [
      { body: eventsOf(3), attributes: { sourceArn: one!.sourceArn } },
    ]);

    expect([...deliveredTo.keys()]).toEqual(
      ['e0', 'e1', 'e2'].map((id) => `${id} ${one!.sourceArn}`),
    );
  });
});

describe('what is left of a message that was begun', () => {
  test('is done by later invocations and not again: a Region that takes a second for each call', async () => {
    const messages = Array.from({ length: 20 }, (_, index) => ({
      body: JSON.stringify(anEventValue({ id: `m${index}` })),
    }));
    const { deliveredTo, invocations } = await runAll(customers(1_500), messages, {
      callMs: 1_000,
      batchSize: 20,
    });

    expect(deliveredTo.size).toBe(30_000);
    expect(times(deliveredTo)).toEqual(new Set([1]));
    expect(invocations).toBeGreaterThan(1);
  });

  test('keeps its time, which is that of the queue when it has none', async () => {
    const body = JSON.stringify(anEventValue({ time: undefined }));
    const { calls } = await runAll(customers(2 * maxDeliveriesPerMessage), [{ body }]);
    const timesPut = new Set(
      calls.flatMap(({ deliveries }) => deliveries.map((d) => d.event.time)),
    );

    expect(timesPut).toEqual(new Set(['2026-11-21T19:00:00.000Z']));
  });
});

describe('one thing that cannot be written down', () => {
  test('goes back by itself, and repeats none of its neighbours', async () => {
    const throttled = customers(20)[7]!.sourceArn;
    const fakes = fakeServices({
      mappings: fakeMappingTable(...customers(20)),
      retryQueue: fakeMessageQueue(refuseAll),
      script: answerEach(({ sourceArn }) =>
        sourceArn === throttled ? refuse('ThrottlingException')() : accept(),
      ),
    });
    const { batchItemFailures } = await fanOutHandler(fakes.services)(
      anSqsEventOf([{ body: eventsOf(1) }]),
      anInvocation(),
    );

    expect(batchItemFailures).toEqual([]);
    expect(fakes.reported).toMatchObject([{ accepted: 19, retried: 0 }]);
    expect(fakes.eventsQueue.messages).toMatchObject([{ attributes: { sourceArn: throttled } }]);
  });

  test('gives its message back when no queue takes it', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(...customers(2)),
      retryQueue: fakeMessageQueue(refuseAll),
      eventsQueue: fakeMessageQueue(refuseAll),
      script: answerEach(refuse('ThrottlingException')),
    });
    const { batchItemFailures } = await fanOutHandler(fakes.services)(
      anSqsEventOf([{ body: eventsOf(1) }]),
      anInvocation(),
    );

    expect(batchItemFailures).toHaveLength(1);
  });
});

test('an event as long as SQS takes one, by white space, fits a part: it is rewritten', async () => {
  const body = `${' '.repeat(1_048_576 - 300)}${JSON.stringify(anEventValue())}`.padEnd(1_048_576);
  const { deliveredTo, eventsQueue } = await runAll(customers(maxDeliveriesPerMessage + 1), [
    { body },
  ]);

  expect(times(deliveredTo)).toEqual(new Set([1]));
  expect(deliveredTo.size).toBe(maxDeliveriesPerMessage + 1);
  expect(eventsQueue.refused).toEqual([]);
});

test('a part that is no part of ours is dead-lettered with its reason', async () => {
  const { eventDeadLetters, calls } = await runAll(customers(1), [
    { body: eventsOf(1), attributes: { part: '{"queuedAtMs":"soon"}' } },
  ]);

  expect(calls).toEqual([]);
  expect(eventDeadLetters.messages).toMatchObject([
    { attributes: { reason: expect.stringContaining('"part"') } },
  ]);
});

test('parts fit SQS: events of a whole message and the attributes are divided again', async () => {
  const filling = 'x'.repeat(1_040);
  const body = eventsOf(897, { detail: { filling } });
  expect(Buffer.byteLength(body)).toBeGreaterThan(maxMessageBytes - 100);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(maxMessageBytes);
  const sent: OutgoingMessage[] = [];
  const fakes = fakeServices({
    mappings: fakeMappingTable(...customers(3)),
    settings: { maxCallsInFlightPerRegion: 1 },
    eventsQueue: fakeMessageQueue((message) => {
      sent.push(message);
      return false;
    }),
    script: (call) => {
      fakes.clock.advance(30_000);
      return answerEach(accept)(call);
    },
  });
  const { batchItemFailures } = await fanOutHandler(fakes.services)(
    anSqsEventOf([{ body }]),
    anInvocation(),
  );

  expect(batchItemFailures).toEqual([]);
  for (const message of sent) {
    const attributes = Object.entries(message.attributes ?? {})
      .flat()
      .join('').length;
    expect(Buffer.byteLength(message.body) + attributes + 100).toBeLessThanOrEqual(maxMessageBytes);
  }
});

test('whatever a message holds and wherever time ends, each delivery is made once or waits', async () => {
  const history = fc.record({
    customers: fc.integer({ min: 1, max: 700 }),
    messages: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
    callMs: fc.integer({ min: 0, max: 9_000 }),
    callsInFlight: fc.integer({ min: 1, max: 8 }),
    batchSize: fc.integer({ min: 1, max: 6 }),
    maxDeliveries: fc.constantFrom(maxDeliveriesPerMessage, 300, 90),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ customers: count, messages, ...options }) => {
      const bodies = messages.map((events, index) => ({
        body: JSON.stringify(
          Array.from({ length: events }, (_, event) => anEventValue({ id: `m${index} e${event}` })),
        ),
      }));
      const { deliveredTo } = await runAll(customers(count), bodies, options);
      const events = messages.reduce((sum, one) => sum + one, 0);

      expect(deliveredTo.size).toBe(events * count);
      expect(times(deliveredTo)).toEqual(new Set([1]));
    }),
    { numRuns: propertyRuns(30) },
  );
}, 60_000);

describe('what is no event keeps the sources that its message was for', () => {
  test.each([
    [{ part: '{"queuedAtMs":1,"after":"arn:a","newer":1}' }],
    [{ part: '{"queuedAtMs":1,"after":"arn:a"}' }],
    [{ sourceArn: 'arn:one' }],
  ])('on its dead letter: %j', async (attributes) => {
    const { services, eventDeadLetters } = fakeServices();
    const event = anSqsEventOf([{ body: '{"id":"x"}', attributes }]);
    await fanOutHandler(services)(event, anInvocation());

    expect(eventDeadLetters.messages).toMatchObject([{ attributes }]);
  });

  test('on the events queue, when the dead-letter queue does not take it', async () => {
    const { sourceArn } = aMapping();
    const { services, eventsQueue } = fakeServices({
      mappings: fakeMappingTable(aMapping()),
      eventDeadLetters: fakeMessageQueue(refuseAll),
    });
    const body = `[${JSON.stringify(anEventValue())},7]`;
    const event = anSqsEventOf([{ body, attributes: { sourceArn } }]);
    await fanOutHandler(services)(event, anInvocation());

    expect(eventsQueue.messages).toMatchObject([{ body: '7', attributes: { sourceArn } }]);
  });
});
