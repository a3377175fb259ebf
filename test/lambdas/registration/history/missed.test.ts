import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isMissed, type HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import { noProgress, type Replay } from '../../../../lambdas/domain/history/replay.ts';
import { aHistoryRow, fakeHistoryReader } from '../../../support/fake-history-reader.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { ago, aStage, momentAgo, name, source } from './stage.ts';

const path = `/sources/${name}/missed`;
const hour = 3_600;
const held = (seconds: number): HistoryRow =>
  aHistoryRow({ eventId: `h${seconds}`, atMs: ago(seconds), outcome: 'held', reason: 'paused' });
const unheard = (seconds: number): HistoryRow =>
  aHistoryRow({ eventId: `u${seconds}`, atMs: ago(seconds), state: 'PENDING' });
const heard = (seconds: number): HistoryRow => aHistoryRow({ atMs: ago(seconds) });

function replay(id: string, state: Replay['state']): Replay {
  return { id, state, progress: noProgress } as Replay;
}

describe('what a source missed', () => {
  test('is counted from the time that its mapping has, by summaries where they are enough', async () => {
    const { own, get } = aStage({ mapping: { missedSince: momentAgo(5 * hour) } });
    own.record(source, ago(5 * hour - 30), [
      held(5 * hour + 1),
      held(5 * hour),
      held(5 * hour - 1),
    ]);
    own.record(source, ago(3 * hour), [unheard(3 * hour + 10), heard(3 * hour + 5)]);
    own.record(source, ago(60), [held(100), held(90)]);
    const { json } = await get(path);

    expect(json).toEqual({
      events: 5,
      inDoubt: 0,
      from: momentAgo(5 * hour),
      to: momentAgo(90),
      isComplete: true,
      replay: null,
    });
    expect(own.unpacked()).toBe(1);
  });

  test('is nothing if nothing may have been missed, and no history is read', async () => {
    const { own, get } = aStage();
    own.record(source, ago(60), [held(100)]);
    const { json } = await get(path);

    expect(json).toEqual({
      events: 0,
      inDoubt: 0,
      from: null,
      to: null,
      isComplete: true,
      replay: null,
    });
    expect(own.calls).toEqual([]);
  });

  test('does not count what was recorded late and is from before', async () => {
    const { own, get } = aStage({ mapping: { missedSince: momentAgo(5 * hour) } });
    own.record(source, ago(2 * hour), [held(6 * hour), held(4 * hour)]);

    expect((await get(path)).json).toMatchObject({ events: 1, isComplete: true });
    // The hour is remembered with both, and read again.
    expect((await get(path)).json).toMatchObject({ events: 1, isComplete: true });
  });

  test('has those in doubt apart: accepted between the last look that found it ACTIVE and the next one', async () => {
    const { own, get } = aStage({
      mapping: {
        missedSince: momentAgo(3_000),
        doubt: { from: momentAgo(3_600), to: momentAgo(2_000) },
      },
    });
    own.record(source, ago(3_200), [heard(3_300)]);
    own.record(source, ago(2_900), [heard(3_001), heard(3_000), unheard(2_950)]);
    own.record(source, ago(1_900), [heard(2_000), heard(1_999)]);
    const { json } = await get(path);

    expect(json).toMatchObject({
      events: 1,
      inDoubt: 2,
      from: momentAgo(3_000),
      to: momentAgo(2_000),
    });
  });

  test('ignores a doubt that somebody has decided about', async () => {
    const { own, get } = aStage({
      mapping: { missedSince: momentAgo(60), doubt: { from: momentAgo(300), to: momentAgo(200) } },
    });
    own.record(source, ago(200), [heard(250)]);

    expect((await get(path)).json).toMatchObject({ events: 0, inDoubt: 0 });
  });

  test('is more than was counted if there is too much to read, and the next request counts more', async () => {
    const reader = fakeHistoryReader({ pageSize: 1, bytesOf: () => 4_000_000 });
    for (let hours = 40; hours > 0; hours -= 1) {
      reader.record(source, ago(hours * hour - 600), [held(hours * hour - 500)]);
    }
    const { get } = aStage({
      mapping: { missedSince: momentAgo(40 * hour) },
      readers: { 'us-east-1': reader },
    });
    const counts: number[] = [];
    for (;;) {
      const { json } = await get(path);
      counts.push(json.events);
      if (json.isComplete) break;
    }

    expect(counts).toEqual([15, 30, 40]);
  });

  test('has the replay of the source that is not over', async () => {
    const asked: unknown[] = [];
    const { get } = aStage({
      replace: ({ history, replays }) => ({
        history,
        replays: {
          ...replays,
          list: async (tenant, query) => {
            asked.push(tenant, query.sourceArn);
            return { replays: [replay('r2', 'completed'), replay('r1', 'running')] };
          },
        },
      }),
    });

    expect((await get(path)).json.replay).toBe('r1');
    expect(asked).toEqual(['acct1', source.sourceArn]);
  });
});

test('the count is that of a plain model, whatever was counted before', async () => {
  const anyRow = fc
    .tuple(fc.constantFrom(held, unheard, heard), fc.integer({ min: 100, max: 5 * hour }))
    .map(([make, seconds]) => make(seconds));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyRow, fc.integer({ min: 0, max: 2 })), { maxLength: 30 }),
      fc.integer({ min: 0, max: 5 * hour }),
      fc.tuple(fc.integer({ min: 0, max: 5 * hour }), fc.integer({ min: 0, max: 5 * hour })),
      fc.boolean(),
      async (recorded, since, [one, other], hasCounted) => {
        const reader = fakeHistoryReader({ pageSize: 2, state: { latenessMs: 240_000 } });
        const runs = Map.groupBy(
          recorded,
          ([{ atMs }, lateRuns]) => Math.ceil(atMs / 60_000 + lateRuns) * 60_000,
        );
        for (const [runMs, rows] of runs)
          reader.record(
            source,
            runMs,
            rows.map(([row]) => row),
          );
        const doubt = {
          from: momentAgo(Math.max(one, other)),
          to: momentAgo(Math.min(one, other)),
        };
        const stage = aStage({
          mapping: { missedSince: momentAgo(since), doubt },
          readers: { 'us-east-1': reader },
        });
        if (hasCounted) await stage.get(`/sources/${name}/stats`, { since: momentAgo(4 * hour) });
        const { json } = await stage.get(path);
        const rows = recorded.map(([row]) => row).filter(({ atMs }) => atMs >= ago(since));
        const inDoubt = rows.filter(
          (row) =>
            row.state === 'ACTIVE' &&
            row.outcome === 'accepted' &&
            row.atMs >= ago(Math.max(one, other)) &&
            row.atMs <= ago(Math.min(one, other)),
        );
        const missed = rows.filter(isMissed);
        const times = [...missed, ...inDoubt].map(({ atMs }) => atMs);

        expect(json).toMatchObject({
          events: missed.length,
          inDoubt: inDoubt.length,
          from: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
          to: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
          isComplete: true,
        });
      },
    ),
    { numRuns: propertyRuns(1_000) },
  );
});
