/* oxlint-disable eslint/max-lines-per-function, eslint/max-lines -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeDomainEvent } from '../../lambdas/domain/domain-event.ts';
import { noCounts } from '../../lambdas/domain/history/counts.ts';
import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import type {
  ChunkQuery,
  HistoryReader,
  HistoryRecord,
  HistorySink,
  HistorySource,
} from '../../lambdas/ports/history.ts';
import { anyDomainEvent } from '../support/arbitraries.ts';
import { aDomainEvent, aMapping } from '../support/domain-builders.ts';
import { aHistoryRecord, aHistoryRow } from '../support/history-builders.ts';
import { propertyRuns } from '../support/property-runs.ts';

/** A history from both sides, with the recorder between them. */
export interface WholeHistory {
  readonly sink: HistorySink;
  readonly reader: HistoryReader;
  /** A run of the recorder. */
  readonly run: () => Promise<void>;
  /** Moves the clock, which the rows' times do not follow. */
  readonly passTime: (ms: number) => void;
  readonly now: () => number;
}

const dayMs = 86_400_000;

/** What every history must do, as the functions see it; `rowDays` is 30. */
export function historyContract(emptyHistory: () => Promise<WholeHistory>): void {
  describe('what was recorded', () => {
    test('is read after the next run, with its text', async () => {
      const { sink, reader, run } = await emptyHistory();
      const record = aHistoryRecord();
      expect(await sink.record([record])).toEqual([true]);
      await run();

      const [row, ...others] = await rowsOf(reader, record);
      expect(others).toEqual([]);
      expect(row).toEqual({ ...record.row, body: expect.anything() });
      const text = await reader.body('acct1', 'event-1', row!.body!);
      expect(text).toBe(writeDomainEvent(record.event!));
    });

    test('comes in the order of its times, and chunks in the order of the runs', async () => {
      const { sink, reader, run } = await emptyHistory();
      await sink.record(recordsAt(5_000, 3_000, 4_000));
      await run();
      await sink.record(recordsAt(2_000));
      await run();

      const chunks = await chunksOf(reader, aHistoryRecord());
      const rows = await Promise.all(chunks.map((chunk) => chunk.rows()));
      expect(rows.map((own) => own.map(({ atMs }) => atMs))).toEqual([
        [3_000, 4_000, 5_000],
        [2_000],
      ]);
      expect(chunks.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
        [3_000, 5_000],
        [2_000, 2_000],
      ]);
      const newest = await chunksOf(reader, aHistoryRecord(), { newestFirst: true });
      expect(newest.map(({ position }) => position)).toEqual(
        chunks.map(({ position }) => position).toReversed(),
      );
    });

    test('is summed up in its chunk', async () => {
      const { sink, reader, run } = await emptyHistory();
      const rows = [
        aHistoryRow({ atMs: 1_000 }),
        aHistoryRow({ atMs: 2_000, state: 'PENDING', detailType: 'pull' }),
        aHistoryRow({ atMs: 3_000, outcome: 'held', reason: 'paused', attempts: 0 }),
      ];
      await sink.record(rows.map((row) => aHistoryRecord({ row })));
      await run();

      const [chunk] = await chunksOf(reader, aHistoryRecord());
      expect(chunk).toMatchObject({
        counts: { ...noCounts, accepted: 1, acceptedUnheard: 1, held: 1 },
        missed: { fromMs: 2_000, toMs: 3_000 },
        detailTypes: ['push', 'pull'],
      });
    });

    test('is not read before a run', async () => {
      const { sink, reader } = await emptyHistory();
      await sink.record([aHistoryRecord()]);

      expect(await rowsOf(reader, aHistoryRecord())).toEqual([]);
    });

    test('is over after its days', async () => {
      const { sink, reader, run, passTime } = await emptyHistory();
      await sink.record([aHistoryRecord()]);
      await run();
      passTime(30 * dayMs - 60_000);
      expect(await rowsOf(reader, aHistoryRecord())).toHaveLength(1);
      passTime(120_000);

      expect(await rowsOf(reader, aHistoryRecord())).toEqual([]);
    });

    test('is between the positions that are asked for, which do not count', async () => {
      const { sink, reader, run } = await emptyHistory();
      for (const atMs of [1, 2, 3, 4]) {
        await sink.record([aHistoryRecord({ row: aHistoryRow({ atMs, queuedAtMs: 0 }) })]);
        await run();
      }
      const [first, , third] = (await chunksOf(reader, aHistoryRecord())).map(
        ({ position }) => position,
      );
      const times = async (query: Partial<ChunkQuery>) =>
        (await rowsOf(reader, aHistoryRecord(), query)).map(({ atMs }) => atMs);

      expect(await times({ after: first! })).toEqual([2, 3, 4]);
      expect(await times({ before: third! })).toEqual([1, 2]);
      expect(await times({ after: first!, before: third!, newestFirst: true })).toEqual([2]);
      expect(await times({ after: third!, before: first! })).toEqual([]);
    });

    test('of a million characters of text is kept too', async () => {
      const { sink, reader, run } = await emptyHistory();
      const noise = Array.from({ length: 130_000 }, () => Math.random().toString(36).slice(2, 10));
      const event = aDomainEvent({ detailJson: JSON.stringify({ noise: noise.join('') }) });
      const record = aHistoryRecord({ event });
      expect(await sink.record([record, aHistoryRecord()])).toEqual([true, true]);
      await run();

      const rows = await rowsOf(reader, record);
      const texts = await Promise.all(
        rows.map(({ body }) => reader.body('acct1', 'event-1', body!)),
      );
      expect(new Set(texts)).toEqual(
        new Set([writeDomainEvent(event), writeDomainEvent(aDomainEvent())]),
      );
    });
  });

  describe('texts', () => {
    test('of many events are stored at once, and rows lead to them', async () => {
      const { sink, reader, run } = await emptyHistory();
      const events = Array.from({ length: 30 }, (_, index) =>
        aDomainEvent({ id: `e${index}`, generator: `acct${index % 2}/repo1` }),
      );
      const kept = sink.keepBodies(events.map((one) => ({ event: one })));
      expect(await kept.stored).toBe(true);
      const records = events.map((event) => {
        const { tenant, sourceArn } = sourceOf(event.generator);
        const body = kept.placeOf(event)!;
        return { tenant, sourceArn, row: aHistoryRow({ eventId: event.id, body }) };
      });
      await sink.record(records);
      await run();

      for (const event of events) {
        const source = sourceOf(event.generator);
        const rows = await rowsOf(reader, source);
        const { body } = rows.find(({ eventId }) => eventId === event.id)!;
        expect(await reader.body(source.tenant, event.id, body!)).toBe(writeDomainEvent(event));
      }
    });

    test('are not read for another tenant or another event, nor where there is none', async () => {
      const { sink, reader } = await emptyHistory();
      const event = aDomainEvent();
      const kept = sink.keepBodies([{ event }]);
      await kept.stored;
      const place = kept.placeOf(event)!;

      expect(await reader.body('acct1', 'event-1', place)).toBe(writeDomainEvent(event));
      expect(await reader.body('acct2', 'event-1', place)).toBeUndefined();
      expect(await reader.body('acct1', 'event-2', place)).toBeUndefined();
      expect(
        await reader.body('acct1', 'event-1', { ...place, offset: place.offset + 1 }),
      ).toBeUndefined();
      expect(await reader.body('acct1', 'event-1', { ...place, line: 7 })).toBeUndefined();
      expect(
        await reader.body('acct1', 'event-1', { ...place, key: 'bodies/none' }),
      ).toBeUndefined();
    });

    test('have one place for an event, however many rows it has', async () => {
      const { sink, reader, run } = await emptyHistory();
      const event = aDomainEvent();
      const other = aMapping({ account: '444455556666' });
      await sink.record([
        aHistoryRecord({ event }),
        aHistoryRecord({ event, sourceArn: other.sourceArn }),
      ]);
      await run();

      const [one] = await rowsOf(reader, aHistoryRecord());
      const [two] = await rowsOf(reader, other);
      expect(one!.body).toEqual(two!.body);
    });
  });

  describe('tenants', () => {
    test('read their own rows and texts alone, whatever they are called', async () => {
      const { sink, reader, run } = await emptyHistory();
      const anyTenant = fc.string({ unit: fc.constantFrom('a', '#', '%', '2', '3', '😀') });
      const anyRecords = fc.array(fc.tuple(anyTenant, anyDomainEvent), {
        minLength: 1,
        maxLength: 6,
      });
      let run_ = 0;
      await fc.assert(
        fc.asyncProperty(anyRecords, async (given) => {
          run_ += 1;
          const records = given.map(([name, event], index): HistoryRecord => {
            const tenant = `${name}t`;
            const own = { ...event, id: `${event.id}${index}`, generator: `${tenant}/r` };
            const row = aHistoryRow({ eventId: own.id });
            return { tenant, sourceArn: `arn ${run_}`, row, event: own };
          });
          await sink.record(records);
          await run();
          for (const [tenant, own] of Map.groupBy(records, (record) => record.tenant)) {
            const rows = await rowsOf(reader, { tenant, sourceArn: `arn ${run_}` });
            expect(rows.map(({ eventId }) => eventId).toSorted()).toEqual(
              own.map(({ row }) => row.eventId).toSorted(),
            );
            for (const { event } of own) {
              const { body } = rows.find(({ eventId }) => eventId === event!.id)!;
              expect(await reader.body(tenant, event!.id, body!)).toBe(writeDomainEvent(event!));
              expect(await reader.body(`${tenant}x`, event!.id, body!)).toBeUndefined();
            }
          }
        }),
        { numRuns: propertyRuns(50, 5) },
      );
    });

    test('read none of it at random places', async () => {
      const { sink, reader } = await emptyHistory();
      const events = Array.from({ length: 24 }, (_, index) =>
        aDomainEvent({ id: `e${index}`, generator: `acct${index % 3}/repo1` }),
      );
      const kept = sink.keepBodies(events.map((one) => ({ event: one })));
      await kept.stored;
      const { key } = kept.placeOf(events[0]!)!;
      const anyPlace = fc.record({
        key: fc.constant(key),
        offset: fc.nat(3_000),
        length: fc.nat(3_000),
        line: fc.nat(20),
      });
      await fc.assert(
        fc.asyncProperty(anyPlace, fc.nat(2), fc.nat(23), async (place, tenant, event) => {
          const text = await reader.body(`acct${tenant}`, `e${event}`, place);
          if (text === undefined) return;
          expect(JSON.parse(text)).toMatchObject({
            id: `e${event}`,
            generator: `acct${tenant}/repo1`,
          });
        }),
        { numRuns: propertyRuns(300, 30) },
      );
    });
  });

  describe('the state of the recording', () => {
    test('says up to where everything is recorded, how late, and when nothing was left', async () => {
      const { sink, reader, run, now } = await emptyHistory();
      const atMs = now() - 50_000;
      await sink.record([aHistoryRecord({ row: aHistoryRow({ atMs }) })]);
      await run();
      const state = await reader.recordingState();
      const [chunk] = await chunksOf(reader, aHistoryRecord());
      const query = { newestFirst: true, before: '0000000000001' };
      const page = await reader.page(aHistoryRecord(), query);

      expect(chunk!.position < state.through).toBe(true);
      expect(page).toMatchObject({ chunks: [], through: state.through });
      expect(state.clearAtMs).toBeGreaterThan(now() - 60_000);
      expect(state.latenessMs).toBeGreaterThanOrEqual(50_000);
      expect(state.latenessMs).toBeLessThan(130_000);
    });

    // Whoever waits for a time to be recorded would otherwise wait for ever.
    test('goes on when no row is new', async () => {
      const { reader, run } = await emptyHistory();
      await run();
      const { clearAtMs, through } = await reader.recordingState();

      expect(clearAtMs).toBeGreaterThan(0);
      expect(Number(through)).toBeGreaterThanOrEqual(clearAtMs);
    });
  });

  describe('hours', () => {
    const hourMs = 3_600_000;
    const source = aMapping();

    test('are remembered, those without rows too', async () => {
      const { reader, now } = await emptyHistory();
      const startMs = Math.floor(now() / hourMs) * hourMs - 10 * hourMs;
      const empty = { fromMs: 0, toMs: 0, counts: noCounts, detailTypes: [] };
      const full = { ...empty, counts: { ...noCounts, held: 3 }, missed: { fromMs: 5, toMs: 7 } };
      await reader.rememberHour(source, startMs, full);
      await reader.rememberHour(source, startMs + hourMs, empty);
      await reader.rememberHour(source, startMs + 5 * hourMs, full);

      expect(await reader.hours(source, startMs, startMs + 5 * hourMs)).toEqual(
        new Map([
          [startMs, full],
          [startMs + hourMs, empty],
        ]),
      );
      expect(await reader.hours(source, startMs, startMs)).toEqual(new Map());
      expect(
        await reader.hours(aMapping({ account: '444455556666' }), startMs, startMs + hourMs),
      ).toEqual(new Map());
    });
  });
}

function recordsAt(...times: readonly number[]): readonly HistoryRecord[] {
  return times.map((atMs) => aHistoryRecord({ row: aHistoryRow({ atMs }) }));
}

function sourceOf(generator: string): HistorySource {
  const tenant = generator.slice(0, generator.indexOf('/'));
  return aMapping({ generator, tenant });
}

/** All chunks of a source, page by page. */
/** The chunks that a reader shows. */
export async function chunksOf(
  reader: HistoryReader,
  source: HistorySource,
  query: Partial<ChunkQuery> = {},
) {
  const chunks = [];
  const { newestFirst = false, ...ends } = query;
  let range: Partial<ChunkQuery> = ends;
  for (;;) {
    const page = await reader.page(source, { newestFirst, ...range });
    chunks.push(...page.chunks);
    if (page.next === undefined) return chunks;
    range = newestFirst ? { ...range, before: page.next } : { ...range, after: page.next };
  }
}

/** All rows of a source. */
export async function rowsOf(
  reader: HistoryReader,
  source: HistorySource,
  query: Partial<ChunkQuery> = {},
): Promise<readonly HistoryRow[]> {
  const chunks = await chunksOf(reader, source, query);
  return (await Promise.all(chunks.map((chunk) => chunk.rows()))).flat();
}
