import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { sdkTableCalls } from '../../lambdas/aws/calls/sdk-table-calls.ts';
import { dynamodbMappingTable } from '../../lambdas/aws/dynamodb-mapping-table.ts';
import { cachedMappings } from '../../lambdas/delivery/cached-mappings.ts';
import { fanOutHandler } from '../../lambdas/fan-out/handler.ts';
import type { MappingTable } from '../../lambdas/ports/delivery.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { prices } from '../../tools/cost-model/prices.ts';
import { generatorRows } from '../../tools/simulators/generator-rows.ts';
import { queriedGenerator, queryPage } from '../../tools/simulators/mapping-pages.ts';
import { countCalls } from '../support/count-calls.ts';
import { fakeServices } from '../support/delivery-services.ts';
import { anEventValue } from '../support/domain-builders.ts';
import { anInvocation, anSqsEventOf } from '../support/sqs-builders.ts';

// Counts of what one event makes the fan-out function do, the more customers it has: the same on every machine.

const region = 'us-east-1';
const slack = 1.1;
const { maxDeliveriesPerMessage } = standardSettings.delivery;

/** What an event asks for, whether it is divided or not. */
const anyEvent = [
  'PutPartnerEvents calls',
  'mappings read',
  'notes of activity',
  'JSON.parse calls',
  'JSON.stringify calls',
  'dollars',
] as const;
/** What only an event asks for that is divided by its sources, or more so. */
const dividedEvent = ['Query calls', 'read units', 'messages to the events queue'] as const;
const readUnitBytes = 4_096;

/** What one event asked for, each figure for one of its entries. */
interface Asked {
  readonly entries: number;
  readonly 'PutPartnerEvents calls': number;
  readonly 'Query calls': number;
  readonly 'mappings read': number;
  readonly 'read units': number;
  readonly 'notes of activity': number;
  readonly 'messages to the events queue': number;
  readonly 'JSON.parse calls': number;
  readonly 'JSON.stringify calls': number;
  /** Of an invocation, not of an entry. */
  readonly 'most mappings read at once': number;
  /** For a million entries, of SQS and DynamoDB. */
  readonly dollars: number;
}

/** A DynamoDB with a generator of so many mappings, which answers by pages of 1 MB and counts. */
function pagingTable(customers: number) {
  const rows = generatorRows({ generator: 'acct1/repo1', region }, customers);
  const counts = { queries: 0, mappings: 0, units: 0 };
  const client = {
    async send({ input }: { readonly input: unknown }) {
      expect(queriedGenerator(input)).toBe('acct1/repo1');
      const { items, count, lastKey, readBytes } = queryPage(input, rows);
      counts.queries += 1;
      counts.mappings += items.length;
      counts.units += Math.max(1, Math.ceil(readBytes / readUnitBytes)) / 2;
      return { Items: items, Count: count, LastEvaluatedKey: lastKey };
    },
  } as unknown as DynamoDBClient;
  return { client, counts };
}

/** Sends one event for so many customers; each invocation has one message and an environment of its own. */
async function ask(customers: number): Promise<Asked> {
  const { client, counts } = pagingTable(customers);
  const fakes = fakeServices({ settings: { maxCallsInFlightPerRegion: 14 } });
  const { cacheSeconds, maxMappings } = standardSettings.mappingCache;
  const onDynamoDb = dynamodbMappingTable(sdkTableCalls(client), 'mappings');
  const table: MappingTable = {
    ...fakes.mappings,
    findLive: (...given) => onDynamoDb.findLive(...given),
    countLive: (...given) => onDynamoDb.countLive(...given),
  };
  const parse = countCalls(JSON, 'parse');
  const stringify = countCalls(JSON, 'stringify');
  const waiting: { body: string; attributes?: Record<string, string> }[] = [];
  waiting.push({ body: JSON.stringify(anEventValue()) });
  let [messages, mostAtOnce] = [0, 0];
  try {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const before = counts.mappings;
      const cache = { ttlMs: cacheSeconds * 1000, maxMappings };
      const mappings = cachedMappings(table, cache, fakes.clock.now);
      const handle = fanOutHandler({ ...fakes.services, mappings });
      const { batchItemFailures } = await handle(anSqsEventOf([one]), anInvocation());
      expect(batchItemFailures).toEqual([]);
      mostAtOnce = Math.max(mostAtOnce, counts.mappings - before);
      const parts = fakes.eventsQueue.messages.splice(0);
      messages += parts.length;
      waiting.push(...parts);
    }
  } finally {
    for (const counter of [parse, stringify]) counter.restore();
  }
  const sources = fakes.calls.flatMap(({ deliveries }) => deliveries.map((d) => d.sourceArn));
  expect(new Set(sources).size).toBe(customers);
  const notes = fakes.mappings.notes.length;
  const perEntry = (count: number) => count / sources.length;
  return {
    entries: sources.length,
    'PutPartnerEvents calls': perEntry(fakes.calls.length),
    'Query calls': perEntry(counts.queries),
    'mappings read': perEntry(counts.mappings),
    'read units': perEntry(counts.units),
    'notes of activity': perEntry(notes),
    'messages to the events queue': perEntry(messages),
    'JSON.parse calls': perEntry(parse.calls),
    'JSON.stringify calls': perEntry(stringify.calls),
    'most mappings read at once': mostAtOnce,
    dollars: perEntry(
      counts.units * prices.dynamodbMillionReads.dollars +
        // A note writes the item and the index.
        notes * 2 * prices.dynamodbMillionWrites.dollars +
        // Sent, received and deleted.
        messages * 3 * prices.sqsMillionRequests.dollars,
    ),
  };
}

/** What grew by more than a tenth. */
function grown(from: Asked, to: Asked, figures: readonly (keyof Asked)[]): readonly string[] {
  return figures.flatMap((figure) =>
    to[figure] > from[figure] * slack ? [`${figure}: ${to[figure]}, were ${from[figure]}`] : [],
  );
}

test('one event costs no more for each of its entries, the more customers it has', async () => {
  const [small, large, largest] = [await ask(1_000), await ask(10_000), await ask(50_000)];

  expect([small.entries, large.entries, largest.entries]).toEqual([1_000, 10_000, 50_000]);
  expect(grown(small, large, anyEvent)).toEqual([]);
  expect(grown(large, largest, [...anyEvent, ...dividedEvent])).toEqual([]);
  // Each mapping is counted once and read once: its 440 bytes are 0.054 units.
  expect(largest['read units']).toBeLessThan(2.1 * 0.054);
  expect(largest['most mappings read at once']).toBeLessThanOrEqual(maxDeliveriesPerMessage);
}, 60_000);
