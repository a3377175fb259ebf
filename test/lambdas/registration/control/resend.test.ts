import { describe, expect, test } from '@jest/globals';
import { testNowMs } from '../../../support/domain-builders.ts';
import { bodyOf } from '../../../support/http-api-events.ts';
import { aControlledSource, name } from './stage.ts';

const body = { key: 'k', offset: 0, length: 9, line: 0 };
const kept = { eventId: 'event/1', outcome: 'accepted', body } as const;
const path = `deliveries/${encodeURIComponent(kept.eventId)}/resend`;
const key = (value: string) => ({ headers: { 'idempotency-key': value } });

const query = (since: string) => ({ query: { since } });

describe('a resend', () => {
  test('is of one event, around the time of its rows', async () => {
    const { ask, record, replays } = await aControlledSource();
    record({ eventId: 'other' }, { ...kept, atMs: testNowMs - 90_000 }, kept);
    const answer = await ask(path, undefined, { claims: { tenant: 'acct1', sub: 'jo' } });

    expect(answer.statusCode).toBe(202);
    const [replay] = replays.all();
    expect(bodyOf(answer)).toMatchObject({
      id: replay!.id,
      kind: 'resend',
      source: { name, region: 'us-east-1' },
      events: ['event/1'],
      planned: 1,
      startedBy: 'jo',
    });
    expect(replay).toMatchObject({
      fromMs: testNowMs - 90_000,
      toMs: testNowMs - 60_000 + 1,
      outcomes: ['missed', 'failed', 'accepted'],
    });
    expect(replays.woken).toEqual([`acct1 ${replay!.id}`]);
  });

  test('is found quickly if its time is known', async () => {
    const { post, record } = await aControlledSource();
    record(kept);
    const at = `/sources/${name}/${path}`;

    expect((await post(at, undefined, query('2026-11-21T18:00:00Z'))).statusCode).toBe(202);
    expect((await post(at, undefined, query('2026-11-21T18:59:30Z'))).statusCode).toBe(404);
    expect((await post(at, undefined, query('x'))).statusCode).toBe(400);
  });

  test('is asked for twice on purpose, and sent twice, also beside a replay', async () => {
    const { ask, record, replays } = await aControlledSource();
    record(kept);
    await ask('missed', { action: 'send' });
    const answers = [await ask(path), await ask(path)];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
    expect(replays.all().map(({ kind }) => kind)).toEqual(['replay', 'resend', 'resend']);
  });

  test('is sent once if its request is repeated with its key', async () => {
    const { ask, record, replays, clock } = await aControlledSource();
    record(kept);
    const first = bodyOf(await ask(path, undefined, key('one')));
    clock.advance(60_000);
    const again = await ask(path, undefined, key('one'));

    expect([again.statusCode, bodyOf(again).id]).toEqual([202, first.id]);
    expect(replays.all()).toHaveLength(1);
  });

  test('takes the same key for no other event', async () => {
    const { ask, record } = await aControlledSource();
    record(kept, { ...kept, eventId: 'two' });
    await ask(path, undefined, key('one'));

    expect(bodyOf(await ask('deliveries/two/resend', undefined, key('one')))).toMatchObject({
      status: 422,
      code: 'idempotencyKeyReused',
    });
    expect(bodyOf(await ask(path, undefined, key('')))).toMatchObject({ code: 'invalidRequest' });
  });

  test('is made by a repetition where the first request has not come that far', async () => {
    const { ask, record, sources, replays } = await aControlledSource({ inAws: 'PENDING' });
    record(kept);
    expect(bodyOf(await ask(path, undefined, key('one')))).toMatchObject({
      code: 'sourceNotActive',
    });
    sources.accept('us-east-1', name);

    expect((await ask(path, undefined, key('one'))).statusCode).toBe(202);
    expect(replays.all()).toHaveLength(1);
  });

  test.each([
    ['that the source’s history does not have', { eventId: 'other' }, 404, 'notFound'],
    ['whose contents were never kept', { eventId: kept.eventId }, 409, 'bodyNotKept'],
    [
      'whose contents are no longer kept',
      { ...kept, queuedAtMs: testNowMs - 8 * 86_400_000 },
      409,
      'bodyNotKept',
    ],
  ])('is refused of an event %s', async (_, row, status, code) => {
    const { ask, record, replays } = await aControlledSource();
    record(row);

    expect(bodyOf(await ask(path))).toMatchObject({ status, code });
    expect(replays.all()).toEqual([]);
  });

  test.each([
    ['PENDING', {}, 'PENDING', 'sourceNotActive'],
    ['paused', { pausedAt: '2026-11-20T00:00:00.000Z' }, 'ACTIVE', 'sourcePaused'],
  ] as const)('is refused for a source that is %s', async (_, mapping, inAws, code) => {
    const { ask, record } = await aControlledSource({ mapping, inAws });
    record(kept);

    expect(bodyOf(await ask(path))).toMatchObject({ status: 409, code });
  });

  test('of another tenant’s event is like that of one that does not exist', async () => {
    const { ask, record, history } = await aControlledSource();
    record(kept);

    expect((await ask(path, undefined, { tenant: 'acct2' })).statusCode).toBe(404);
    expect(history.calls).toEqual([]);
  });
});
