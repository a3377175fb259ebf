import { describe, expect, test } from '@jest/globals';
import { percentilesOf, waysOf, type Way } from '../../../../tools/bench/end-to-end/delay.ts';
import { eventsOf } from '../../../../tools/bench/end-to-end/events.ts';
import { passagesOf } from '../../../../tools/bench/end-to-end/passages.ts';
import { dueMs, paced } from '../../../../tools/bench/end-to-end/send.ts';
import { delayTable, throughputTable } from '../../../../tools/bench/end-to-end/tables.ts';
import { usedBetween } from '../../../../tools/bench/end-to-end/throughput.ts';
import { anSqsEvent } from '../../../support/sqs-builders.ts';

const events = eventsOf('run1', 3, 'text');

/** A batch of the events, received at these times. */
function aBatch(receivedAtMs: readonly number[]) {
  const batch = anSqsEvent(Object.fromEntries(events.map(({ id, body }) => [id, body])));
  for (const [index, { attributes }] of batch.Records.entries()) {
    attributes.SentTimestamp = '900';
    attributes.ApproximateFirstReceiveTimestamp = String(receivedAtMs[index]);
  }
  return batch;
}

const limits = { windowMs: 1_000, batchSize: 10 };

describe('a batch', () => {
  test('is complete when its first message has waited for the window', () => {
    expect(passagesOf(aBatch([1_000, 1_500, 1_900]), limits)).toEqual(
      [1_000, 1_500, 1_900].map((receivedAtMs, index) => ({
        id: `run1-${index}`,
        queuedAtMs: 900,
        receivedAtMs,
        invokedAtMs: 2_000,
      })),
    );
  });

  test.each([
    ['messages', { ...limits, batchSize: 3 }, 'x'],
    ['bytes', limits, 'x'.repeat(2_000_000)],
  ])('that has no room for more %s is complete with its last one', (_, full, body) => {
    const batch = aBatch([1_000, 1_500, 1_900]);
    for (const record of batch.Records) record.body = body;

    expect(passagesOf(batch, full).map(({ invokedAtMs }) => invokedAtMs)).toEqual([
      1_900, 1_900, 1_900,
    ]);
  });

  test('that came later than the window is complete when it came', () => {
    const passages = passagesOf(aBatch([1_000, 1_500, 2_100]), limits);

    expect(passages.map(({ invokedAtMs }) => invokedAtMs)).toEqual([2_100, 2_100, 2_100]);
  });
});

const due = (index: number) => 800 + index;

describe('the way of an event', () => {
  const passages = passagesOf(aBatch([1_000, 1_500, 1_900]), limits);
  const arrivedAt = new Map(events.map(({ id }) => [id, 2_250] as const));

  test('has parts that add up', () => {
    const ways = waysOf(events, { due, passages, arrivedAt });

    expect(ways[1]).toEqual({
      sending: 99,
      waiting: 600,
      gathering: 500,
      delivering: 250,
      all: 1_449,
    });
    for (const { all, ...parts } of ways) {
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(all);
    }
  });

  test('must be known whole', () => {
    const known = { due, passages: passages.slice(1), arrivedAt };

    expect(() => waysOf(events, known)).toThrow('the way of "run1-0" is not known');
  });
});

const ways = Array.from({ length: 101 }, (_, n): Way => ({
  sending: 0,
  waiting: n,
  gathering: 2 * n,
  delivering: -0.4,
  all: 3 * n,
}));

test('percentiles are of each part, in whole milliseconds from 0 on', () => {
  expect(percentilesOf(ways, 'gathering')).toEqual({ p50: 100, p90: 180, p99: 198, max: 200 });
  expect(percentilesOf(ways, 'delivering')).toEqual({ p50: 0, p90: 0, p99: 0, max: 0 });
  expect(delayTable('1 kB', 512.3, ways)).toMatchObject({
    title: 'Delay at half that rate, where cost is preferred: 1 kB, 512 a second',
    rows: { 0: ['SendMessage', 0, 0, 0, 0], 4: ['all of it', 150, 270, 297, 300] },
  });
});

test('what is due is given, and what is late at once', async () => {
  expect([0, 1, 10].map((index) => dueMs(index, 200))).toEqual([0, 5, 50]);

  const given: string[] = [];
  for await (const together of paced(events, 1, Date.now() - 60_000)) {
    given.push(together.map(({ id }) => id).join(' '));
  }

  expect(given).toEqual(['run1-0 run1-1 run1-2']);
});

test('no more are given together than SQS takes', async () => {
  const many = eventsOf('run2', 25, 'text');
  const lengths: number[] = [];
  for await (const together of paced(many, 10, Date.now() - 60_000)) {
    lengths.push(together.length);
  }

  expect(lengths).toEqual([10, 10, 5]);
});

describe('processor time', () => {
  test('is what was used between two looks, for each event', () => {
    const before = { servicesMicros: 1_000, functionsMicros: 100 };
    const after = { servicesMicros: 3_000, functionsMicros: 1_100 };

    expect(usedBetween(before, after, 10)).toEqual({ servicesMicros: 200, functionsMicros: 100 });
    expect(usedBetween({ ...before, functionsMicros: null }, after, 10)).toEqual({
      servicesMicros: 200,
      functionsMicros: undefined,
    });
  });

  test('makes busy cores of it', () => {
    const run = { senderMicros: 200, servicesMicros: 400, batches: 1 };
    const runs = [1_000, 3_000, 2_000].map((eventsPerSecond) => ({ ...run, eventsPerSecond }));
    const known = runs.map((one) => ({ ...one, functionsMicros: 300 }));
    const unknown = runs.map((one) => ({ ...one, functionsMicros: undefined }));

    expect(throughputTable(new Map([['a', known]])).rows).toEqual([
      ['a', 2_000, '1,000–3,000', 200, 400, 300, 1.8],
    ]);
    expect(throughputTable(new Map([['a', unknown]])).rows[0]?.slice(-2)).toEqual(['-', 1.2]);
  });
});
