import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { seenEvents } from '../../../lambdas/domain/history/seen-events.ts';
import {
  chunkStream,
  reachesOf,
  recordingStates,
} from '../../../lambdas/history-walk/chunk-stream.ts';
import { historyWalk, type WalkPlace } from '../../../lambdas/history-walk/history-walk.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeHistory, type FakeHistory } from '../../support/fake-history.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const { tenant, sourceArn } = aMapping();
const source = { tenant, sourceArn };
const time = { fromMs: testNowMs - 60_000, toMs: testNowMs + 1 };
const selection = { ...time, outcomes: ['accepted'] as const };

/** Histories in which a chunk has so many rows, one after the other in the Region of the same index. */
async function histories(chunks: readonly { readonly region: string; readonly rows: number }[]) {
  let nowMs = testNowMs;
  const now = () => nowMs;
  const readers = new Map<string, FakeHistory>();
  let events = 0;
  for (const { region, rows } of chunks) {
    const history = readers.get(region) ?? fakeHistory({ now, pageSize: 2 });
    readers.set(region, history);
    nowMs += 10;
    const ids = Array.from({ length: rows }, (_, index) => `event-${events + index}`);
    events += rows;
    await history.record(ids.map((eventId) => ({ ...source, row: aHistoryRow({ eventId }) })));
  }
  nowMs += 10;
  for (const history of readers.values()) history.run();
  return { readers, ids: Array.from({ length: events }, (_, index) => `event-${index}`) };
}

async function walkFrom(readers: ReadonlyMap<string, FakeHistory>, place: WalkPlace) {
  const reaches = reachesOf(time, await recordingStates(readers), place.cursor);
  const chunks = chunkStream(readers, { source, reaches, timeoutMs: 1_000 });
  return historyWalk(chunks, selection, seenEvents(10), place);
}

const start: WalkPlace = { cursor: {}, within: {} };
const never = () => false;

const someChunks = fc.array(
  fc.record({ region: fc.constantFrom('us-east-1', 'eu-west-1'), rows: fc.nat(6) }),
  { maxLength: 12 },
);

describe('a walk', () => {
  test('finds every row once in the order of recording, wherever it is interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(
        someChunks,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        async (chunks, sizes) => {
          const { readers, ids } = await histories(chunks.filter(({ rows }) => rows > 0));
          const found: string[] = [];
          let place = start;
          for (let page = 0; ; page += 1) {
            const walk = await walkFrom(readers, place);
            const maxRows = sizes[page % sizes.length] ?? 1;
            const walked = await walk.next({ maxRows, isOver: never });
            expect(walked.rows.length).toBeLessThanOrEqual(maxRows);
            found.push(...walked.rows.map(({ row }) => row.eventId));
            ({ place } = walked);
            if (walked.isAtEnd) break;
          }

          expect(found).toEqual(ids);
        },
      ),
      { numRuns: propertyRuns(300, 40) },
    );
  });

  test('stops when it is over, and goes on from there', async () => {
    const { readers } = await histories([1, 1, 1].map((rows) => ({ region: 'us-east-1', rows })));
    const walk = await walkFrom(readers, start);
    let asked = 0;
    const first = await walk.next({ maxRows: 9, isOver: () => (asked += 1) > 2 });
    const rest = await walk.next({ maxRows: 9, isOver: never });

    expect(first).toMatchObject({ isAtEnd: false, rows: [{}, {}] });
    expect(rest).toMatchObject({ isAtEnd: true, rows: [{ row: { eventId: 'event-2' } }] });
  });

  test('unpacks a chunk once for several pages, and none without a selected row', async () => {
    const { readers } = await histories([{ region: 'us-east-1', rows: 5 }]);
    const history = readers.get('us-east-1')!;
    const uncounted = { ...history };
    let unpacked = 0;
    history.page = async (...given) => {
      const read = await uncounted.page(...given);
      const chunks = read.chunks.map((chunk) => ({
        ...chunk,
        rows: () => {
          unpacked += 1;
          return chunk.rows();
        },
      }));
      return { ...read, chunks };
    };
    const walk = await walkFrom(readers, start);
    for (let pages = 0; pages < 4; pages += 1) await walk.next({ maxRows: 2, isOver: never });
    expect(unpacked).toBe(1);
    const reaches = reachesOf(time, await recordingStates(readers));
    const chunks = chunkStream(readers, { source, reaches, timeoutMs: 1_000 });
    const missed = { ...time, outcomes: ['missed'] as const };
    await historyWalk(chunks, missed, seenEvents(1), start).next({ maxRows: 9, isOver: never });

    expect(unpacked).toBe(1);
  });

  test('counts what was in chunks whose rows are lost, once, and goes on', async () => {
    const region = 'us-east-1';
    const { readers, ids } = await histories([4, 3, 2].map((rows) => ({ region, rows })));
    const history = readers.get(region)!;
    const whole = { ...history };
    let chunksRead = 0;
    history.page = async (...given) => {
      const read = await whole.page(...given);
      const chunks = read.chunks.map((chunk) => {
        chunksRead += 1;
        return chunksRead === 2 ? { ...chunk, rows: async () => [] } : chunk;
      });
      return { ...read, chunks };
    };
    const walk = await walkFrom(readers, start);
    const pages = [];
    for (let page = 0; page < 4; page += 1) {
      pages.push(await walk.next({ maxRows: 2, isOver: never }));
    }

    expect(pages.map(({ gone }) => gone)).toEqual([0, 0, 3, 0]);
    expect(pages.flatMap(({ rows }) => rows.map(({ row }) => row.eventId))).toEqual([
      ...ids.slice(0, 4),
      ...ids.slice(7),
    ]);
  });
});
