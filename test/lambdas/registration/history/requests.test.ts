import { describe, expect, test } from '@jest/globals';
import type { HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import { virtualClock } from '../../../../tools/simulators/virtual-clock.ts';
import { mappingOf, sourceOf } from '../../../support/customer.ts';
import {
  aHistoryRow,
  fakeHistoryReader,
  type FakeHistoryReader,
} from '../../../support/fake-history-reader.ts';
import { ago, aStage, momentAgo, name, source } from './stage.ts';

/** As DynamoDB answers a function in its Region: a call, and the time to read and hand over a megabyte. */
const callMs = 8;
const msPerMegabyte = 80;

/** A stage whose history answers in modelled time, on a clock of its own. */
function aSlowStage(
  fill: (reader: FakeHistoryReader) => void,
  overrides: Parameters<typeof aStage>[0] = {},
) {
  const clock = virtualClock();
  // A page is two calls, one after the other: the recorder's state, and the query.
  const calls: Readonly<Record<string, number>> = { page: 2 };
  const reader = fakeHistoryReader({
    pageSize: 1_000,
    during: async (method, bytes) =>
      await clock.sleep((calls[method] ?? 1) * callMs + (bytes / 1_000_000) * msPerMegabyte),
  });
  fill(reader);
  const stage = aStage({
    ...overrides,
    replace: () => ({ history: new Map([['us-east-1', reader]]), now: clock.now }),
  });
  return async (path: string, query: Record<string, string> = {}) => {
    reader.calls.length = 0;
    const startedMs = clock.now();
    const answer = await clock.runUntil(stage.get(path, query));
    return {
      json: answer.json,
      ms: Math.round(clock.now() - startedMs),
      requests: reader.calls.length,
    };
  };
}

const rowsAt = (
  secondsAgo: number,
  count: number,
  fields: (index: number) => Partial<HistoryRow> = () => ({}),
): readonly HistoryRow[] =>
  Array.from({ length: count }, (_, index) =>
    aHistoryRow({
      eventId: `${secondsAgo}-${index}`,
      atMs: ago(secondsAgo) + Math.floor((index * 60_000) / count),
      ...fields(index),
    }),
  );

/** Minutes of a source's history: so many rows a minute, in chunks of at most 300 kB. */
function history(
  minutes: number,
  rowsPerMinute: number,
  fields?: (index: number) => Partial<HistoryRow>,
): (reader: FakeHistoryReader) => void {
  const maxRows = 7_500;
  return (reader) => {
    for (let minute = minutes; minute > 0; minute -= 1) {
      const rows = rowsAt(60 * minute + 60, rowsPerMinute, fields);
      for (let from = 0; from < rows.length; from += maxRows) {
        reader.record(source, ago(60 * minute), rows.slice(from, from + maxRows));
      }
    }
  };
}

const deliveries = `/sources/${name}/deliveries`;

// Of a source with 60,000 rows a minute, three minutes are there instead of an hour: no more is read.
describe('1,000 events a second, an hour of history: the first page', () => {
  test('of one of 1,000 sources takes one page of history', async () => {
    const ask = aSlowStage(history(60, 60));
    const { json, ms, requests } = await ask(deliveries);

    expect(json.deliveries).toHaveLength(50);
    expect({ ms, requests }).toEqual({ ms: 28, requests: 1 });
  });

  test('of a source of which a tenth waits on the retry queue takes two', async () => {
    const ask = aSlowStage(
      history(60, 60, (index) => (index % 10 === 0 ? { outcome: 'waiting' } : {})),
    );
    const { json, ms, requests } = await ask(deliveries);

    expect(json.deliveries).toHaveLength(50);
    expect({ ms, requests }).toEqual({ ms: 45, requests: 2 });
  });

  test('of the one source that has them all takes one', async () => {
    const ask = aSlowStage(history(3, 60_000));
    const { json, ms, requests } = await ask(deliveries);

    expect(json.deliveries).toHaveLength(50);
    expect({ ms, requests }).toEqual({ ms: 88, requests: 1 });
  });

  test('of a source that was quiet for weeks takes one', async () => {
    const ask = aSlowStage((reader) => {
      reader.record(source, ago(20 * 86_400), rowsAt(20 * 86_400 + 60, 1));
    });
    const { json, ms, requests } = await ask(deliveries);

    expect(json.deliveries).toHaveLength(1);
    expect({ ms, requests }).toEqual({ ms: 16, requests: 1 });
  });

  test('of what there is nothing of, at the one source that has them all, ends with what was searched', async () => {
    const ask = aSlowStage(history(3, 60_000));
    const { json, ms, requests } = await ask(deliveries, { outcome: 'held' });

    expect(json.deliveries).toEqual([]);
    expect(json.nextCursor).not.toBeNull();
    expect(ms).toBeLessThan(1_000);
    expect({ requests, searchedTo: json.searchedTo }).toEqual({
      requests: 3,
      searchedTo: momentAgo(60),
    });
  });
});

test('a day’s counts of one of 1,000 sources are read once, and then known', async () => {
  const ask = aSlowStage((reader) => {
    for (let minute = 24 * 60; minute > 0; minute -= 1) {
      reader.record(source, ago(60 * minute), rowsAt(60 * minute + 60, 60));
    }
  });
  const first = await ask(`/sources/${name}/stats`);
  const second = await ask(`/sources/${name}/stats`);

  expect(first.json).toMatchObject({ isComplete: true });
  expect(second.json).toEqual(first.json);
  // 4 pages, the known hours and the state; 24 hours are remembered.
  expect({ ms: first.ms, requests: first.requests }).toEqual({ ms: 396, requests: 30 });
  expect({ ms: second.ms, requests: second.requests }).toEqual({ ms: 8, requests: 2 });
});

test('an event of the last ten minutes is found among 1,000 sources in seconds', async () => {
  const wishes = Array.from({ length: 1_000 }, (_, index) => ({
    generator: `acct1/repo${index}`,
    account: '111122223333',
    region: 'eu-west-1',
  }));
  const ask = aSlowStage(
    (reader) => {
      for (const wish of wishes) {
        const of = { tenant: 'acct1', sourceArn: sourceOf(wish).arn };
        for (let minute = 15; minute > 0; minute -= 1) {
          reader.record(of, ago(60 * minute), rowsAt(60 * minute + 60, 2));
        }
      }
    },
    { mappings: wishes.map((wish) => mappingOf(wish)) },
  );
  const { json, ms, requests } = await ask('/events/300-1');

  expect(json.deliveries).toHaveLength(1_000);
  expect(json.isComplete).toBe(true);
  expect({ ms, requests }).toEqual({ ms: 3_045, requests: 3_000 });
});
