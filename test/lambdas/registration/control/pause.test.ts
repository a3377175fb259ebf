import { describe, expect, test } from '@jest/globals';
import { bodyOf } from '../../../support/http-api-events.ts';
import { aNotification, testNowMs } from '../../../support/domain-builders.ts';
import { registrationTestSettings } from '../../../support/registration-services.ts';
import { aControlledSource, name, wish } from './stage.ts';

const now = new Date(testNowMs).toISOString();
const earlier = '2026-11-20T00:00:00.000Z';
const withoutHistory = {
  settings: { history: { ...registrationTestSettings.history, rows: 'none' as const } },
};

describe('a pause', () => {
  test('is answered with the source, and noted with what it may miss', async () => {
    const { ask, current } = await aControlledSource();
    const answer = await ask('pause');

    expect(answer.statusCode).toBe(200);
    expect(bodyOf(answer)).toMatchObject({ name, pausedAt: now, missedSince: now });
    expect(current()).toMatchObject({ pausedAt: now, missedSince: now });
  });

  test('that is repeated keeps its time', async () => {
    const { ask, clock } = await aControlledSource();
    await ask('pause');
    clock.advance(60_000);

    expect(bodyOf(await ask('pause'))).toMatchObject({ pausedAt: now });
  });

  test('is possible for a PENDING source', async () => {
    const { ask } = await aControlledSource({ mapping: { state: 'PENDING' }, inAws: 'PENDING' });

    expect((await ask('pause')).statusCode).toBe(200);
  });

  test('is refused for a retired source, and where nothing would be held', async () => {
    const { ask, mappings, mapping } = await aControlledSource();
    await mappings.retire(mapping, aNotification());
    expect(bodyOf(await ask('pause'))).toMatchObject({ status: 409, code: 'sourceRetired' });

    const off = await aControlledSource(withoutHistory);
    expect(bodyOf(await off.ask('pause'))).toMatchObject({ status: 409, code: 'historyOff' });
    expect(off.current()).not.toHaveProperty('pausedAt');
  });

  test.each(['pause', 'resume', 'skip-backlog', 'missed'])(
    'or any control (%s) of another tenant’s source is answered like that of none',
    async (action) => {
      const { ask, mapping, mappings } = await aControlledSource();
      const body = action === 'missed' ? { action: 'leave' } : undefined;
      const foreign = await ask(action, body, { tenant: 'acct2' });
      mappings.items.delete(mapping);
      const absent = await ask(action, body);

      expect(foreign).toEqual(absent);
      expect(foreign.statusCode).toBe(404);
    },
  );

  test('by the vendor’s support, for a tenant that it names, is nobody’s', async () => {
    const { ask, current } = await aControlledSource();
    const claims = { tenant: 'vendor', support: true };
    const answer = await ask('pause', undefined, { claims, query: { tenant: 'acct1' } });

    expect(answer.statusCode).toBe(404);
    expect(current()).not.toHaveProperty('pausedAt');
  });

  test('of a source that is registered again at that moment says so', async () => {
    const { ask } = await aControlledSource({
      replace: () => ({ controls: { control: async () => 'superseded' } }),
    });

    expect(bodyOf(await ask('pause'))).toMatchObject({ code: 'changedMeanwhile' });
  });

  test('when the table cannot be reached is answered with 503', async () => {
    const { ask } = await aControlledSource({
      replace: () => ({ controls: { control: async () => await Promise.reject(new Error('x')) } }),
    });

    expect(bodyOf(await ask('pause'))).toMatchObject({ code: 'awsUnavailable' });
  });
});

describe('a resumption', () => {
  const paused = { pausedAt: earlier, missedSince: earlier };

  test('leaves the question of what was missed open', async () => {
    const { ask, replays } = await aControlledSource({ mapping: paused });
    const answer = await ask('resume');

    expect(bodyOf(answer)).toMatchObject({ pausedAt: null, missedSince: earlier });
    expect(replays.all()).toEqual([]);
  });

  test('that leaves the backlog asks no more', async () => {
    const { ask } = await aControlledSource({ mapping: paused });

    expect(bodyOf(await ask('resume', { backlog: 'leave' }))).toMatchObject({ missedSince: null });
  });

  test('that sends the backlog starts one replay of what was missed, however often it is asked for', async () => {
    const { ask, replays, clock } = await aControlledSource({ mapping: paused });
    await ask('resume', { backlog: 'send' });
    clock.advance(1_000);
    const again = await ask('resume', { backlog: 'send' });

    expect(again.statusCode).toBe(200);
    expect(replays.all()).toMatchObject([
      {
        kind: 'replay',
        state: 'waiting',
        outcomes: ['missed'],
        fromMs: Date.parse(earlier),
        toMs: testNowMs + 120_000,
      },
    ]);
    expect(replays.woken.length).toBeGreaterThan(0);
  });

  test('that sends the backlog of a PENDING source sends it once the source is ACTIVE', async () => {
    const { ask, replays, sources, send, current } = await aControlledSource({
      mapping: { ...paused, state: 'PENDING' },
      inAws: 'PENDING',
    });
    const answer = await ask('resume', { backlog: 'send' });
    expect(bodyOf(answer)).toMatchObject({ pausedAt: null, sendsMissedOnceActive: true });
    expect(replays.all()).toEqual([]);

    sources.accept(wish.region, name);
    await send({ path: `/sources/${name}` });
    expect(replays.all()).toMatchObject([{ startedBy: 'reconciler', outcomes: ['missed'] }]);
    expect(current()).not.toHaveProperty('sendsMissedOnceActive');
  });

  test('is possible where there is no history', async () => {
    const off = await aControlledSource({ ...withoutHistory, mapping: { pausedAt: earlier } });

    expect(bodyOf(await off.ask('resume', { backlog: 'send' }))).toMatchObject({ pausedAt: null });
  });

  test('names what is wrong with its body', async () => {
    const { ask } = await aControlledSource();
    const answer = await ask('resume', { backlog: 'drop', other: 1 });

    expect(bodyOf(answer).errors).toEqual([
      { field: '/other', message: 'is not a field of this request' },
      { field: '/backlog', message: 'must be send or leave' },
    ]);
  });
});

describe('skipping the backlog', () => {
  test('is for what waits from before now, or before a time', async () => {
    const { ask, current } = await aControlledSource();

    expect((await ask('skip-backlog', { before: earlier })).statusCode).toBe(200);
    expect(current()).toMatchObject({ skipBefore: earlier });
    expect((await ask('skip-backlog')).statusCode).toBe(200);
    expect(current()).toMatchObject({ skipBefore: now });
  });

  test.each([
    ['2026-11-21T19:00:00.001Z', 'is in the future'],
    ['yesterday', 'is not a date and time such as 2026-11-21T19:00:00Z'],
  ])('is not for %s', async (before, message) => {
    const { ask, current } = await aControlledSource();

    expect(bodyOf(await ask('skip-backlog', { before })).errors).toEqual([
      { field: '/before', message },
    ]);
    expect(current()).not.toHaveProperty('skipBefore');
  });
});
