import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { countRows } from '../../../../lambdas/domain/history/counts.ts';
import { aHistoryRow, fakeHistoryReader } from '../../../support/fake-history-reader.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { ago, aStage, momentAgo, name, source } from './stage.ts';

const path = `/sources/${name}/stats`;
const hour = 3_600;
const none = { accepted: 0, acceptedUnheard: 0, waiting: 0, held: 0, failed: 0, skipped: 0 };

describe('the counts of a source', () => {
  test('are those of the last day by hour, unless the request says otherwise', async () => {
    const { own, get } = aStage();
    own.record(source, ago(2 * hour - 60), [
      aHistoryRow({ atMs: ago(2 * hour) }),
      aHistoryRow({ atMs: ago(2 * hour), state: 'PENDING' }),
      aHistoryRow({ atMs: ago(2 * hour), outcome: 'deadLettered' }),
    ]);
    const { json } = await get(path);

    expect(json.isComplete).toBe(true);
    expect(json.hours).toHaveLength(24);
    expect(json.hours[22]).toEqual({
      ...none,
      hour: momentAgo(2 * hour),
      accepted: 1,
      acceptedUnheard: 1,
      failed: 1,
    });
    expect(json.hours[23]).toEqual({ ...none, hour: momentAgo(hour) });
    expect(own.unpacked()).toBe(0);
  });

  test('are remembered of every hour that is over, and then no chunk of it is read', async () => {
    const { own, get, clock } = aStage();
    own.record(source, ago(2 * hour - 60), [aHistoryRow({ atMs: ago(2 * hour) })]);
    clock.advance(60_000);
    const query = { since: momentAgo(3 * hour) };
    const first = await get(path, query);
    const before = own.calls.length;
    const second = await get(path, query);

    expect(first.json.hours).toHaveLength(4);
    expect(second.json).toEqual(first.json);
    expect(
      own.calls.slice(0, before).filter(({ method }) => method === 'rememberHour'),
    ).toHaveLength(3);
    // The hour that is not over is read again.
    expect(own.calls.slice(before).map(({ method }) => method)).toEqual([
      'hours',
      'recordingState',
      'page',
    ]);
  });

  test('that do not fit the time of a request are incomplete, and the next request counts more', async () => {
    const reader = fakeHistoryReader({ pageSize: 1, bytesOf: () => 4_000_000 });
    for (let hours = 40; hours > 0; hours -= 1) {
      reader.record(source, ago(hours * hour - 600), [
        aHistoryRow({ atMs: ago(hours * hour - 500) }),
      ]);
    }
    const { get } = aStage({ readers: { 'us-east-1': reader } });
    const query = { since: momentAgo(40 * hour) };
    const counts: number[] = [];
    for (;;) {
      const { json } = await get(path, query);
      counts.push(json.hours.length);
      if (json.isComplete) break;
    }

    expect(counts).toEqual([15, 30, 40]);
  });

  test('need every Region', async () => {
    const readers = {
      'us-east-1': fakeHistoryReader(),
      'eu-west-1': fakeHistoryReader({ pageSize: 1, bytesOf: () => 70_000_000 }),
    };
    readers['us-east-1'].record(source, ago(600), [aHistoryRow()]);
    readers['eu-west-1'].record(source, ago(hour + 600), [aHistoryRow({ atMs: ago(hour + 700) })]);
    readers['eu-west-1'].record(source, ago(600), [aHistoryRow()]);
    const { get } = aStage({ readers });
    const { json } = await get(path, { since: momentAgo(2 * hour) });

    expect(json).toEqual({ hours: [], isComplete: false });
  });

  test.each([
    ['since', momentAgo(32 * 24 * hour), 'must be at most 31 days before until'],
    ['until', 'x', 'is not a date and time such as 2026-11-21T19:00:00Z'],
  ])('have limits: %s', async (field, value, message) => {
    const { get } = aStage({ history: { rowDays: 90 } });
    const { json } = await get(path, { [field]: value });

    expect(json).toMatchObject({ code: 'invalidRequest', errors: [{ field, message }] });
  });

  test('begin with the first hour that is kept whole', async () => {
    const { get } = aStage({ history: { rowDays: 1 } });
    const { json } = await get(path, { since: momentAgo(48 * hour) });

    expect(json.hours[0].hour).toBe(momentAgo(23 * hour));
  });
});

test('the sums of all hours are those of a plain model, however often they were asked for before', async () => {
  const anyRun = fc.record({
    minute: fc.integer({ min: 1, max: 600 }),
    rows: fc.array(fc.constantFrom('accepted' as const, 'held' as const, 'deadLettered' as const), {
      minLength: 1,
      maxLength: 3,
    }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRun, { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
      async (runs, earlier) => {
        const reader = fakeHistoryReader({ pageSize: 2 });
        const all = runs.map(({ minute, rows }) => ({
          minute,
          rows: rows.map((outcome) => aHistoryRow({ outcome, atMs: ago(60 * minute + 10) })),
        }));
        for (const { minute, rows } of all) reader.record(source, ago(60 * minute), rows);
        const { get } = aStage({ readers: { 'us-east-1': reader } });
        for (const hours of earlier) {
          await get(path, { since: momentAgo((hours + 1) * hour), until: momentAgo(hours * hour) });
        }
        const { json } = await get(path, { since: momentAgo(10 * hour) });

        for (let index = 0; index < 10; index += 1) {
          const inHour = all.filter(({ minute }) => Math.floor((600 - minute) / 60) === index);
          expect(json.hours[index]).toMatchObject(countRows(inHour.flatMap(({ rows }) => rows)));
        }
      },
    ),
    { numRuns: propertyRuns(500) },
  );
});
