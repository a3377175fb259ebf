import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { replayItem } from '../../../../lambdas/aws/replay-item.ts';
import {
  maxReplayBodyBytes,
  readMissedAction,
  readRecreation,
  readReplay,
  readResume,
  readSkip,
} from '../../../../lambdas/registration/control/read-control.ts';
import { standardSettings } from '../../../../lambdas/settings/standard-settings.ts';
import { testNowMs } from '../../../support/domain-builders.ts';
import { bodyOf } from '../../../support/http-api-events.ts';
import { openApi, schemaAt } from '../../../support/openapi-check.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { aReplay, aReplayRun } from '../../../support/replay-builders.ts';
import { registrationTestSettings } from '../../../support/registration-services.ts';
import { aControlledSource, name } from './stage.ts';

const from = '2026-11-20T00:00:00Z';
const to = '2026-11-21T19:00:00Z';
const wanted = { source: name, from, to };
const key = (value: string) => ({ headers: { 'idempotency-key': value } });

describe('a replay', () => {
  test('waits for its turn, with everything that was asked for', async () => {
    const { post, replays } = await aControlledSource();
    const filters = {
      outcomes: ['failed'],
      detailTypes: ['push'],
      events: ['one', 'two'],
      maxPerSecond: 10,
    };
    const answer = await post('/replays', { ...wanted, region: 'us-east-1', ...filters });

    expect(answer.statusCode).toBe(201);
    const [replay] = replays.all();
    expect(answer.headers).toMatchObject({ location: `/replays/${replay!.id}` });
    expect(bodyOf(answer)).toMatchObject({ ...filters, state: 'waiting', endsAbout: null });
    expect(replay).toMatchObject({
      ...filters,
      fromMs: Date.parse(from),
      toMs: testNowMs,
      source: { tenant: 'acct1', sourceName: name, generation: 'generation-1' },
    });
    expect(replays.woken).toEqual([`acct1 ${replay!.id}`]);
  });

  test('is of all outcomes unless some are asked for', async () => {
    const { post } = await aControlledSource();

    expect(bodyOf(await post('/replays', wanted))).toMatchObject({
      outcomes: ['missed', 'failed', 'accepted'],
      detailTypes: null,
      events: null,
      maxPerSecond: null,
    });
  });

  test('is only planned, if that is asked for, of whatever source', async () => {
    const { post, record, replays } = await aControlledSource({
      mapping: { state: 'PENDING', pausedAt: from },
      inAws: 'PENDING',
    });
    record({ outcome: 'held', body: { key: 'k', offset: 0, length: 9, line: 0 } });
    const answer = await post('/replays', { ...wanted, plan: true });

    expect(answer.statusCode).toBe(200);
    expect(bodyOf(answer)).toMatchObject({
      events: 1,
      first: '2026-11-21T18:59:00.000Z',
      isComplete: true,
    });
    expect(replays.all()).toEqual([]);
  });

  test('has what was skipped among what failed, and a named event whatever became of it', async () => {
    const { post, record } = await aControlledSource();
    const body = { key: 'k', offset: 0, length: 9, line: 0 };
    record(
      { eventId: 'skipped', outcome: 'skipped', body },
      { eventId: 'waiting', outcome: 'waiting', body },
    );
    const planned = async (fields: object) =>
      bodyOf(await post('/replays', { ...wanted, plan: true, ...fields }));

    expect(await planned({ outcomes: ['failed'] })).toMatchObject({ events: 1 });
    expect(await planned({ outcomes: ['missed', 'accepted'] })).toMatchObject({ events: 0 });
    expect(await planned({})).toMatchObject({ events: 1 });
    expect(await planned({ events: ['waiting'] })).toMatchObject({ events: 1 });
    expect(await planned({ events: ['waiting'], outcomes: ['failed'] })).toMatchObject({
      events: 0,
    });
  });

  test('of nothing can be planned', async () => {
    const { post } = await aControlledSource();
    const answer = await post('/replays', { ...wanted, plan: true });

    expect(bodyOf(answer)).toMatchObject({ events: 0, first: null, last: null });
  });

  test.each([
    ['PENDING', {}, 'PENDING', 'sourceNotActive'],
    ['paused', { pausedAt: from }, 'ACTIVE', 'sourcePaused'],
  ] as const)('is refused for a source that is %s', async (_, mapping, inAws, code) => {
    const { post, replays } = await aControlledSource({ mapping, inAws });

    expect(bodyOf(await post('/replays', wanted))).toMatchObject({ status: 409, code });
    expect(replays.all()).toEqual([]);
  });

  test('is refused, planned or not, where there is no history', async () => {
    const history = { ...registrationTestSettings.history, rows: 'none' } as const;
    const { post } = await aControlledSource({ settings: { history } });

    expect(bodyOf(await post('/replays', wanted))).toMatchObject({ code: 'historyOff' });
    expect(bodyOf(await post('/replays', { ...wanted, plan: true }))).toMatchObject({
      code: 'historyOff',
    });
  });

  test('of another tenant’s source is like that of none', async () => {
    const { post } = await aControlledSource();
    const foreign = await post('/replays', wanted, { tenant: 'acct2' });
    const absent = await post('/replays', { ...wanted, source: `${name}x` });

    expect(foreign).toEqual(absent);
    expect(foreign.statusCode).toBe(404);
  });

  test('is one for each source at a time, however many are asked for at once', async () => {
    const { post, replays } = await aControlledSource();
    const answers = await Promise.all([1, 2, 3].map(async () => await post('/replays', wanted)));

    expect(
      answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other),
    ).toEqual([201, 409, 409]);
    expect(replays.all()).toHaveLength(1);
  });

  test('that is repeated with its key is the same, whatever has become of the source', async () => {
    const { post, replays, sources, clock } = await aControlledSource();
    const first = bodyOf(await post('/replays', wanted, key('one')));
    clock.advance(60_000);
    sources.leave('us-east-1', name);
    const again = await post('/replays', wanted, key('one'));

    expect([again.statusCode, bodyOf(again).id]).toEqual([201, first.id]);
    expect(replays.all()).toHaveLength(1);
    const other = await post('/replays', { ...wanted, maxPerSecond: 1 }, key('one'));
    expect(bodyOf(other)).toMatchObject({ code: 'idempotencyKeyReused' });
  });

  test('whose function could not be woken is woken by a repetition', async () => {
    let isDown = true;
    const { post, replays } = await aControlledSource({
      replace: ({ wakeReplay }) => ({
        wakeReplay: async (message) => {
          if (isDown) throw new Error('the queue is down');
          await wakeReplay(message);
        },
      }),
    });
    expect((await post('/replays', wanted, key('one'))).statusCode).toBe(503);
    isDown = false;

    expect((await post('/replays', wanted, key('one'))).statusCode).toBe(201);
    expect(replays.woken).toHaveLength(1);
    expect(replays.all()).toHaveLength(1);
  });

  test.each([
    [{ from: to, to: from }, [{ field: '/to', message: 'must be after from' }]],
    [{ to: '2026-11-21T19:00:01Z' }, [{ field: '/to', message: 'is in the future' }]],
    [{ from: '2026-10-22T18:59:59Z' }, [{ field: '/from', message: 'is longer ago than 30 days' }]],
    [
      { from: 'x', maxPerSecond: 1.5, outcomes: ['all'], events: [], plan: 1 },
      [
        { field: '/from', message: 'is not a date and time such as 2026-11-21T19:00:00Z' },
        { field: '/outcomes/0', message: 'must be missed, failed or accepted' },
        { field: '/events', message: 'is empty' },
        { field: '/maxPerSecond', message: 'must be a whole number from 1 to 1600' },
        { field: '/plan', message: 'must be true or false, not a number' },
      ],
    ],
  ])('with %j is refused, and every error named', async (fields, errors) => {
    const { post } = await aControlledSource();
    const answer = await post('/replays', { ...wanted, ...fields });

    expect(bodyOf(answer)).toMatchObject({ status: 400, errors });
  });
});

describe('the replays of a tenant', () => {
  test('are listed in pages, the newest first, all or those of a source', async () => {
    const { post, send, replays, clock } = await aControlledSource();
    for (let made = 0; made < 3; made += 1) {
      clock.advance(1_000);
      const { id } = bodyOf(await post('/replays', wanted));
      await replays.change(id, { state: 'completed' });
    }
    const ids = replays
      .all()
      .map(({ id }) => id)
      .toReversed();
    const first = bodyOf(await send({ path: '/replays', query: { limit: '2' } }));
    const query = { cursor: first.nextCursor, source: name };
    const second = bodyOf(await send({ path: '/replays', query }));

    const listed = [...first.replays, ...second.replays].map(({ id }: { id: string }) => id);
    expect(listed).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    const foreign = await send({ path: '/replays', tenant: 'acct2' });
    expect(bodyOf(foreign)).toEqual({ replays: [], nextCursor: null });
  });

  test.each([
    [{ limit: '0' }, 'invalidRequest'],
    [{ cursor: 'x' }, 'invalidCursor'],
    [{ source: 'aws.partner/vendor.test/acct2/repo1/111122223333' }, 'notFound'],
  ])('are not listed with %j', async (query, code) => {
    const { send } = await aControlledSource();

    expect(bodyOf(await send({ path: '/replays', query }))).toMatchObject({ code });
  });

  test('have a progress, and an end if they go on as fast', async () => {
    const { post, send, replays, clock } = await aControlledSource();
    const { id } = bodyOf(await post('/replays', wanted));
    const startedAt = new Date(clock.now()).toISOString();
    const progress = { planned: 100, sent: 20, failed: 2, filtered: 2, withoutBody: 1 };
    await replays.change(id, { state: 'running', startedAt, progress });
    clock.advance(50_000);

    expect(bodyOf(await send({ path: `/replays/${id}` }))).toMatchObject({
      state: 'running',
      planned: 100,
      sent: 20,
      failed: 2,
      skipped: { filtered: 2, withoutBody: 1 },
      endsAbout: new Date(clock.now() + 150_000).toISOString(),
    });
    const none = { planned: 100, sent: 0, failed: 0, filtered: 0, withoutBody: 0 };
    await replays.change(id, { progress: none });
    expect(bodyOf(await send({ path: `/replays/${id}` }))).toMatchObject({ endsAbout: null });
  });

  test('are cancelled, which is no error for one that is over', async () => {
    const { post, replays } = await aControlledSource();
    const { id } = bodyOf(await post('/replays', wanted));
    const answer = await post(`/replays/${id}/cancel`);

    expect(answer.statusCode).toBe(202);
    expect(replays.all()).toMatchObject([{ isCancelRequested: true }]);
    expect(replays.woken).toHaveLength(2);
    await replays.change(id, { state: 'cancelled', endedAt: to });
    const over = await post(`/replays/${id}/cancel`);
    expect(bodyOf(over)).toMatchObject({ state: 'cancelled' });
    expect(replays.woken).toHaveLength(2);
  });

  test('of another tenant are like those that do not exist', async () => {
    const { post, send, replays } = await aControlledSource();
    const { id } = bodyOf(await post('/replays', wanted));
    const absent = await send({ path: '/replays/0000000000000-x' });

    expect(await send({ path: `/replays/${id}`, tenant: 'acct2' })).toEqual(absent);
    expect(await send({ path: '/replays/anything' })).toEqual(absent);
    expect(await post(`/replays/${id}/cancel`, undefined, { tenant: 'acct2' })).toEqual(absent);
    expect(await post('/replays/anything/cancel')).toEqual(absent);
    expect(replays.all()).not.toMatchObject([{ isCancelRequested: true }]);
  });
});

/** As many characters, of four bytes each, as they are written in JSON if everything is escaped. */
const escaped = (length: number, number: number) =>
  String.raw`"${String.raw`\ud83d\ude00`.repeat(length - 4)}${String(number).padStart(4, '0')}"`;

describe('the largest body that the description allows', () => {
  const { properties } = openApi.components.schemas.ReplayRequest;
  const { maxLength: typeLength } = openApi.components.schemas.DetailType;
  const list = (count: number, length: number) =>
    `[${Array.from({ length: count }, (_, index) => escaped(length, index)).join(',')}]`;
  const { source, region, detailTypes, events } = properties;
  const body =
    `{"source":${escaped(source.maxLength, 0)},"region":${escaped(region.maxLength, 0)},` +
    `"from":"${from}","to":"${to}","outcomes":["missed","failed","accepted"],` +
    `"detailTypes":${list(detailTypes.maxItems, typeLength)},` +
    `"events":${list(events.maxItems, events.items.maxLength)},"maxPerSecond":1600,"plan":false}`;

  const headers = { 'content-type': 'application/json' };
  const asked = (text: string) =>
    ({ method: 'POST', path: '/replays', body: text, headers }) as const;

  test('is read', async () => {
    const stage = await aControlledSource();
    const read = readReplay(JSON.parse(body));

    expect(schemaAt({ $ref: '#/components/schemas/ReplayRequest' })(JSON.parse(body))).toBe(true);
    expect(read.kind).toBe('read');
    // The source of that name does not exist.
    expect(await stage.send(asked(body))).toMatchObject({
      statusCode: 404,
    });
  });

  test('is not far below the limit of bytes, which holds', async () => {
    const stage = await aControlledSource();
    const sent = async (bytes: number) => await stage.send(asked(body.padEnd(bytes)));

    expect(body.length).toBeGreaterThan(maxReplayBodyBytes * 0.8);
    expect(await sent(maxReplayBodyBytes)).toMatchObject({ statusCode: 404 });
    expect(await sent(maxReplayBodyBytes + 1)).toMatchObject({ statusCode: 413 });
  });

  test('becomes a replay that fits into an item', () => {
    const { detailTypes: types, events: ids } = JSON.parse(body);
    const run = aReplayRun({ seen: 'x'.repeat(11 * standardSettings.replay.rememberedEvents) });
    const item = replayItem(aReplay({ detailTypes: types, events: ids, run }));

    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(400 * 1024);
  });
});

test('a body is read as a replay if and only if the description has it as one', () => {
  const schema = schemaAt({ $ref: '#/components/schemas/ReplayRequest' });
  const anyTime = fc.constantFrom(from, to, '2026-11-21T19:00:00+01:00', 'x', '', 5);
  const anyTexts = fc.uniqueArray(
    fc.constantFrom('push', 'x'.repeat(128), 'x'.repeat(129), '', '😀'.repeat(1_024)),
  );
  const anyBody = fc.record(
    {
      source: fc.constantFrom(name, '', 'x'.repeat(256), 'x'.repeat(257), 5),
      region: fc.constantFrom('us-east-1', '', 'x'.repeat(65), null),
      from: anyTime,
      to: anyTime,
      outcomes: fc.array(fc.constantFrom('missed', 'failed', 'accepted', 'all'), { maxLength: 3 }),
      detailTypes: anyTexts,
      events: anyTexts,
      maxPerSecond: fc.constantFrom(1, 1_600, 1_601, 0, 1.5, '1'),
      plan: fc.constantFrom(true, false, 0),
      other: fc.constant(1),
    },
    { requiredKeys: ['source', 'from', 'to'] },
  );
  const seen = { read: 0, problem: 0 };
  fc.assert(
    fc.property(anyBody, (body) => {
      const { kind } = readReplay(body);
      seen[kind] += 1;
      expect(kind).toBe(schema(body) ? 'read' : 'problem');
    }),
    { numRuns: propertyRuns(2_000) },
  );
  expect(seen.problem).toBeGreaterThan(0);
});

const bodies: readonly (readonly [
  string,
  (value: unknown) => { readonly kind: string },
  Readonly<Record<string, fc.Arbitrary<unknown>>>,
])[] = [
  ['Resumption', readResume, { backlog: fc.constantFrom('send', 'leave', 'drop', null, 1) }],
  ['BacklogSkip', readSkip, { before: fc.constantFrom(from, 'x', '', 5, null) }],
  ['MissedDecision', readMissedAction, { action: fc.constantFrom('send', 'leave', 'drop', 1) }],
  ['Recreation', readRecreation, { sendMissed: fc.constantFrom(true, false, 'true', null) }],
];

test.each(bodies)('the same of a body as %s', (schemaName, read, fields) => {
  const schema = schemaAt({ $ref: `#/components/schemas/${schemaName}` });
  const anyBody = fc.oneof(
    fc.record({ ...fields, other: fc.constant(1) }, { requiredKeys: [] }),
    fc.jsonValue({ maxDepth: 1 }),
  );
  fc.assert(
    fc.property(anyBody, (body) => {
      expect(read(body).kind).toBe(schema(body) ? 'read' : 'problem');
    }),
    { numRuns: propertyRuns(500) },
  );
});
