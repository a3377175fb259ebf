import { describe, expect, test } from '@jest/globals';
import { mappingOf, sourceOf } from '../../../support/customer.ts';
import { aHistoryRow, fakeHistoryReader } from '../../../support/fake-history-reader.ts';
import { ago, aStage, momentAgo } from './stage.ts';

const wishes = Array.from({ length: 130 }, (_, index) => ({
  generator: `acct1/repo${String(index).padStart(3, '0')}`,
  account: '111122223333',
  region: 'eu-west-1',
}));
const historyOf = (index: number) => ({ tenant: 'acct1', sourceArn: sourceOf(wishes[index]!).arn });
const mappings = wishes.map((wish) => mappingOf(wish));

describe('an event', () => {
  test('is found at every source that it was for, the newest first', async () => {
    const { own, get } = aStage({ mappings });
    for (const index of [3, 120]) {
      own.record(historyOf(index), ago(index), [
        aHistoryRow({ atMs: ago(index + 10), eventBridgeId: `eb-${index}` }),
        aHistoryRow({ eventId: 'other' }),
      ]);
    }
    const { json } = await get('/events/event-1');

    expect(json).toMatchObject({
      deliveries: [
        { event: 'event-1', source: { name: sourceOf(wishes[3]!).name, region: 'eu-west-1' } },
        { event: 'event-1', source: { name: sourceOf(wishes[120]!).name } },
      ],
      searchedTo: momentAgo(86_400),
      isComplete: true,
    });
    expect((await get('/events/eb-120')).json.deliveries).toHaveLength(1);
    expect((await get('/events/nothing')).json).toMatchObject({ deliveries: [], isComplete: true });
  });

  test('is the one whose id is as it arrived, rather than one whose id is what that decodes to', async () => {
    const { own, get } = aStage({ mappings });
    own.record(historyOf(0), ago(100), [aHistoryRow({ eventId: 'a b', atMs: ago(110) })]);
    own.record(historyOf(1), ago(10_000), [aHistoryRow({ eventId: 'a%20b', atMs: ago(10_010) })]);
    const eventsAt = async (path: string) =>
      (await get(path)).json.deliveries.map(({ event }: { event: string }) => event);

    expect(await eventsAt('/events/a%20b')).toEqual(['a%20b']);
    expect(await eventsAt('/events/a b')).toEqual(['a b']);
    expect(await eventsAt('/events/a%20%62')).toEqual(['a b']);
  });

  test('is shown by its last outcome at each source', async () => {
    const { own, get } = aStage({ mappings });
    const waiting = aHistoryRow({ atMs: ago(500), outcome: 'waiting' });
    own.record(historyOf(0), ago(450), [waiting]);
    own.record(historyOf(0), ago(250), [{ ...waiting, atMs: ago(300), outcome: 'skipped' }]);
    own.record(historyOf(1), ago(450), [waiting]);
    const { json } = await get('/events/event-1');

    expect(json.deliveries).toMatchObject([{ outcome: 'skipped' }, { outcome: 'waiting' }]);
  });

  test('is looked for a day back, or as far as the request says and rows are kept', async () => {
    const { own, get } = aStage({ mappings, history: { rowDays: 10 } });
    own.record(historyOf(0), ago(5 * 86_400), [aHistoryRow({ atMs: ago(5 * 86_400) })]);
    own.record(historyOf(0), ago(11 * 86_400), [aHistoryRow({ atMs: ago(11 * 86_400) })]);

    expect((await get('/events/event-1')).json.deliveries).toHaveLength(0);
    const { json } = await get('/events/event-1', { since: momentAgo(20 * 86_400) });
    expect(json).toMatchObject({ searchedTo: momentAgo(10 * 86_400), isComplete: true });
    expect(json.deliveries).toHaveLength(1);
  });

  test('is looked for at all sources alike, and the answer says how far', async () => {
    const reader = fakeHistoryReader({ bytesOf: () => 900_000 });
    const few = mappings.slice(0, 8);
    for (let index = 0; index < few.length; index += 1) {
      for (const minute of [5, 60, 90, 600]) {
        const rows = [aHistoryRow({ eventId: `e${minute}`, atMs: ago(60 * minute + 30) })];
        reader.record(historyOf(index), ago(60 * minute), rows);
      }
    }
    const { get } = aStage({ mappings: few, readers: { 'us-east-1': reader } });
    const recent = await get('/events/e5');
    const older = await get('/events/e600');

    expect(recent.json.deliveries).toHaveLength(8);
    // 22 MB are of the last two hours: more than the 16 MB after which no other page is begun.
    expect(older.json).toMatchObject({
      deliveries: [],
      searchedTo: momentAgo(7_200),
      isComplete: false,
    });
    expect((await get('/events/e60', { since: momentAgo(3_700) })).json).toMatchObject({
      isComplete: true,
      searchedTo: momentAgo(3_700),
    });
  });

  test('asks not more than 16 sources at once', async () => {
    let underWay = 0;
    let most = 0;
    const reader = fakeHistoryReader({
      during: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        underWay -= 1;
      },
    });
    const { get } = aStage({ mappings, readers: { 'us-east-1': reader } });
    await get('/events/e');

    expect(most).toBe(16);
    expect(reader.calls).toHaveLength(3 * 130);
  });

  test('needs every Region', async () => {
    const reader = fakeHistoryReader({
      during: () => {
        throw new Error('no answer');
      },
    });
    const { get } = aStage({ readers: { 'us-east-1': fakeHistoryReader(), 'eu-west-1': reader } });

    expect((await get('/events/e')).json).toMatchObject({ status: 503, code: 'awsUnavailable' });
  });

  test('has a valid time', async () => {
    const { get } = aStage();

    expect((await get('/events/e', { since: 'x' })).json).toMatchObject({ code: 'invalidRequest' });
  });
});
