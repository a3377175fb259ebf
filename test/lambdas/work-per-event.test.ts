import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../emulator/faults/random.ts';
import { bodyMemory } from '../../lambdas/aws/body-memory.ts';
import { bodyJoiner } from '../../lambdas/aws/entries-body.ts';
import { escapeJson } from '../../lambdas/aws/escape-json.ts';
import { keptEntries } from '../../lambdas/aws/kept-entries.ts';
import { sdkSendingCalls } from '../../lambdas/aws/calls/sdk-queue-calls.ts';
import { sqsQueue } from '../../lambdas/aws/sqs-queue.ts';
import { cachedMappings } from '../../lambdas/delivery/cached-mappings.ts';
import { deploymentsFor } from '../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import type { HistorySink } from '../../lambdas/ports/history.ts';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { pack } from '../../lambdas/domain/pack.ts';
import { fanOutHandler } from '../../lambdas/fan-out/handler.ts';
import { countCalls } from '../support/count-calls.ts';
import { fakeServices, testSettings } from '../support/delivery-services.ts';
import { aMapping } from '../support/domain-builders.ts';
import { fakeHistorySink } from '../support/fake-history-sink.ts';
import { fakeLog } from '../support/fake-log.ts';
import { fakeMappingTable } from '../support/fake-mapping-table.ts';
import { accept, refuse, type PutScript } from '../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent } from '../support/sqs-builders.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

// Counts of what 10,000 events make the fan-out function do: the same on every machine, however busy.

const events = 10_000;
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
/** 122 customers of 40 generators. */
const customers = customersOf(40, 122);
const generatorsWithout = 10;
/** Of a hundred entries, one is throttled. */
const throttled = 0.01;

type Counts = Readonly<Record<string, number>>;

/** Today's figures; a change may add a twentieth, and what costs more than that is to be seen here. */
const today: Counts = {
  entries: 27_568,
  'PutPartnerEvents calls': 1_385,
  'look-ups in the table': 50,
  'notes of activity': 288,
  'SendMessageBatch calls': 31,
  'DeleteMessageBatch calls': 791,
  // The detail, and what is around it.
  'JSON.parse calls': 20_000,
  'characters parsed': 20_739_020,
  'JSON.stringify calls': 1_116,
  'Buffer.byteLength calls': 9_298,
  'sizes looked at by the packer': 386_073,
};
const slack = 1.05;

describe('10,000 events of 122 customers', () => {
  test('ask for no more work than they did', async () => {
    const counts = await countWork();
    const grown = Object.entries(today).flatMap(([what, figure]) => {
      const now = counts[what] ?? 0;
      return now > figure * slack ? [`${what}: ${now}, were ${figure}`] : [];
    });

    expect(grown).toEqual([]);
  });

  test('are recorded in the history without more work of these kinds, in a few flushes for each batch', async () => {
    const sink = fakeHistorySink();
    const without = await countWork();
    const recorded = await countWork((batch) => [batch], sink);

    for (const what of Object.keys(today).filter((name) => !name.startsWith('Delete'))) {
      expect([what, recorded[what]]).toEqual([what, without[what]]);
    }
    expect(sink.records).toHaveLength(without['entries']!);
    // The texts of all batches but the last one are stored apart.
    expect(sink.kept).toHaveLength(4);
    expect(sink.flushes.length).toBeLessThan(40);
    expect(recorded['DeleteMessageBatch calls']).toBeLessThanOrEqual(
      without['DeleteMessageBatch calls']! * slack,
    );
  });

  test('are escaped once each, however many sources they go to, and joined in memory that is there', async () => {
    const work = await countJoining();

    // Those of generators that have a customer.
    expect(work.escaped).toBe(new Set(work.sent.map(({ event }) => event.id)).size);
    expect(work.sent.length).toBeGreaterThan(2 * work.escaped);
    // Each call under way has memory, and the first ones grow.
    const { callsInFlightPerRegion } = deployments['fan-out'];
    expect(work.memories).toBeLessThan(2 * callsInFlightPerRegion * regions.length);
    expect(work.stringified).toBe(0);
  });

  test('are counted right: what is done twice is seen', async () => {
    const once = await countWork();
    const twice = await countWork((batch) => [batch, batch]);

    expect(Object.keys(once)).toEqual(Object.keys(today));
    for (const what of ['entries', 'JSON.parse calls', 'Buffer.byteLength calls']) {
      expect(twice[what]! / once[what]!).toBeCloseTo(2, 1);
    }
    // What is remembered from batch to batch is not done again.
    expect(twice['look-ups in the table']).toBe(once['look-ups in the table']);
  });
});

/** Runs the workload through the handler, each batch in the invocations that it is made into. */
async function countWork(
  invocationsOf: (batch: Record<string, string>) => readonly Record<string, string>[] = (batch) => [
    batch,
  ],
  history?: HistorySink,
): Promise<Counts> {
  const random = seededRandom(8);
  const calls = { send: 0, delete: 0 };
  const { cacheSeconds, maxMappings } = standardSettings.mappingCache;
  const fakes = fakeServices({
    mappings: fakeMappingTable(...customers),
    script: throttleSome(seededRandom(9)),
    history,
    settings: { maxCallsInFlightPerRegion: deployments['fan-out'].callsInFlightPerRegion },
  });
  const handle = fanOutHandler({
    ...fakes.services,
    mappings: cachedMappings(
      fakes.mappings,
      { ttlMs: cacheSeconds * 1000, maxMappings },
      fakes.clock.now,
    ),
    retryQueue: sqsQueue(
      sdkSendingCalls(countingClient(calls)),
      'https://sqs.test/retries',
      fakeLog(),
    ),
    deleteMessages: async (messages) => {
      calls.delete += 1;
      expect(messages.length).toBeLessThanOrEqual(10);
    },
  });
  // Made before anything is counted.
  const batches = batchesOf(makeBodies(random)).flatMap(invocationsOf).map(anSqsEvent);
  const parse = countCalls(JSON, 'parse');
  const stringify = countCalls(JSON, 'stringify');
  const byteLength = countCalls(Buffer, 'byteLength');
  try {
    for (const batch of batches) {
      const { batchItemFailures } = await handle(batch, anInvocation());
      expect(batchItemFailures).toEqual([]);
    }
  } finally {
    for (const counter of [parse, stringify, byteLength]) counter.restore();
  }
  const deliveries = fakes.calls.flatMap((call) => call.deliveries);
  expect(new Set(deliveries.map(({ region }) => region)).size).toBe(regions.length);
  return {
    entries: deliveries.length,
    'PutPartnerEvents calls': fakes.calls.length,
    'look-ups in the table': fakes.mappings.lookUps.length,
    'notes of activity': fakes.mappings.notes.length,
    'SendMessageBatch calls': calls.send,
    'DeleteMessageBatch calls': calls.delete,
    'JSON.parse calls': parse.calls,
    'characters parsed': parse.characters,
    'JSON.stringify calls': stringify.calls,
    'Buffer.byteLength calls': byteLength.calls,
    'sizes looked at by the packer': looksOfPacker(deliveries),
  };
}

/** Joins the bodies of the whole workload's requests as they are made, and counts what that takes. */
async function countJoining() {
  const memories = new Set<ArrayBufferLike>();
  const counts = { escaped: 0, stringified: 0 };
  const memory = bodyMemory(32 * 1_048_576);
  const watched: typeof memory = {
    ...memory,
    take(bytes) {
      const taken = memory.take(bytes);
      memories.add(taken.buffer);
      return taken;
    },
  };
  const kept = keptEntries({
    escape(...text) {
      counts.escaped += 1;
      return escapeJson(...text);
    },
  });
  const join = bodyJoiner(watched, kept);
  const fakes = fakeServices({
    mappings: fakeMappingTable(...customers),
    settings: { maxCallsInFlightPerRegion: deployments['fan-out'].callsInFlightPerRegion },
  });
  const { put } = fakes.services;
  const handle = fanOutHandler({
    ...fakes.services,
    put: async (region, deliveries, timeoutMs) => {
      const stringify = countCalls(JSON, 'stringify');
      const body = join(deliveries);
      stringify.restore();
      counts.stringified += stringify.calls;
      const answer = await put(region, deliveries, timeoutMs);
      body.giveBack();
      return answer;
    },
  });
  for (const batch of batchesOf(makeBodies(seededRandom(8)))) {
    await handle(anSqsEvent(batch), anInvocation());
  }
  const sent = fakes.calls.flatMap(({ deliveries }) => deliveries);
  return { ...counts, memories: memories.size, sent };
}

function customersOf(generators: number, count: number): readonly Mapping[] {
  return Array.from({ length: count }, (_, index) =>
    aMapping({
      generator: `tenant${index % 10}/repo${index % generators}`,
      tenant: `tenant${index % 10}`,
      account: String(100_000_000_000 + index),
      region: regions[index % regions.length]!,
      // One in ten wants one of the detail types alone.
      ...(index % 10 === 3 && { detailTypes: ['push'] }),
    }),
  );
}

/** Message bodies: most with one event, some with five; details from 100 bytes to 20 kB, most of them small. */
function makeBodies(random: () => number): readonly string[] {
  const generators = Array.from(new Set(customers.map(({ generator }) => generator)));
  const unheard = Array.from({ length: generatorsWithout }, (_, index) => `nobody/repo${index}`);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)]!;
  const anEvent = (index: number) => ({
    id: `event-${index}`,
    generator: pick(random() < 0.05 ? unheard : generators),
    detailType: pick(['push', 'issue']),
    time: '2026-11-21T18:59:00Z',
    resources: random() < 0.2 ? ['arn:aws:s3:::bucket/key'] : [],
    detail: { index, text: 'ü'.repeat(50 * 200 ** random()) },
  });
  const bodies: string[] = [];
  for (let index = 0; index < events;) {
    const size = random() < 0.05 ? Math.min(5, events - index) : 1;
    const some = Array.from({ length: size }, (_, place) => anEvent(index + place));
    bodies.push(JSON.stringify(size === 1 ? some[0] : some));
    index += size;
  }
  return bodies;
}

function batchesOf(bodies: readonly string[]): readonly Record<string, string>[] {
  const { batchSize } = deployments['fan-out'];
  const ids = bodies.map((body, index) => [`message-${index}`, body] as const);
  return Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    Object.fromEntries(ids.slice(index * batchSize, (index + 1) * batchSize)),
  );
}

function throttleSome(random: () => number): PutScript {
  const refused = refuse('ThrottlingException');
  return ({ deliveries }) => ({
    kind: 'answered',
    results: deliveries.map(() => (random() < throttled ? refused() : accept())),
  });
}

function countingClient(calls: { send: number }): SQSClient {
  const client = {
    async send() {
      calls.send += 1;
      return {};
    },
  };
  return client as unknown as SQSClient;
}

/** How often the packer looks at the size of an entry. */
function looksOfPacker(deliveries: readonly Delivery[]): number {
  let looks = 0;
  const watched = deliveries.map(({ sizeBytes, sourceArn }) => ({
    sourceArn,
    get sizeBytes() {
      looks += 1;
      return sizeBytes;
    },
  }));
  pack(watched, testSettings);
  return looks;
}
