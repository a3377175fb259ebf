import { describe, expect, test } from '@jest/globals';
import { countKinds } from '../../../../lambdas/domain/history/counts.ts';
import type { HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import type { DeliveryView } from '../../../../lambdas/contract/history-view.ts';
import { aHistoryRow, fakeHistoryReader } from '../../../support/fake-history-reader.ts';
import { ago, aStage, momentAgo, name, source } from './stage.ts';

const eventsOf = (page: { readonly deliveries: readonly DeliveryView[] }) =>
  page.deliveries.map(({ event, outcome }) => `${event} ${outcome}`);

/** Rows of these events, a second apart, the last one so many seconds ago. */
function rows(
  secondsAgo: number,
  count: number,
  fields: Partial<HistoryRow> = {},
): readonly HistoryRow[] {
  return Array.from({ length: count }, (_, index) =>
    aHistoryRow({
      eventId: `e${secondsAgo}-${index}`,
      atMs: ago(secondsAgo + count - 1 - index),
      ...fields,
    }),
  );
}

describe('a list of deliveries', () => {
  test('has everything that is known of each, and nothing more', async () => {
    const { own, list } = aStage();
    const failure = {
      code: 'Refused',
      message: 'about aws.partner/vendor.test/acct2/x/111122223333',
    };
    const row = aHistoryRow({
      atMs: ago(100),
      queuedAtMs: ago(160),
      outcome: 'deadLettered',
      reason: 'paused',
      attempts: 7,
      trigger: 'replay',
      replay: 'r1',
      failure,
      body: { key: 'k', offset: 0, length: 1, line: 0 },
    });
    own.record(source, ago(60), [row]);
    const { json } = await list();

    expect(json).toEqual({
      deliveries: [
        {
          event: 'event-1',
          detailType: 'push',
          queuedAt: momentAgo(160),
          lastAttemptAt: momentAgo(100),
          outcome: 'deadLettered',
          reason: 'paused',
          state: 'ACTIVE',
          attempts: 7,
          eventBridgeId: null,
          error: { code: 'Refused', message: 'about …' },
          trigger: 'replay',
          replay: 'r1',
          body: 'kept',
        },
      ],
      nextCursor: null,
      searchedTo: null,
    });
  });

  test('has the newest first, 50 of them unless the request says otherwise', async () => {
    const { own, list } = aStage();
    own.record(source, ago(60), rows(90, 70));
    const { json } = await list();

    expect(json.deliveries).toHaveLength(50);
    expect(json.deliveries[0].event).toBe('e90-69');
    expect(json.nextCursor).not.toBeNull();
    const rest = await list({ cursor: json.nextCursor });
    expect(rest.json.deliveries.map(({ event }: DeliveryView) => event)).toEqual(
      rows(90, 20).map((_, index) => `e90-${19 - index}`),
    );
  });

  test('finds the last delivery of a source that was quiet for weeks with one page of history', async () => {
    const { own, list } = aStage();
    own.record(source, ago(29 * 86_400), rows(29 * 86_400 + 5, 1));
    const { json } = await list();

    expect(json.deliveries).toHaveLength(1);
    expect(own.calls.map(({ method }) => method)).toEqual(['page']);
  });

  test('has no row that is older than rows are kept', async () => {
    const { own, list } = aStage({ history: { rowDays: 1 } });
    own.record(source, ago(86_400), [
      aHistoryRow({ eventId: 'old', atMs: ago(86_401) }),
      aHistoryRow({ eventId: 'young', atMs: ago(86_399) }),
    ]);

    expect(eventsOf((await list()).json)).toEqual(['young accepted']);
  });

  test('reads nothing that was recorded long before `since`', async () => {
    const { own, list } = aStage();
    own.record(source, ago(8_000), rows(8_010, 3));
    own.record(source, ago(60), rows(90, 1));
    await list({ since: momentAgo(3_600) });

    expect(own.unpacked()).toBe(1);
  });

  test.each(['2286-11-21T00:00:00Z', '2500-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
    'has all there is before %s, whose epoch milliseconds have more digits than a position',
    async (until) => {
      const { own, list } = aStage();
      own.record(source, ago(60), rows(90, 3));

      expect((await list({ until })).json.deliveries).toHaveLength(3);
    },
  );

  test('finds what was recorded late, and is before `until`', async () => {
    const { own, list } = aStage();
    own.record(source, ago(3_500), [aHistoryRow({ eventId: 'late', atMs: ago(3_610) })]);
    own.record(source, ago(3_000), [aHistoryRow({ eventId: 'after', atMs: ago(3_030) })]);

    expect(eventsOf((await list({ until: momentAgo(3_600) })).json)).toEqual(['late accepted']);
    expect(own.calls.map(({ method }) => method)).toEqual(['recordingState', 'page']);
  });

  test.each(countKinds)('has only what is asked for: %s', async (outcome) => {
    const { own, list } = aStage();
    const fields: Record<string, Partial<HistoryRow>> = {
      accepted: {},
      acceptedUnheard: { state: 'PENDING' },
      waiting: { outcome: 'waiting' },
      held: { outcome: 'held', reason: 'paused' },
      failed: { outcome: 'deadLettered' },
      skipped: { outcome: 'skipped' },
    };
    for (const [index, kind] of countKinds.entries()) {
      own.record(source, ago(600 - 60 * index), [
        aHistoryRow({ eventId: kind, atMs: ago(610 - 60 * index), ...fields[kind] }),
      ]);
    }
    const { json } = await list({ outcome });

    expect(json.deliveries.map(({ event }: DeliveryView) => event)).toEqual([outcome]);
    // What the summaries exclude is not unpacked; what is later than a waiting one is.
    expect(own.unpacked()).toBe(outcome === 'waiting' ? 5 : 1);
  });

  test('finds an event by the vendor’s id and by EventBridge’s', async () => {
    const { own, list } = aStage();
    own.record(source, ago(60), [
      aHistoryRow({ eventId: 'a', eventBridgeId: 'eb-a' }),
      aHistoryRow({ eventId: 'b', eventBridgeId: 'eb-b' }),
    ]);

    expect(eventsOf((await list({ event: 'a' })).json)).toEqual(['a accepted']);
    expect(eventsOf((await list({ event: 'eb-b' })).json)).toEqual(['b accepted']);
  });
});

describe('a delivery that waited', () => {
  const waiting = aHistoryRow({ eventId: 'w', atMs: ago(7_000), outcome: 'waiting' });
  const accepted = aHistoryRow({ ...waiting, atMs: ago(4_000), outcome: 'accepted', attempts: 5 });

  test('is listed by its last outcome only, even if that is on an earlier page', async () => {
    const { own, list } = aStage();
    own.record(source, ago(6_950), [waiting]);
    own.record(source, ago(3_950), [accepted]);
    const first = await list({ limit: '1' });
    const second = await list({ limit: '1', cursor: first.json.nextCursor });

    expect(eventsOf(first.json)).toEqual(['w accepted']);
    expect(second.json).toEqual({ deliveries: [], nextCursor: null, searchedTo: null });
  });

  test('is on a later page as it was when the first one was read, and so on one of them', async () => {
    const state = { through: String(ago(3_000)) };
    const reader = fakeHistoryReader({ state });
    reader.record(source, ago(6_950), [waiting, { ...waiting, eventId: 'v', atMs: ago(6_960) }]);
    reader.record(source, ago(5_000), rows(5_010, 1));
    const { list } = aStage({ readers: { 'us-east-1': reader } });
    const first = await list({ limit: '1' });
    reader.record(source, ago(2_950), [{ ...accepted, atMs: ago(3_100) }]);
    state.through = String(ago(2_900));
    const second = await list({ limit: '1', cursor: first.json.nextCursor });
    const third = await list({ limit: '5', cursor: second.json.nextCursor });

    expect([first, second, third].map(({ json }) => eventsOf(json))).toEqual([
      ['e5010-0 accepted'],
      ['v waiting'],
      ['w waiting'],
    ]);
    expect(eventsOf((await list()).json)).toEqual(['w accepted', 'e5010-0 accepted', 'v waiting']);
    expect(eventsOf((await list({ outcome: 'waiting' })).json)).toEqual(['v waiting']);
  });

  test('is not waiting on a page of those that wait, even if its last outcome is newer than the first page', async () => {
    const reader = fakeHistoryReader();
    reader.record(source, ago(6_950), [waiting, { ...waiting, eventId: 'v', atMs: ago(6_960) }]);
    const { list } = aStage({ readers: { 'us-east-1': reader } });
    const first = await list({ outcome: 'waiting', limit: '1' });
    reader.record(source, ago(3_950), [accepted]);
    const second = await list({ outcome: 'waiting', cursor: first.json.nextCursor });

    expect(eventsOf(first.json)).toEqual(['v waiting']);
    expect(eventsOf(second.json)).toEqual([]);
  });

  test('is waiting as long as nothing else is recorded of it', async () => {
    const { own, list } = aStage();
    own.record(source, ago(6_950), [waiting]);
    own.record(source, ago(3_950), [{ ...accepted, trigger: 'replay', replay: 'r' }]);

    expect(eventsOf((await list()).json)).toEqual(['w accepted', 'w waiting']);
  });

  test('is not among those before `until` if its last outcome is after it', async () => {
    const { own, list } = aStage();
    own.record(source, ago(6_950), [waiting]);
    own.record(source, ago(3_950), [accepted]);

    expect(eventsOf((await list({ until: momentAgo(5_000) })).json)).toEqual([]);
    expect(eventsOf((await list({ outcome: 'waiting' })).json)).toEqual([]);
  });

  test('is left out even if the search for it took its time', async () => {
    const stages: ReturnType<typeof aStage>[] = [];
    const slow = fakeHistoryReader({ during: () => stages[0]?.clock.advance(400) });
    slow.record(source, ago(6_950), [waiting]);
    slow.record(source, ago(3_950), [accepted]);
    stages.push(aStage({ readers: { 'us-east-1': slow } }));
    const page = await stages[0]!.list({ until: momentAgo(5_000) });

    expect(page.json.deliveries).toEqual([]);
  });

  test('is shown as waiting if the search for its last outcome would be too long', async () => {
    const busy = fakeHistoryReader({ pageSize: 1, bytesOf: () => 900_000 });
    busy.record(source, ago(6_950), [waiting]);
    for (let minute = 100; minute > 60; minute -= 1) {
      busy.record(source, ago(60 * minute), rows(60 * minute + 10, 1));
    }
    busy.record(source, ago(100), [{ ...accepted, atMs: ago(130) }]);
    const { list } = aStage({ readers: { 'us-east-1': busy } });

    expect(eventsOf((await list({ outcome: 'waiting' })).json)).toEqual([]);
    const { json } = await list({ until: momentAgo(6_500) });
    expect(eventsOf(json)).toEqual(['w waiting']);
  });
});

describe('a search that is too long for a page', () => {
  test.each([
    ['by its bytes', () => 1_000_000, 0],
    ['by its time', () => 100, 400],
  ])('says how far it came, and goes on from there: %s', async (_, bytesOf, latencyMs) => {
    const stages: ReturnType<typeof aStage>[] = [];
    const slow = fakeHistoryReader({
      pageSize: 1,
      bytesOf,
      during: () => stages[0]?.clock.advance(latencyMs),
    });
    for (let minute = 20; minute > 0; minute -= 1) {
      slow.record(source, ago(60 * minute), rows(60 * minute + 30, 5));
    }
    slow.record(source, ago(2_000), rows(2_010, 1, { outcome: 'held' }));
    const stage = aStage({ readers: { 'us-east-1': slow } });
    stages.push(stage);
    const first = await stage.list({ outcome: 'held' });

    // Summaries tell that nothing matches, and still the pages are read.
    expect(first.json.deliveries).toEqual([]);
    expect(first.json.nextCursor).not.toBeNull();
    const searchedTo = Date.parse(first.json.searchedTo);
    expect(searchedTo).toBeGreaterThan(ago(20 * 60));
    expect(searchedTo).toBeLessThan(ago(0));

    let { json } = first;
    let requests = 1;
    while (json.deliveries.length === 0) {
      const earlier = json.searchedTo;
      ({ json } = await stage.list({ outcome: 'held', cursor: json.nextCursor }));
      requests += 1;
      expect(Date.parse(json.searchedTo ?? momentAgo(9_999))).toBeLessThan(Date.parse(earlier));
    }
    expect(requests).toBeLessThan(12);
    expect(eventsOf(json)).toEqual(['e2010-0 held']);
  });
});

function twoRegions() {
  return { 'us-east-1': fakeHistoryReader(), 'eu-west-1': fakeHistoryReader() };
}

describe('several Regions', () => {
  test('are merged by time, and each goes on where it was', async () => {
    const readers = twoRegions();
    const all = rows(100, 30);
    readers['us-east-1'].record(
      source,
      ago(60),
      all.filter((_, index) => index % 3 === 0),
    );
    readers['eu-west-1'].record(
      source,
      ago(61),
      all.filter((_, index) => index % 3 !== 0),
    );
    const { list } = aStage({ readers });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        limit: '7',
        ...(cursor !== null && { cursor }),
      });
      seen.push(...page.json.deliveries.map(({ event }: DeliveryView) => event));
      cursor = page.json.nextCursor;
    } while (cursor !== null);

    expect(seen).toEqual(all.map(({ eventId }) => eventId).toReversed());
  });

  test('are asked side by side, and one that does not answer makes the answer 503', async () => {
    const readers = {
      ...twoRegions(),
      'eu-west-1': fakeHistoryReader({
        during: () => {
          throw new Error('no answer');
        },
      }),
    };
    readers['us-east-1'].record(source, ago(60), rows(100, 3));
    const { list, log } = aStage({ readers });
    const answer = await list();

    expect(answer.status).toBe(503);
    expect(answer.json).toMatchObject({
      code: 'awsUnavailable',
      detail: 'A part of the history cannot be read at the moment.',
    });
    expect(log.lines.at(-1)).toMatchObject({ level: 'error' });
  });
});

function filled() {
  const stage = aStage();
  stage.own.record(source, ago(60), rows(90, 9));
  return stage;
}

describe('a cursor', () => {
  test.each([
    ['with another filter', { outcome: 'accepted' }, {}],
    ['with another time', { since: momentAgo(3_600) }, {}],
    ['that is cut off', {}, { cut: 2 }],
    ['that is no cursor', {}, { text: 'x' }],
    [
      'that was written by somebody else',
      {},
      { text: Buffer.from('["x",{}]').toString('base64url') },
    ],
  ])('is refused %s', async (_, query, { cut = 0, text }: { cut?: number; text?: string }) => {
    const { list } = filled();
    const { json } = await list({ limit: '2' });
    const cursor = text ?? json.nextCursor.slice(0, json.nextCursor.length - cut);
    const answer = await list({ ...query, cursor });

    expect(answer.json).toMatchObject({ code: 'invalidCursor', errors: [{ field: 'cursor' }] });
  });

  test('may be used with another limit', async () => {
    const { list } = filled();
    const { json } = await list({ limit: '2' });

    expect((await list({ limit: '3', cursor: json.nextCursor })).json.deliveries).toHaveLength(3);
  });
});

test.each([
  ['limit', '0', 'must be 1 to 100'],
  ['limit', '101', 'must be 1 to 100'],
  ['outcome', 'deadLettered', `must be one of ${countKinds.join(', ')}`],
  ['since', 'yesterday', 'is not a date and time such as 2026-11-21T19:00:00Z'],
  ['until', '', 'is not a date and time such as 2026-11-21T19:00:00Z'],
])('a wrong %s is named: %s', async (field, value, message) => {
  const { list } = aStage();
  const answer = await list({ [field]: value });

  expect(answer.json).toMatchObject({ code: 'invalidRequest', errors: [{ field, message }] });
});

test('the end of a time is after its beginning', async () => {
  const { list } = aStage();
  const answer = await list({ since: momentAgo(10), until: momentAgo(10) });

  expect(answer.json.errors).toEqual([{ field: 'until', message: 'must be after since' }]);
});

test.each(['deliveries', 'deliveries/e', 'stats', 'missed'])(
  'a stage without history says so, whatever the source: %s',
  async (suffix) => {
    const { get, own } = aStage({ history: { rows: 'none' } });
    for (const one of [name, name.replace('repo1', 'nothing')]) {
      const answer = await get(`/sources/${one}/${suffix}`);
      expect(answer.json).toMatchObject({ status: 409, code: 'historyOff' });
    }
    expect((await get('/events/e')).json).toMatchObject({ status: 409, code: 'historyOff' });
    expect(own.calls).toEqual([]);
  },
);

test('a source without a mapping has no history, though its rows are kept', async () => {
  const { own, list } = aStage({ mappings: [] });
  own.record(source, ago(60), rows(90, 3));

  expect((await list()).json).toMatchObject({ status: 404, code: 'notFound' });
  expect(own.calls).toEqual([]);
});
