import { describe, expect, test } from '@jest/globals';
import type { HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import {
  aHistoryRow,
  fakeHistoryReader,
  type FakeHistoryReader,
} from '../../../support/fake-history-reader.ts';
import { mappingOf } from '../../../support/customer.ts';
import { tenantKey } from '../../../../lambdas/aws/payloads/payload-key.ts';
import { ago, aStage, momentAgo, name, source, wish, type StageOverrides } from './stage.ts';

const path = (event: string): string => `/sources/${name}/deliveries/${encodeURIComponent(event)}`;
const body = { key: 'bodies/1', offset: 0, length: 10, line: 3 };
// As JSON.parse would not keep it.
const text =
  '{"id":"event-1","generator":"acct1/repo1","detail":{"n":300.0,"b":12345678901234567890}}';

function attempts(fields: Partial<HistoryRow> = {}): readonly HistoryRow[] {
  const first = aHistoryRow({
    atMs: ago(7_000),
    queuedAtMs: ago(7_001),
    outcome: 'waiting',
    body,
    ...fields,
  });
  return [
    first,
    { ...first, atMs: ago(4_000), outcome: 'accepted', attempts: 4, eventBridgeId: 'eb' },
  ];
}

function filled(overrides: Parameters<typeof aStage>[0] = {}, fields: Partial<HistoryRow> = {}) {
  const stage = aStage(overrides);
  const [first, last] = attempts(fields);
  stage.own.record(source, ago(6_950), [
    first!,
    aHistoryRow({ eventId: 'other', atMs: ago(7_000) }),
  ]);
  stage.own.record(source, ago(3_950), [last!]);
  stage.own.record(source, ago(3_890), [last!]);
  stage.own.bodies.set('acct1 event-1 bodies/1', text);
  return stage;
}

describe('one event at a source', () => {
  test('has every entry of the history once, the oldest first', async () => {
    const { get } = filled();
    const { json } = await get(path('event-1'));

    expect(json).toMatchObject({
      event: 'event-1',
      queuedAt: momentAgo(7_001),
      source: { name, region: 'eu-west-1' },
      body: 'kept',
      bodyText: null,
      isComplete: true,
      attempts: [
        { at: momentAgo(7_000), outcome: 'waiting', attempts: 1, eventBridgeId: null },
        { at: momentAgo(4_000), outcome: 'accepted', attempts: 4, eventBridgeId: 'eb' },
      ],
    });
  });

  test('has its contents byte for byte if they are asked for', async () => {
    const { get } = filled();

    expect((await get(path('event-1'), { include: 'body' })).json.bodyText).toBe(text);
    expect((await get(path('event-1'), { include: 'all' })).json).toMatchObject({
      code: 'invalidRequest',
      errors: [{ field: 'include' }],
    });
  });

  test('has contents that are no longer kept: by their age, or because nothing is there', async () => {
    const old = filled({ history: { bodyDays: 1 } }, { queuedAtMs: ago(86_401) });
    const gone = filled();
    gone.own.bodies.clear();
    const never = filled({}, { body: undefined as never });
    const ask = async (stage: ReturnType<typeof filled>) =>
      (await stage.get(path('event-1'), { include: 'body' })).json;

    expect(await ask(old)).toMatchObject({ body: 'expired', bodyText: null });
    expect(old.own.calls.map(({ method }) => method)).not.toContain('body');
    expect(await ask(gone)).toMatchObject({ body: 'expired', bodyText: null });
    expect(await ask(never)).toMatchObject({ body: 'notKept', bodyText: null });
  });

  test('is kept as long as what was recorded again when it was redriven', async () => {
    const { get } = filled(
      { history: { bodyDays: 1 } },
      { queuedAtMs: ago(86_401), trigger: 'redrive' },
    );

    expect((await get(path('event-1'), { include: 'body' })).json.bodyText).toBe(text);
  });

  test('is not found if the whole history has nothing of it', async () => {
    const { get } = filled();

    expect((await get(path('nothing'))).json).toMatchObject({ status: 404, code: 'notFound' });
    // EventBridge's id is no name of a delivery.
    expect((await get(path('eb'))).json).toMatchObject({ status: 404 });
  });
});

/** A source with 10 hours of chunks of 300 kB. */
function busySource(): FakeHistoryReader {
  const reader = fakeHistoryReader({ pageSize: 3, bytesOf: () => 300_000 });
  for (let minute = 600; minute > 0; minute -= 1) {
    const rows = [aHistoryRow({ eventId: `e${minute}`, atMs: ago(60 * minute + 30) })];
    reader.record(source, ago(60 * minute), rows);
  }
  return reader;
}

/** The key of a detail that the functions have stored for a tenant. */
function keyOf(tenant: string): string {
  return `out/${tenantKey(tenant)}/${'1'.repeat(32)}-${'2'.repeat(64)}`;
}

const unreachable = { open: () => Promise.reject(new Error('down')) };

describe('a large event', () => {
  const aReference = (fields = {}) => ({
    bucket: 'payloads-us-east-1',
    key: keyOf('acct1'),
    sizeBytes: 5_242_880,
    sha256: 'ab'.repeat(32),
    expiresAt: momentAgo(-86_400),
    ...fields,
  });
  const event = { id: 'event-1', generator: 'acct1/repo1', detailType: 'push' };
  const ask = async (reference: object, overrides: StageOverrides = {}, query = {}) => {
    const stage = filled(overrides);
    const large = { ...event, detailReference: reference, detail: { ref: 'main' } };
    stage.own.bodies.set('acct1 event-1 bodies/1', JSON.stringify(large));
    return await stage.get(path('event-1'), { include: 'body', ...query });
  };

  test('has what its stub keeps, and its size, hash and link; not where it is stored', async () => {
    const { json } = await ask(aReference());

    expect(JSON.parse(json.bodyText)).toEqual({ ...event, detail: { ref: 'main' } });
    expect(json.payload).toEqual({
      sizeBytes: 5_242_880,
      sha256: 'ab'.repeat(32),
      expiresAt: momentAgo(-86_400),
      url: `https://api.vendor.test/payloads/${mappingOf(wish).generation}.${keyOf('acct1')}`,
    });
  });

  test('has a link of the registration that the source has now', async () => {
    const { json } = await ask(aReference(), { mapping: { generation: 'newest' } });

    expect(json.payload.url).toContain('/payloads/newest.');
  });

  const retirement = { reason: 'deletedByTenant', retiredAt: momentAgo(60) } as const;
  test.each<[string, object, StageOverrides]>([
    ['its time is over', { expiresAt: momentAgo(0) }, {}],
    ['it is not known until when it is there', { expiresAt: undefined }, {}],
    ['it is another tenant’s', { key: keyOf('acct2') }, {}],
    ['the source is deleted', {}, { mapping: { retirement } }],
    [
      'there are no links yet',
      {},
      { replace: () => ({ payloadLinks: { open: async () => undefined } }) },
    ],
  ])('has no link if %s', async (_, fields, overrides) => {
    const { json } = await ask(aReference(fields), overrides);

    expect(json.payload).toMatchObject({ sizeBytes: 5_242_880, url: null });
    expect(json.bodyText).toContain('"ref":"main"');
  });

  test('is an answer for later if the table cannot be reached, rather than one without a link', async () => {
    const overrides = { replace: () => ({ payloadLinks: unreachable }) };
    const { status } = await ask(aReference(), overrides);

    expect(status).toBe(503);
  });

  test('is not read for those who do not ask for its contents, or may not read them', async () => {
    const claims = { sub: 'jo', support: 'true' };
    const unasked = filled();
    const support = filled();

    expect((await unasked.get(path('event-1'))).json.payload).toBeNull();
    const query = { tenant: 'acct1', include: 'body' };
    expect((await support.get(path('event-1'), query, { claims })).json.payload).toBeNull();
    for (const { own } of [unasked, support]) {
      expect(own.calls.map(({ method }) => method)).not.toContain('body');
    }
  });

  test('an event that has its detail has no payload beside it', async () => {
    const { get } = filled();

    expect((await get(path('event-1'), { include: 'body' })).json.payload).toBeNull();
  });
});

describe('an old event of a busy source', () => {
  test('is not found in time: which does not mean that it is absent', async () => {
    const reader = busySource();
    const { get } = aStage({ readers: { 'us-east-1': reader } });
    const answer = await get(path('e590'));

    expect(answer.json).toMatchObject({ status: 422, code: 'searchTooWide' });
    // 16 MB at 0.9 MB a page.
    expect(reader.calls).toHaveLength(18);
  });

  test('is found at once with the time since which it is searched', async () => {
    const reader = busySource();
    const { get } = aStage({ readers: { 'us-east-1': reader } });
    const { json } = await get(path('e590'), { since: momentAgo(60 * 590 + 30) });

    expect(json).toMatchObject({ event: 'e590', isComplete: false });
    expect(json.attempts).toHaveLength(1);
  });
});

test('rows of several Regions are one event', async () => {
  const readers = { 'us-east-1': fakeHistoryReader(), 'eu-west-1': fakeHistoryReader() };
  const [first, last] = attempts();
  readers['us-east-1'].record(source, ago(6_900), [first!]);
  readers['eu-west-1'].record(source, ago(3_900), [{ ...last!, trigger: 'redrive' }]);
  readers['us-east-1'].bodies.set('acct1 event-1 bodies/1', text);
  const { get } = aStage({ readers });
  const { json } = await get(path('event-1'), { include: 'body' });

  expect(json.attempts).toHaveLength(2);
});

test('an id that many events have gives a thousand of them, and says that there are more', async () => {
  const { own, get } = aStage();
  for (let minute = 12; minute > 0; minute -= 1) {
    const rows = Array.from({ length: 100 }, (_, index) =>
      aHistoryRow({ atMs: ago(60 * minute) - index }),
    );
    own.record(source, ago(60 * minute), rows);
  }
  const one = await get(path('event-1'));
  const everywhere = await get('/events/event-1');

  expect(one.json.attempts).toHaveLength(1_000);
  expect(one.json.isComplete).toBe(false);
  expect(everywhere.json.isComplete).toBe(false);
});
