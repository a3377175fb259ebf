import { describe, expect, test } from '@jest/globals';
import { marshall } from '@aws-sdk/util-dynamodb';
import {
  crowded,
  longest,
  newWorkloads,
  workloads,
  type GrowthRun,
} from '../../../../tools/bench/growth/variants.ts';
import { newArrivals } from '../../../../tools/bench/growth/arrivals.ts';
import { batchesOf, batchOfParts } from '../../../../tools/bench/growth/batches.ts';
import { resultOf } from '../../../../tools/bench/growth/benchmark.ts';
import { functionVariables } from '../../../../tools/bench/growth/function-variables.ts';
import { stubAnswer, type SentPart } from '../../../../tools/bench/growth/stub-answers.ts';
import { growthRows } from '../../../../tools/bench/growth/tables.ts';
import {
  detailOf,
  eventOf,
  generatorOf,
  sourceOf,
} from '../../../../tools/bench/growth/workload.ts';
import { deploymentsFor } from '../../../../lambdas/settings/deployment.ts';
import { parseFanOutEnvironment } from '../../../../lambdas/fan-out/env.ts';
import { partAttributes } from '../../../../lambdas/domain/part.ts';
import { readRecord } from '../../../../lambdas/fan-out/events-message.ts';
import { readMappingItem } from '../../../../lambdas/aws/mapping-item.ts';
import { maxPayloadBytes } from '../../../../local/lambda/invoke-result.ts';
import { testNowMs } from '../../../support/domain-builders.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

const workload = { events: 6, mappings: 2, generators: 3, detailBytes: 100, run: 0 };

const { batchSize } = deployments['fan-out'];

describe('batches', () => {
  test.each(workloads)('are as Lambda gives them: $name', (one) => {
    const batches = [
      ...batchesOf({ ...one, run: 0, events: Math.min(one.events, 12_000) }, testNowMs),
    ];

    for (const batch of batches) {
      expect(batch.Records.length).toBeLessThanOrEqual(batchSize);
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(maxPayloadBytes);
    }
    for (const { Records: records } of batches.slice(0, -1)) {
      const oneMore = records.length + 1;
      const bytes = JSON.stringify({ Records: records }).length;
      const isFull =
        oneMore > batchSize || bytes * (oneMore / records.length) > maxPayloadBytes - 5;
      expect(isFull).toBe(true);
    }
  });

  test('hold each event once, and events that the function reads', () => {
    const records = [...batchesOf(workload, testNowMs)].flatMap(({ Records }) => Records);
    const events = records
      .map((record) => readRecord(record))
      .flatMap((message) => message.events.map(({ event }) => event));

    expect(events.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `event-${n}`));
    for (const [number, { generator, detailJson }] of events.entries()) {
      expect(generator).toBe(generatorOf(number, workload));
      expect(detailJson).toHaveLength(100);
      expect(eventOf(detailJson)).toBe(number);
    }
  });
});

function entriesOf(events: readonly number[]) {
  return events.flatMap((event) =>
    [0, 1].map((customer) => ({
      Source: sourceOf(generatorOf(event, workload), customer),
      Detail: detailOf(event, workload),
    })),
  );
}

function problemsOf(entries: ReturnType<typeof entriesOf>) {
  const arrivals = newArrivals(workload);
  for (const entry of entries) arrivals.add(entry);
  return arrivals.problems();
}

describe('what arrived', () => {
  test('is right when each event came once to each customer, in any order', () => {
    expect(problemsOf(entriesOf([3, 0, 5, 1, 4, 2]))).toEqual([]);
  });

  test('is wrong when one is missing, or came twice', () => {
    const all = entriesOf([0, 1, 2, 3, 4, 5]);

    expect(problemsOf(all.slice(1))).toEqual(['event 0 was put 0 times to customer 0']);
    expect(problemsOf([...all, all[3]!])).toEqual(['event 1 was put 2 times to customer 1']);
  });

  test("is wrong when it came to another generator's customer, or to nobody's", () => {
    const all = entriesOf([0, 1, 2, 3, 4, 5]);
    const { Detail } = all[0]!;
    for (const Source of [all[2]!.Source, sourceOf(generatorOf(0, workload), 2), 'aws.partner/x']) {
      expect(problemsOf([...all, { Source, Detail }])).toEqual([`event 0 was put to ${Source}`]);
    }
  });
});

describe('the stub', () => {
  const arrivals = newArrivals(workload);
  const parts: SentPart[] = [];
  const state = { arrivals, parts };

  test('answers PutPartnerEvents with a result for each entry, and notes them', () => {
    const body = JSON.stringify({ Entries: entriesOf([0, 1]) });
    const { operation, json } = stubAnswer('AWSEvents.PutPartnerEvents', body, state);

    expect(operation).toBe('PutPartnerEvents');
    expect(JSON.parse(json)).toMatchObject({ FailedEntryCount: 0, Entries: { length: 4 } });
    expect(arrivals.problems()[0]).toBe('event 2 was put 0 times to customer 0');
  });

  test("answers a query with the generator's mappings, as the table holds them", () => {
    const generator = generatorOf(1, workload);
    const body = JSON.stringify({
      TableName: 'mappings',
      KeyConditionExpression: 'generator = :generator',
      ExpressionAttributeValues: marshall({ ':generator': generator }),
    });
    const { Items } = JSON.parse(stubAnswer('DynamoDB_20120810.Query', body, state).json);

    expect(Items.map(readMappingItem)).toMatchObject(
      [0, 1].map((customer) => ({
        generator,
        sourceName: sourceOf(generator, customer),
        state: 'ACTIVE',
      })),
    );
  });

  test('says that it deleted what it was asked to', () => {
    const body = JSON.stringify({ Entries: [{ Id: '0', ReceiptHandle: 'h' }] });

    expect(JSON.parse(stubAnswer('AmazonSQS.DeleteMessageBatch', body, state).json)).toEqual({
      Successful: [{ Id: '0' }],
      Failed: [],
    });
  });

  test('does not answer what is not called when all goes well', () => {
    expect(() => stubAnswer('AmazonSQS.ReceiveMessage', '{}', state)).toThrow(
      'nobody answers AmazonSQS.ReceiveMessage',
    );
  });

  test('keeps the parts that are sent to the events queue, and nothing else that is sent', () => {
    const attributes = partAttributes({ after: 'arn:a' }, { queuedAtMs: testNowMs });
    const MessageAttributes = { part: { DataType: 'String', StringValue: attributes['part'] } };
    const send = (queue: string) =>
      stubAnswer(
        'AmazonSQS.SendMessageBatch',
        JSON.stringify({
          QueueUrl: `http://127.0.0.1/000000000000/${queue}`,
          Entries: [{ Id: '0', MessageBody: 'a body', MessageAttributes }],
        }),
        state,
      );
    send('history');

    expect(JSON.parse(send('events').json)).toMatchObject({
      Successful: [{ Id: '0', MD5OfMessageBody: '75fd989981509958777cdfcdc66e21b5' }],
    });
    expect(parts).toEqual([{ body: 'a body', attributes }]);
    const [record] = batchOfParts(parts, testNowMs).Records;
    expect(readRecord(record!)).toMatchObject({ scope: { after: 'arn:a' }, isCounted: true });
  });
});

test("the function's variables are those that it reads", () => {
  const variables = functionVariables('http://127.0.0.1:1');

  expect(parseFanOutEnvironment(variables)).toMatchObject({ MAPPING_TABLE_NAME: 'mappings' });
  expect(variables).toMatchObject({ AWS_ENDPOINT_URL_EVENTBRIDGE: 'http://127.0.0.1:1' });
});

/** Runs of the workloads of these names, at so many microseconds an entry in each of them. */
function runsOf(microsByName: Readonly<Record<string, readonly number[]>>) {
  let entriesSoFar = 0;
  const runs = Object.entries(microsByName).map(([name, micros]) => {
    const { events, mappings } = [...workloads, ...newWorkloads, crowded].find(
      (one) => one.name === name,
    )!;
    const own = micros.map((each): GrowthRun => {
      entriesSoFar += events * mappings;
      const cpuMicros = each * events * mappings;
      const calls = { PutPartnerEvents: (events * mappings) / 20 };
      const memory = { heapBytes: 20 * 2 ** 20, maxRssBytes: 100 * 2 ** 20 };
      return { cpuMicros, batches: 3, calls, entriesSoFar, ...memory };
    });
    return [name, own] as const;
  });
  return new Map(runs);
}

const tenRuns = (micros: number) => Array.from({ length: 10 }, () => micros);

const none = new Map();

describe('the figures', () => {
  test('of a million events are those of ten runs together', () => {
    const rows = growthRows(runsOf({ [longest]: [...tenRuns(40).slice(1), 60] }));

    expect(rows.map(({ events }) => events)).toEqual([100_000, 1_000_000]);
    expect(rows[0]).toMatchObject({ entries: 100_000, cpuMicros: { median: 40, max: 60 } });
    expect(rows[1]).toMatchObject({ entries: 1_000_000, cpuMicros: { median: 42, max: 60 } });
  });

  test('have a row for each workload and calls for each thousand entries', () => {
    const { tables } = resultOf(
      runsOf({ '1,000 events': tenRuns(50), '10 to 1,000': tenRuns(30) }),
      none,
    );
    const [{ head, rows }] = tables as [(typeof tables)[0]];
    const cells = rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));

    expect(cells).toEqual([
      expect.objectContaining({
        events: 1_000,
        'customers of each': 1,
        'CPU us/entry': 50,
        'PutPartnerEvents per 1,000 entries': 50,
        batches: 3,
        'RSS MiB': 100,
      }),
      expect.objectContaining({ events: 10, entries: 10_000, 'CPU us/entry': 30 }),
    ]);
  });

  test('reach their goals while cost and memory stay', () => {
    const { goals } = resultOf(
      runsOf({ '1,000 events': tenRuns(50), [longest]: tenRuns(50) }),
      none,
    );

    expect(goals).toMatchObject([
      { measured: '1.00', isReached: true },
      { measured: '0', isReached: true },
    ]);
  });

  test('miss them when cost or memory grows', () => {
    const runs = runsOf({ '1,000 events': tenRuns(50), [longest]: tenRuns(60) });
    const last = runs.get(longest)!.at(-1)!;
    const grown = { ...last, heapBytes: 30 * 2 ** 20 };
    const { goals } = resultOf(
      new Map([...runs, [longest, [...tenRuns(0).map(() => last), grown]]]),
      none,
    );

    expect(goals).toMatchObject([
      { measured: '1.20', isReached: false },
      { measured: '10', isReached: false },
    ]);
  });

  test('are plotted: cost for each number of customers, and memory', () => {
    const { plots } = resultOf(
      runsOf({ '1,000 events': tenRuns(50), '10 to 1,000': tenRuns(30) }),
      none,
    );

    expect(Object.keys(plots!)).toEqual(['growth-cost.svg', 'growth-memory.svg']);
    expect(plots!['growth-cost.svg']).toContain('>1,000 customers</text>');
    expect(plots!['growth-memory.svg']).toContain('>RSS</text>');
  });

  test('of events for many customers reach their goals while an entry costs no more', () => {
    const [small, large, largest] = newWorkloads.map(({ name }) => name);
    const goalsAt = (micros: number) =>
      resultOf(
        none,
        runsOf({
          [small!]: tenRuns(50),
          [large!]: tenRuns(50),
          [largest!]: tenRuns(micros),
          [crowded.name]: [90],
        }),
      ).goals.slice(2);

    expect(goalsAt(55)).toMatchObject([
      { measured: '1.00', isReached: true },
      { measured: '1.10', isReached: true },
      { measured: '100', isReached: true },
    ]);
    expect(goalsAt(60)).toMatchObject([{}, { measured: '1.20', isReached: false }, {}]);
  });
});
