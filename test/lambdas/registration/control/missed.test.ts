import { describe, expect, test } from '@jest/globals';
import { bodyOf } from '../../../support/http-api-events.ts';
import { aNotification, testNowMs } from '../../../support/domain-builders.ts';
import { registrationTestSettings } from '../../../support/registration-services.ts';
import { aControlledSource, name, wish } from './stage.ts';

const now = new Date(testNowMs).toISOString();
const missedSince = '2026-11-20T00:00:00.000Z';
const send = { action: 'send' };
const leave = { action: 'leave' };

async function aRetiredSource() {
  const stage = await aControlledSource({ inAws: 'nothing' });
  await stage.mappings.retire(stage.mapping, aNotification());
  return stage;
}

describe('what was missed', () => {
  test('is sent by a replay that the answer has', async () => {
    const { ask, replays } = await aControlledSource({ mapping: { missedSince } });
    const answer = await ask('missed', send, { claims: { tenant: 'acct1', sub: 'jo' } });

    expect(answer.statusCode).toBe(202);
    const [replay] = replays.all();
    expect(answer.headers).toMatchObject({ location: `/replays/${replay!.id}` });
    expect(bodyOf(answer)).toMatchObject({
      id: replay!.id,
      kind: 'replay',
      state: 'waiting',
      from: missedSince,
      to: now,
      outcomes: ['missed'],
      startedBy: 'jo',
    });
    expect(replays.woken).toEqual([`acct1 ${replay!.id}`]);
  });

  test('is planned for its progress', async () => {
    const { ask, record } = await aControlledSource({ mapping: { missedSince } });
    record({ outcome: 'held', body: { key: 'k', offset: 0, length: 9, line: 0 } });

    expect(bodyOf(await ask('missed', send))).toMatchObject({ planned: 1 });
  });

  test('is sent once: a second request is refused with the id of the replay, until that is over', async () => {
    const { ask, replays, clock } = await aControlledSource({ mapping: { missedSince } });
    const { id } = bodyOf(await ask('missed', send));
    clock.advance(1_000);
    const refused = bodyOf(await ask('missed', send));

    expect(refused).toMatchObject({ status: 409, code: 'replayRunning', replay: id });
    await replays.change(id, { state: 'completed' });
    expect((await ask('missed', send)).statusCode).toBe(202);
    expect(replays.all()).toHaveLength(2);
  });

  test.each([
    ['PENDING', {}, 'PENDING', 'sourceNotActive'],
    ['gone', {}, 'nothing', 'sourceNotActive'],
    ['paused', { pausedAt: missedSince }, 'ACTIVE', 'sourcePaused'],
  ] as const)('is not sent to a source that is %s', async (_, fields, inAws, code) => {
    const { ask, replays } = await aControlledSource({
      mapping: { missedSince, ...fields },
      inAws,
    });

    expect(bodyOf(await ask('missed', send))).toMatchObject({ status: 409, code });
    expect(replays.all()).toEqual([]);
  });

  test('is not sent to a retired source', async () => {
    const { ask, mappings, mapping } = await aControlledSource();
    await mappings.retire(mapping, aNotification());

    expect(bodyOf(await ask('missed', send))).toMatchObject({ code: 'sourceNotActive' });
  });

  test('is sent to a source that AWS says is ACTIVE, though the table did not know', async () => {
    const { ask, replays } = await aControlledSource({
      mapping: { missedSince, state: 'PENDING' },
    });

    expect((await ask('missed', send)).statusCode).toBe(202);
    expect(replays.all()).toMatchObject([{ toMs: testNowMs + 120_000 }]);
  });

  test('is not sent while nobody knows whether the source is ACTIVE', async () => {
    const { ask } = await aControlledSource({
      replace: (services) => ({
        beginSourceCalls: () => ({
          ...services.beginSourceCalls(),
          observe: async () => ({
            kind: 'failed',
            failure: { code: 'ThrottlingException', message: '' },
          }),
        }),
      }),
    });

    expect(bodyOf(await ask('missed', send))).toMatchObject({ code: 'awsThrottled' });
  });

  test('is left, and nobody is asked again', async () => {
    const { ask, current } = await aControlledSource({ mapping: { missedSince } });
    const answer = await ask('missed', leave);

    expect([answer.statusCode, answer.body]).toEqual([204, undefined]);
    expect(current()).not.toHaveProperty('missedSince');
  });

  test('of a retired source can be left until now', async () => {
    const { ask, current, mappings, mapping } = await aControlledSource();
    await mappings.retire(mapping, aNotification());

    expect((await ask('missed', leave)).statusCode).toBe(204);
    expect(current()).toMatchObject({ missedSince: now });
  });

  test('is nothing where there is no history', async () => {
    const history = { ...registrationTestSettings.history, rows: 'none' } as const;
    const { ask } = await aControlledSource({ settings: { history } });

    expect(bodyOf(await ask('missed', send))).toMatchObject({ code: 'historyOff' });
    expect(bodyOf(await ask('missed', leave))).toMatchObject({ code: 'historyOff' });
  });

  test.each([{}, { action: 'drop' }, 'send'])('cannot become %j', async (body) => {
    const { ask } = await aControlledSource();
    const headers = { 'content-type': 'application/json' };

    expect(bodyOf(await ask('missed', JSON.stringify(body), { headers }))).toMatchObject({
      code: 'invalidRequest',
    });
  });
});

describe('a source that is re-created', () => {
  test('offers what it missed, and sends nothing by itself', async () => {
    const { ask, sources, send: request, replays } = await aRetiredSource();
    const answer = bodyOf(await ask('recreate'));
    sources.accept(wish.region, name);
    const later = bodyOf(await request({ path: `/sources/${name}` }));

    const since = '2026-11-21T18:59:00.000Z';
    expect(answer).toMatchObject({ missedSince: since, sendsMissedOnceActive: false });
    expect(later).toMatchObject({ state: 'ACTIVE', missedSince: since });
    expect(replays.all()).toEqual([]);
  });

  test('sends what it missed by itself once it is ACTIVE, if that was asked for', async () => {
    const { ask, sources, send: request, replays, current } = await aRetiredSource();
    const answer = bodyOf(await ask('recreate', { sendMissed: true }));
    expect(answer).toMatchObject({ sendsMissedOnceActive: true });
    await request({ path: `/sources/${name}` });
    expect(replays.all()).toEqual([]);

    sources.accept(wish.region, name);
    await request({ path: `/sources/${name}` });
    await request({ path: `/sources/${name}` });
    expect(replays.all()).toMatchObject([
      { fromMs: Date.parse('2026-11-21T18:59:00.000Z'), source: { generation: 'id-1' } },
    ]);
    expect(current().sendsMissedOnceActive).toBeUndefined();
  });

  test('that exists already sends what it missed, too', async () => {
    const { ask, replays } = await aControlledSource({ mapping: { missedSince } });
    const answer = await ask('recreate', { sendMissed: true });

    expect(answer.statusCode).toBe(200);
    expect(replays.all()).toMatchObject([{ fromMs: Date.parse(missedSince) }]);
  });

  test('is not paused any more', async () => {
    const stage = await aControlledSource({ mapping: { pausedAt: missedSince }, inAws: 'nothing' });
    await stage.mappings.retire(stage.mapping, aNotification());

    expect(bodyOf(await stage.ask('recreate'))).toMatchObject({ pausedAt: null });
  });

  test('registered anew keeps what it missed', async () => {
    const { post } = await aRetiredSource();

    expect(bodyOf(await post('/sources', wish))).toMatchObject({
      missedSince: '2026-11-21T18:59:00.000Z',
    });
  });

  test('cannot send what it missed where there is no history, nor anything else', async () => {
    const history = { ...registrationTestSettings.history, rows: 'none' } as const;
    const off = await aControlledSource({ settings: { history }, inAws: 'nothing' });
    expect(bodyOf(await off.ask('recreate', { sendMissed: true }))).toMatchObject({
      code: 'historyOff',
    });

    const { ask } = await aRetiredSource();
    expect(bodyOf(await ask('recreate', { sendMissed: 'yes' })).errors).toEqual([
      { field: '/sendMissed', message: 'must be true or false, not a string' },
    ]);
  });
});
