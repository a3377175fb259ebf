import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { MappingTable, MessageQueue } from '../../lambdas/ports/delivery.ts';
import { writeRetryMessage } from '../../lambdas/domain/retry-message.ts';
import type { DeliverSettings } from '../../lambdas/delivery/deliver.ts';
import { fanOutHandler, type FanOutServices } from '../../lambdas/fan-out/handler.ts';
import { retryHandler } from '../../lambdas/retry/handler.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { aDelivery, aDomainEvent, aMapping, anEventValue } from '../support/domain-builders.ts';
import { testSettings } from '../support/delivery-services.ts';
import { fakeHistorySink } from '../support/fake-history-sink.ts';
import { countAmong, liveAmong } from '../support/live-mappings.ts';
import { fakeLog } from '../support/fake-log.ts';
import { anSqsEventOf } from '../support/sqs-builders.ts';
import { virtualClock } from '../../tools/simulators/virtual-clock.ts';
import { propertyRuns } from '../support/property-runs.ts';

const invocationMs = 60_000;
// Of calls that have no time of their own: the adapters give up that soon.
const deletionMs = 1_000;
const noteMs = 2_000;

interface Latencies {
  readonly lookUpMs: number;
  readonly putMs: number;
  readonly retireMs: number;
  readonly sendMs: number;
  readonly noteMs: number;
  /** Of the history; there is none where it is absent. */
  readonly recordMs?: number | undefined;
  /** Which entries are answered how. */
  readonly answers: 'accepted' | 'throttled' | 'sourceGone' | 'mixed';
  readonly seed: number;
  /** Of calls to Regions that are not as the others. */
  readonly putMsOf?: Readonly<Record<string, number>>;
}

/** Ports that take their time, each call up to what it is given, and fail when that is too little. */
function slowWorld(
  latencies: Latencies,
  mappingsOf: (generator: string) => number,
  settings: Partial<DeliverSettings> = {},
) {
  const time = virtualClock();
  const put = new Map<string, number>();
  const recorded = new Map<string, number>();
  const mappings = new Map<string, ReturnType<typeof aMapping>[]>();
  const take = async (milliseconds: number, timeoutMs: number) => {
    expect(timeoutMs).toBeGreaterThan(0);
    await time.sleep(Math.min(milliseconds, timeoutMs));
    return milliseconds <= timeoutMs;
  };
  const mappingsIn = (generator: string) => {
    const known = mappings.get(generator);
    if (known !== undefined) return known;
    const made = Array.from({ length: mappingsOf(generator) }, (_, index) =>
      aMapping({
        generator,
        account: String(index).padStart(12, '0'),
        region: regionOf(generator) ?? (index % 3 === 0 ? 'eu-west-1' : 'us-east-1'),
      }),
    );
    mappings.set(generator, made);
    return made;
  };
  const table: MappingTable = {
    async findLive(generator, { timeoutMs = Infinity, ...options } = {}) {
      if (!(await take(latencies.lookUpMs, timeoutMs))) throw new Error('too slow');
      return liveAmong(mappingsIn(generator), generator, options);
    },
    async countLive(generator, { timeoutMs = Infinity, ...options } = {}) {
      if (!(await take(latencies.lookUpMs, timeoutMs))) throw new Error('too slow');
      return countAmong(mappingsIn(generator), generator, options);
    },
    async retire(_, __, { timeoutMs = Infinity } = {}) {
      if (!(await take(latencies.retireMs, timeoutMs))) throw new Error('too slow');
      return 'retired';
    },
    async noteActivity() {
      if (!(await take(latencies.noteMs, noteMs))) throw new Error('too slow');
      return 'noted';
    },
  };
  const queue: MessageQueue = {
    async send(messages, { timeoutMs = Infinity } = {}) {
      if (timeoutMs <= 0) return messages.map(() => false);
      const batches = Math.ceil(messages.length / 160);
      const isInTime = await take(latencies.sendMs * batches, timeoutMs);
      if (isInTime) {
        for (const { body } of messages) recorded.set(body, (recorded.get(body) ?? 0) + 1);
      }
      return messages.map(() => isInTime);
    },
  };
  let calls = 0;
  const services: FanOutServices = {
    cloudEvents: standardSettings.cloudEvents,
    mappings: table,
    async put(region, deliveries, timeoutMs) {
      calls += 1;
      const isInTime = await take(latencies.putMsOf?.[region] ?? latencies.putMs, timeoutMs);
      if (!isInTime) return { kind: 'failed', failure: { code: 'TimeoutError', message: '' } };
      const results = deliveries.map(({ event, sourceArn }, index) => {
        const word = latencies.answers;
        const kind = word === 'mixed' ? ((calls + index + latencies.seed) % 4) - 1 : -2;
        if (word === 'throttled' || kind === 0) return { ErrorCode: 'ThrottlingException' };
        if (word === 'sourceGone' || kind === 1) return { ErrorCode: 'EventBusNotFound' };
        const pair = `${event.id} ${sourceArn}`;
        put.set(pair, (put.get(pair) ?? 0) + 1);
        return { EventId: 'taken' };
      });
      return { kind: 'answered', results };
    },
    async deleteMessages() {
      await take(latencies.sendMs, deletionMs);
    },
    retryQueue: queue,
    retryDeadLetters: queue,
    eventDeadLetters: queue,
    eventsQueue: queue,
    settings: {
      ...testSettings,
      callTimeoutMs: 3_000,
      maxCallsInFlightPerRegion: 14,
      ...settings,
    },
    log: fakeLog(),
    now: time.now,
    sleep: time.sleep,
    history:
      latencies.recordMs === undefined
        ? undefined
        : fakeHistorySink({ recordMs: latencies.recordMs, storeMs: latencies.recordMs, time }),
    random: () => 0.5,
    report: () => undefined,
  };
  return { time, services, put };
}

/** A generator such as `acct1/in/eu-west-1` has all its customers in one Region. */
function regionOf(generator: string): string | undefined {
  return /\/in\/(.*)$/.exec(generator)?.[1];
}

const quick: Latencies = {
  lookUpMs: 5,
  putMs: 20,
  retireMs: 10,
  sendMs: 10,
  noteMs: 5,
  answers: 'accepted',
  seed: 0,
};

/** One invocation of the fan-out function with a message for each list of events. */
async function fanOutOnce(
  latencies: Latencies,
  mappingsOf: (generator: string) => number,
  messages: readonly (readonly Record<string, unknown>[])[],
) {
  const { time, services, put } = slowWorld(latencies, mappingsOf);
  const event = anSqsEventOf(messages.map((events) => ({ body: JSON.stringify(events) })));
  const beganMs = time.now();
  const remaining = { getRemainingTimeInMillis: () => beganMs + invocationMs - time.now() };
  const { batchItemFailures } = await time.runUntil(fanOutHandler(services)(event, remaining));
  const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return {
    tookMs: time.now() - beganMs,
    returned: event.Records.flatMap(({ messageId }, index) =>
      returned.has(messageId) ? [index] : [],
    ),
    put,
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the fan-out function ends in its time', () => {
  test('with a message of 420 events for 1,000 customers, and gives nothing back', async () => {
    const events = numbers(420).map((event) => anEventValue({ id: `m0 e${event}` }));
    const { tookMs, returned, put } = await fanOutOnce(quick, () => 1_000, [events]);

    expect(tookMs).toBeLessThan(invocationMs);
    expect(returned).toEqual([]);
    // All of it went back to the queue in parts.
    expect(put.size).toBe(0);
  });

  test.each([5, 1_000, 1_600, 4_000])(
    'with an event for 50,000 customers and a table that takes %d ms for each call, and gives nothing back',
    async (lookUpMs) => {
      const latencies = { ...quick, lookUpMs };
      const events = [anEventValue({ id: 'm0 e0' })];
      const { tookMs, returned, put } = await fanOutOnce(latencies, () => 50_000, [events]);

      expect(tookMs).toBeLessThan(invocationMs / 2);
      expect(returned).toEqual([]);
      expect(put.size).toBe(0);
    },
  );

  test('with 250 look-ups that fail slowly, and relays what was looked up', async () => {
    const known = [[anEventValue({ id: 'known', generator: 'acct1/known' })]];
    const unknown = numbers(250).map((index) => [
      anEventValue({ generator: `acct1/repo${index}` }),
    ]);
    const world = slowWorld({ ...quick, lookUpMs: 9_000 }, () => 1);
    const mappings: MappingTable = {
      ...world.services.mappings,
      async findLive(generator, options) {
        if (generator === 'acct1/known') return [aMapping({ generator })];
        await world.services.mappings.findLive(generator, options);
        throw new Error('too slow');
      },
    };
    const bodies = [...known, ...unknown].map((events) => ({ body: JSON.stringify(events) }));
    const endMs = world.time.now() + invocationMs;
    const remaining = { getRemainingTimeInMillis: () => endMs - world.time.now() };
    const handle = fanOutHandler({ ...world.services, mappings });
    const { batchItemFailures } = await world.time.runUntil(
      handle(anSqsEventOf(bodies), remaining),
    );

    expect(world.time.now()).toBeLessThan(endMs);
    expect(batchItemFailures).toHaveLength(250);
    expect(world.put.size).toBe(1);
  });

  test('with 2,000 sources that are gone, and a table that takes a second for each', async () => {
    const events = [anEventValue({ id: 'm0 e0' })];
    const latencies = { ...quick, retireMs: 1_000, answers: 'sourceGone' } as const;
    const { tookMs, returned } = await fanOutOnce(latencies, () => 2_000, [events]);

    expect(tookMs).toBeLessThan(invocationMs);
    expect(returned).toEqual([]);
  });
});

test('a Region that takes a second for each call gives back no message of another: 20 messages of 1,000 deliveries, and 100 of one', async () => {
  const slow = numbers(20).map((message) => [
    anEventValue({ id: `slow${message}`, generator: 'acct1/in/us-east-1' }),
  ]);
  const healthy = numbers(100).map((message) => [
    anEventValue({ id: `healthy${message}`, generator: 'acct2/in/eu-west-1' }),
  ]);
  const { returned, put, tookMs } = await fanOutOnce(
    { ...quick, putMsOf: { 'us-east-1': 1_000 } },
    (generator) => (generator.startsWith('acct1') ? 1_000 : 1),
    [...slow, ...healthy],
  );

  expect(tookMs).toBeLessThan(invocationMs);
  expect(returned.filter((index) => index >= slow.length)).toEqual([]);
  expect([...put.keys()].filter((pair) => pair.startsWith('healthy'))).toHaveLength(100);
});

const ms = (max: number) => fc.oneof(fc.integer({ min: 1, max }), fc.constantFrom(1, max));

const latenciesArbitrary: fc.Arbitrary<Latencies> = fc.record({
  lookUpMs: ms(20_000),
  putMs: ms(10_000),
  retireMs: ms(10_000),
  sendMs: ms(400),
  noteMs: ms(5_000),
  recordMs: fc.option(ms(10_000), { nil: undefined }),
  answers: fc.constantFrom('accepted', 'throttled', 'sourceGone', 'mixed'),
  seed: fc.nat(3),
});

test('whatever each port takes, an invocation of the fan-out function ends in its time, and what it put is not put again', async () => {
  const batch = fc.record({
    latencies: latenciesArbitrary,
    messages: fc.integer({ min: 1, max: 60 }),
    events: fc.integer({ min: 1, max: 20 }),
    customers: fc.integer({ min: 0, max: 300 }),
    // Fewer than an event has customers: it is divided by them.
    maxDeliveriesPerMessage: fc.constantFrom(2_000, 2_000, 100, 7),
  });
  await fc.assert(
    fc.asyncProperty(batch, async ({ latencies, messages, events, customers, ...settings }) => {
      const { time, services, put } = slowWorld(latencies, () => customers, settings);
      const bodies = Array.from({ length: messages }, (_, index) => ({
        body: JSON.stringify(
          Array.from({ length: events }, (__, event) =>
            anEventValue({ id: `m${index} e${event}`, generator: `acct1/repo${index}` }),
          ),
        ),
      }));
      const event = anSqsEventOf(bodies);
      const endMs = time.now() + invocationMs;
      const remaining = { getRemainingTimeInMillis: () => endMs - time.now() };
      const { batchItemFailures } = await time.runUntil(fanOutHandler(services)(event, remaining));

      expect(time.now()).toBeLessThanOrEqual(endMs);
      const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const begun = new Set(Array.from(put.keys(), (pair) => pair.split(' ', 1)[0]));
      for (const [index, { messageId }] of event.Records.entries()) {
        expect(begun.has(`m${index}`) && returned.has(messageId)).toBe(false);
      }
      expect(new Set(put.values()).size).toBeLessThanOrEqual(1);
    }),
    {
      numRuns: propertyRuns(30),
      // The history took all of its time, and 680 deliveries that were not begun had too little left.
      examples: [
        [
          {
            latencies: { ...quick, lookUpMs: 1, putMs: 1_182, sendMs: 400, recordMs: 4_201 },
            messages: 29,
            events: 18,
            customers: 38,
            maxDeliveriesPerMessage: 2_000,
          },
        ],
      ],
    },
  );
}, 120_000);

test('whatever each port takes, an invocation of the retry function ends in its time, and what it put is not put again', async () => {
  const batch = fc.record({
    latencies: latenciesArbitrary,
    messages: fc.integer({ min: 1, max: 1_000 }),
    generators: fc.integer({ min: 1, max: 1_000 }),
  });
  await fc.assert(
    fc.asyncProperty(batch, async ({ latencies, messages, generators }) => {
      const { time, services, put } = slowWorld(latencies, () => 1);
      const bodies = Array.from({ length: messages }, (_, index) => {
        const generator = `acct1/repo${index % generators}`;
        const { sourceArn, sourceName, region } = aMapping({
          generator,
          account: '000000000000',
          region: 'eu-west-1',
        });
        const event = aDomainEvent({ id: `e${index}`, generator });
        const delivery = aDelivery({ event, generator, sourceArn, sourceName, region });
        return { body: writeRetryMessage(delivery) };
      });
      const event = anSqsEventOf(bodies);
      const endMs = time.now() + invocationMs;
      const remaining = { getRemainingTimeInMillis: () => endMs - time.now() };
      const { batchItemFailures } = await time.runUntil(retryHandler(services)(event, remaining));

      expect(time.now()).toBeLessThanOrEqual(endMs);
      const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const isPut = new Set(Array.from(put.keys(), (pair) => pair.split(' ', 1)[0]));
      const putAndReturned = event.Records.filter(
        ({ messageId }, index) => isPut.has(`e${index}`) && returned.has(messageId),
      );
      expect(putAndReturned).toEqual([]);
    }),
    { numRuns: propertyRuns(20) },
  );
}, 120_000);
