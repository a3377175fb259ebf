import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Decided } from '../../../lambdas/delivery/apply-dispositions.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { Work } from '../../../lambdas/delivery/batch.ts';
import {
  historyRecorder,
  withoutHistory,
  type HistorySettings,
} from '../../../lambdas/delivery/record-history.ts';
import type { Disposition } from '../../../lambdas/domain/retry-policy.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { testSettings } from '../../support/delivery-services.ts';
import { aDomainEvent, aMapping, someWork, testNowMs } from '../../support/domain-builders.ts';
import { fakeHistorySink, type FakeHistoryOptions } from '../../support/fake-history-sink.ts';

const accepted: Disposition = { kind: 'accepted', eventBridgeId: 'eb-1' };
const held: Disposition = { kind: 'hold', reason: 'paused' };
const mapping = aMapping({ lastCheckedAt: new Date(testNowMs).toISOString() });

function some(count: number, disposition: Disposition, fields: Partial<Work> = {}) {
  return Array.from({ length: count }, (_, index): Decided<Work> => {
    const id = `${disposition.kind}-${index}`;
    const event = aDomainEvent({ id });
    return { delivery: someWork({ event, messageId: id, mapping, ...fields }), disposition };
  });
}

interface Options extends FakeHistoryOptions {
  readonly history?: Partial<HistorySettings>;
  /** Events whose texts are stored apart. */
  readonly apart?: readonly Decided<Work>[];
  readonly leftMs?: number;
}

function aRecorder({ history = {}, apart, leftMs = 50_000, ...options }: Options = {}) {
  const time = virtualClock();
  const sink = fakeHistorySink({ ...options, time });
  const counters = newBatchCounters();
  const settled: string[] = [];
  const recorder = historyRecorder({
    sink,
    settings: { history: { ...testSettings.history, ...history } },
    now: time.now,
    sleep: time.sleep,
    counters,
    acknowledgement: { settled: (messageId) => settled.push(messageId) },
    texts: apart && sink.keepBodies(apart.map(({ delivery: { event } }) => ({ event }))),
    historyMs: testNowMs + leftMs,
  });
  const end = async () => await time.runUntil(recorder.end());
  return { recorder, sink, counters, settled, time, end };
}

describe('rows', () => {
  test('are flushed at the end, and their deliveries settled only then', async () => {
    const { recorder, sink, settled, end } = aRecorder();
    recorder.add(some(3, accepted));
    expect(settled).toEqual([]);

    expect(await end()).toEqual([]);
    expect(sink.flushes).toEqual([3]);
    expect(sink.records[0]).toMatchObject({
      tenant: 'acct1',
      sourceArn: mapping.sourceArn,
      row: { eventId: 'accepted-0', outcome: 'accepted', state: 'ACTIVE' },
      event: { id: 'accepted-0' },
    });
    expect(settled).toEqual(['accepted-0', 'accepted-1', 'accepted-2']);
  });

  test('are flushed as soon as they fill four billing units, and are not kept waiting for it', async () => {
    const { recorder, sink, end } = aRecorder();
    for (const one of some(8_000, accepted)) recorder.add([one]);
    // One event of some 280 bytes makes 48 and a quarter of it.
    const [first = 0] = sink.flushes;
    expect(first * (48 + some(1, accepted)[0]!.delivery.sizeBytes / 4)).toBeCloseTo(
      4 * 44 * 1_024,
      -4,
    );

    await end();
    expect(sink.rows()).toHaveLength(8_000);
    expect(sink.flushes.length).toBeLessThanOrEqual(5);
  });

  test('are flushed after 50 ms, if nothing is under way', async () => {
    const { recorder, sink, settled, time } = aRecorder();
    recorder.add(some(1, accepted));
    await time.runUntil(time.sleep(49));
    expect(sink.flushes).toEqual([]);
    await time.runUntil(time.sleep(2));

    expect(sink.flushes).toEqual([1]);
    expect(settled).toHaveLength(1);
  });

  test.each([5, 10, 40])(
    'that come one after the other are settled within 50 ms and a call of %d ms',
    async (recordMs) => {
      const { recorder, settled, time, end } = aRecorder({ recordMs });
      const addedMs: number[] = [];
      let longestMs = 0;
      for (const one of some(200, accepted)) {
        recorder.add([one]);
        addedMs.push(time.now());
        const before = settled.length;
        await time.runUntil(time.sleep(3));
        const waited = addedMs.slice(before, settled.length).map((ms) => time.now() - ms);
        longestMs = Math.max(longestMs, ...waited);
      }
      expect(settled.length).toBeGreaterThan(150);
      // The clock is looked at every 3 ms.
      expect(longestMs).toBeLessThanOrEqual(50 + recordMs + 3);
      await end();
    },
  );

  test('that come during a slow flush go together with the next one', async () => {
    const { recorder, sink, time, end } = aRecorder({ recordMs: 1_000 });
    recorder.add(some(1, accepted));
    await time.runUntil(time.sleep(300));
    recorder.add(some(5, accepted));
    await time.runUntil(time.sleep(600));
    expect(sink.flushes).toEqual([1]);
    await time.runUntil(time.sleep(301));

    expect(sink.flushes).toEqual([1, 5]);
    await end();
  });

  test('are flushed by a few at once, in bounded time, by a queue that hangs', async () => {
    const { recorder, sink, counters, settled, time, end } = aRecorder({ recordMs: Infinity });
    for (const one of some(5_000, accepted)) recorder.add([one]);
    await end();

    expect(sink.most()).toBe(4);
    expect(time.now() - testNowMs).toBeLessThanOrEqual(10_000);
    expect(counters.historyRowsLost).toBe(5_000);
    expect(settled).toHaveLength(5_000);
  });

  test('are lost and counted where no time is left', async () => {
    const { recorder, sink, counters, settled, end } = aRecorder({ leftMs: 0 });
    recorder.add([...some(2, accepted), ...some(1, held)]);

    expect((await end()).map(({ messageId }) => messageId)).toEqual(['hold-0']);
    expect(sink.flushes).toEqual([]);
    expect(counters).toMatchObject({ historyRowsLost: 2, held: { paused: 0 } });
    expect(settled).toEqual(['accepted-0', 'accepted-1']);
  });

  test('no more are made once a hundred thousand wait, and further ones are lost', async () => {
    const { recorder, sink, counters, end } = aRecorder({ recordMs: 50 });
    const delivery = someWork({ mapping });
    const twenty = Array.from({ length: 20 }, () => ({ delivery, disposition: accepted }));
    let isFullAt = 0;
    for (let rows = 0; rows < 130_000; rows += twenty.length) {
      if (recorder.isFull()) isFullAt ||= rows;
      recorder.add(twenty);
    }
    const inFlight = sink.flushes.reduce((sum, count) => sum + count, 0);
    expect(isFullAt).toBe(inFlight + 100_000);

    await end();
    expect(recorder.isFull()).toBe(false);
    expect(counters.historyRowsLost).toBe(130_000 - isFullAt);
    expect(sink.records).toHaveLength(isFullAt);
    // What waited went in groups of half a megabyte.
    expect(Math.max(...sink.flushes) * 48).toBeLessThanOrEqual(8 * 65_536 + 200);
  });
});

describe('of which deliveries', () => {
  test('those in between have none, and are settled at once', () => {
    const failure = { code: 'X', message: '' };
    const { recorder, settled } = aRecorder();
    recorder.add(some(1, { kind: 'drop', failure }));
    recorder.add(some(1, { kind: 'retry', delaySeconds: 1, failure }, { attempts: 3 }));

    expect(settled).toEqual(['drop-0', 'retry-0']);
  });

  test('the mode “exceptions” leaves out what needs no explanation, which is settled at once', async () => {
    const { recorder, sink, settled, end } = aRecorder({ history: { rows: 'exceptions' } });
    recorder.add([...some(2, accepted), ...some(1, held)]);
    expect(settled).toEqual(['accepted-0', 'accepted-1']);

    await end();
    expect(sink.rows()).toMatchObject([{ outcome: 'held' }]);
  });

  test('detail types whose contents are not kept have rows without texts', async () => {
    const { recorder, sink, end } = aRecorder({ history: { withoutBody: new Set(['push']) } });
    recorder.add(some(1, held));
    await end();

    expect(sink.records[0]).not.toHaveProperty('event');
    expect(sink.records).toMatchObject([{ row: { outcome: 'held' } }]);
  });

  test('without a history every delivery is settled at once', async () => {
    const settled: string[] = [];
    const recorder = withoutHistory({ settled: (messageId) => settled.push(messageId) });
    recorder.add(some(2, accepted));

    expect(settled).toEqual(['accepted-0', 'accepted-1']);
    expect(recorder.isFull()).toBe(false);
    expect(await recorder.end()).toEqual([]);
  });
});

describe('texts that are stored apart', () => {
  const apart = [...some(2, accepted), ...some(2, held)];

  test('have their places in the rows, and held deliveries wait until they are stored', async () => {
    const { recorder, sink, settled, time, end } = aRecorder({ apart, storeMs: 500 });
    recorder.add(apart);
    await time.runUntil(time.sleep(400));
    expect(settled).toEqual(['accepted-0', 'accepted-1']);

    expect(await end()).toEqual([]);
    expect(settled).toHaveLength(4);
    expect(sink.rows().map(({ body }) => body?.line)).toEqual([0, 1, 2, 3]);
    expect(sink.records.every(({ event }) => event === undefined)).toBe(true);
  });

  test('that could not be stored are counted, and held deliveries take theirs along', async () => {
    const { recorder, sink, counters, time, end } = aRecorder({
      apart,
      storeMs: 500,
      stores: false,
    });
    recorder.add(apart);
    await time.runUntil(time.sleep(400));

    expect(await end()).toEqual([]);
    expect(counters).toMatchObject({ historyBodiesLost: 2, held: { paused: 2 } });
    expect(sink.records.slice(2)).toMatchObject([
      { event: { id: 'hold-0' } },
      { event: { id: 'hold-1' } },
    ]);
    expect(
      sink
        .rows()
        .slice(2)
        .every(({ body }) => body === undefined),
    ).toBe(true);
  });
});

test('whatever the history refuses: every delivery is settled once, and a held one only with its row', async () => {
  const anyDisposition = fc.constantFrom(accepted, held);
  const anyDeliveries = fc.array(
    fc.record({ disposition: anyDisposition, isRefused: fc.boolean(), waitMs: fc.nat(300) }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(
      anyDeliveries,
      fc.constantFrom(0, 50, 4_000, Infinity),
      async (given, recordMs) => {
        const { recorder, sink, counters, settled, time, end } = aRecorder({
          recordMs,
          refuses: ({ row }) => given[Number(row.eventId)]?.isRefused === true,
        });
        for (const [index, { disposition, waitMs }] of given.entries()) {
          const id = String(index);
          const delivery = someWork({ messageId: id, mapping, event: aDomainEvent({ id }) });
          recorder.add([{ delivery, disposition }]);
          await time.runUntil(time.sleep(waitMs));
        }
        const unrecorded = (await end()).map(({ messageId }) => messageId);
        const recorded = sink.rows().map(({ eventId }) => eventId);
        const heldIds = given.flatMap(({ disposition }, index) =>
          disposition === held ? [String(index)] : [],
        );

        expect([...settled, ...unrecorded].map(Number).toSorted((a, b) => a - b)).toEqual([
          ...given.keys(),
        ]);
        for (const id of heldIds) expect(recorded.includes(id)).toBe(settled.includes(id));
        expect(counters.historyRowsLost + recorded.length + unrecorded.length).toBe(given.length);
        expect(counters.held.paused).toBe(heldIds.length - unrecorded.length);
      },
    ),
  );
});
