import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { HistoryRow } from '../../../lambdas/domain/history/row.ts';
import type { HistoryRecord } from '../../../lambdas/ports/history.ts';
import type { DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import {
  accept,
  answerEach,
  failWhole,
  refuse,
  type PutScript,
} from '../../support/fake-put-partner-events.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import type { Interfere } from '../../support/interfered-services.ts';
import { aReplay } from '../../support/replay-builders.ts';
import { replayWorld } from '../../support/replay-world.ts';

/** A held event of a mapping's source, as it is recorded. */
function held(
  id: string,
  {
    mapping = aMapping(),
    row = {},
    event = {},
  }: { mapping?: Mapping; row?: Partial<HistoryRow>; event?: Partial<DomainEvent> } = {},
): HistoryRecord {
  const { tenant, sourceArn, generator } = mapping;
  return {
    tenant,
    sourceArn,
    row: aHistoryRow({ eventId: id, outcome: 'held', reason: 'paused', ...row }),
    event: aDomainEvent({ id, generator, ...event }),
  };
}

const many = (count: number, mapping = aMapping()) =>
  Array.from({ length: count }, (_, index) => held(`event-${index}`, { mapping }));

const minuteMs = 60_000;

/** A world in which a source has missed events, and a replay of them that has just been asked for. */
async function worldWith(
  records: readonly HistoryRecord[],
  { replay = {}, ...settings }: Parameters<typeof replayWorld>[0] & { replay?: object } = {},
) {
  const world = replayWorld({ mappings: [aMapping()], ...settings });
  await world.record(records);
  const createdAt = new Date(world.now()).toISOString();
  const asked = aReplay({ toMs: world.now(), createdAt, ...replay });
  await world.start(asked);
  return { ...world, asked, now: world.now, found: async () => (await world.replay(asked))! };
}

const idsOf = (deliveries: readonly { readonly event: DomainEvent }[]) =>
  deliveries.map(({ event }) => event.id);

describe('a replay', () => {
  test('sends what was missed, once, and is complete when nothing more can be recorded', async () => {
    const world = await worldWith(many(450));
    await world.run();
    const replay = await world.found();

    expect(idsOf(world.put()).toSorted()).toEqual(
      many(450)
        .map(({ row }) => row.eventId)
        .toSorted(),
    );
    expect(replay).toMatchObject({
      state: 'completed',
      progress: { planned: 450, sent: 450, failed: 0, filtered: 0, withoutBody: 0 },
      startedAt: expect.any(String),
      endedAt: expect.any(String),
    });
    const waitedMs = Date.parse(replay.endedAt!) - Date.parse(replay.createdAt);
    expect(waitedMs).toBeGreaterThanOrEqual(120_000);
    expect(waitedMs).toBeLessThanOrEqual(120_000 + minuteMs + 30_000);
    expect(world.ended).toEqual(['completed']);
    expect(world.replayedEntries()).toBe(450);
    expect(world.waiting).toEqual([]);
  });

  test('sends the text as it was, with the time that the event always had, and its own mark', async () => {
    const detailJson = '{"id":1234567890123456789,"amount":3.00e2,"name":"ä"}';
    const time = '2026-11-20T00:00:00Z';
    const world = await worldWith([held('one', { event: { detailJson, time, resources: ['r'] } })]);
    await world.run();

    expect(world.put()).toMatchObject([
      {
        event: { id: 'one', detailJson, time, resources: ['r'] },
        idResource: `replay/${world.asked.id}/event/one`,
        trigger: 'replay',
        replay: world.asked.id,
        attempts: 0,
        queuedAtMs: testNowMs - 2_000,
      },
    ]);
    expect(world.put()[0]).not.toHaveProperty('firstAttemptAtMs');
  });

  test('tells the bookkeeping what it has sent of what was missed', async () => {
    const world = await worldWith(many(1));
    await world.run();
    const { generator, sourceArn, generation } = aMapping();

    expect(world.missedSent).toEqual([
      expect.objectContaining({
        generator,
        sourceArn,
        generation,
        from: new Date(world.asked.fromMs).toISOString(),
        until: new Date(world.asked.toMs).toISOString(),
      }),
    ]);
  });

  test.each([
    { outcomes: ['accepted', 'failed'] },
    { detailTypes: ['push'] },
    { events: ['event-0'] },
  ])('of a part of it, %j, says nothing of the kind', async (replay) => {
    const world = await worldWith(many(1), { replay });
    await world.run();

    expect(await world.found()).toMatchObject({ state: 'completed' });
    expect(world.missedSent).toEqual([]);
  });

  test('counts what it leaves out: filtered today, without a text, or with another’s', async () => {
    const stranger = aMapping({ tenant: 'acct2', generator: 'acct2/repo1' });
    const sibling = aMapping({ generator: 'acct1/repo2' });
    const world = replayWorld({ mappings: [aMapping({ detailTypes: ['push'] })] });
    const history = world.history.get('us-east-1')!;
    const place = (mapping: Mapping, id: string) => {
      const event = aDomainEvent({ id, generator: mapping.generator });
      return { body: history.keepBodies([{ event }]).placeOf(event)! };
    };
    const without = (id: string, row: Partial<HistoryRow> = {}) => {
      const { event: _, ...record } = held(id, { row });
      return record;
    };
    await world.record([
      held('sent'),
      held('filtered', { row: { detailType: 'issue' } }),
      without('no text'),
      without('of a stranger', place(stranger, 'of a stranger')),
      without('of a sibling', place(sibling, 'of a sibling')),
      without('another', place(aMapping(), 'other')),
    ]);
    const asked = aReplay({ toMs: world.now() });
    await world.start(asked);
    await world.run();

    expect(idsOf(world.put())).toEqual(['sent']);
    expect((await world.replay(asked))!.progress).toEqual({
      planned: 6,
      sent: 1,
      failed: 0,
      filtered: 1,
      withoutBody: 4,
    });
  });

  test('counts what is lost from the history among what it leaves out', async () => {
    const world = await worldWith(many(3));
    const history = world.history.get('us-east-1')!;
    const whole = { ...history };
    history.page = async (...given) => {
      const read = await whole.page(...given);
      return { ...read, chunks: read.chunks.map((chunk) => ({ ...chunk, rows: async () => [] })) };
    };
    await world.run();

    expect(await world.found()).toMatchObject({
      state: 'completed',
      progress: { planned: 3, sent: 0, withoutBody: 3 },
    });
  });

  test('reads the history of every Region, in the order of recording', async () => {
    const regions = ['us-east-1', 'eu-west-1'];
    const world = replayWorld({ mappings: [aMapping()], regions });
    for (const [index, region] of [...regions, ...regions].entries()) {
      await world.record([held(`event-${index}`)], region);
    }
    await world.start(aReplay({ toMs: world.now() }));
    await world.run();

    expect(idsOf(world.put())).toEqual(['event-0', 'event-1', 'event-2', 'event-3']);
  });

  test('sends an event once, however many rows it has', async () => {
    const failed = { outcome: 'deadLettered' } as const;
    const rows = [held('one'), held('one'), held('one', { row: failed })];
    const world = await worldWith(rows, { replay: { outcomes: ['missed', 'failed'] } });
    await world.record([held('one', { row: { trigger: 'replay', replay: 'another' } })]);
    await world.run();

    expect(idsOf(world.put())).toEqual(['one']);
  });

  test('sends it once, too, if its rows are in chunks of different steps', async () => {
    const world = replayWorld({
      mappings: [aMapping()],
      settings: { pageEvents: 2 },
      callMs: 31_000,
    });
    for (const id of ['one', 'two', 'one', 'three', 'two', 'one']) await world.record([held(id)]);
    const asked = aReplay({ toMs: world.now() });
    await world.start(asked);
    await world.run(2);
    expect(await world.replay(asked)).toMatchObject({
      progress: { sent: 2 },
      cursor: { 'us-east-1': expect.stringMatching(/^\d{13}/) },
    });
    await world.run();

    expect(idsOf(world.put())).toEqual(['one', 'two', 'three']);
  });

  test('goes on within a chunk in its next step', async () => {
    const world = await worldWith(many(5), { settings: { pageEvents: 2 }, callMs: 31_000 });
    await world.run(2);
    const { run } = await world.found();
    expect(run?.within).toEqual({ 'us-east-1': { position: expect.any(String), rows: 2 } });
    await world.run();

    expect(idsOf(world.put())).toEqual(idsOf(many(5).map(({ event }) => ({ event: event! }))));
  });

  test('of certain events is complete as soon as they are sent', async () => {
    const world = await worldWith(many(3), { replay: { kind: 'resend', events: ['event-1'] } });
    expect(await world.run()).toBe(2);

    expect(idsOf(world.put())).toEqual(['event-1']);
    expect(world.put()).toMatchObject([{ trigger: 'resend' }]);
    expect(await world.found()).toMatchObject({ state: 'completed' });
  });

  test('sends what is recorded late', async () => {
    const world = await worldWith(many(1));
    await world.run(2);
    await world.history.get('us-east-1')!.record([held('late')]);
    await world.run();

    expect(idsOf(world.put())).toEqual(['event-0', 'late']);
  });
});

describe('what EventBridge does not accept', () => {
  test('goes on as any other delivery, for the replay', async () => {
    const script: PutScript = answerEach((delivery) =>
      delivery.event.id === 'event-1' ? refuse('InternalFailure')() : accept(),
    );
    const world = await worldWith(many(3), { script });
    await world.run();

    expect((await world.found()).progress).toMatchObject({ sent: 2, failed: 1 });
    expect(world.retried()).toMatchObject([
      {
        event: { id: 'event-1' },
        trigger: 'replay',
        replay: world.asked.id,
        attempts: 1,
        firstAttemptAtMs: expect.any(Number),
      },
    ]);
  });

  test.each([
    ['waits on the retry queue', 58_000],
    ['is sent by the next step, if there is no time for the retry queue either', 61_000],
  ])('for want of time, since its text came late, %s', async (_, lateMs) => {
    const world = await worldWith([held('one')]);
    let isLate = true;
    const late: Interfere = async (name, call) => {
      const answer = await call();
      if (name === 'body' && isLate) {
        isLate = false;
        world.pass(lateMs);
      }
      return answer;
    };
    for (let steps = 0; steps < 100 && (await world.next(late)); steps += 1);

    expect(idsOf([...world.put(), ...world.retried()])).toEqual(['one']);
  });

  test('is dead-lettered if it is rejected', async () => {
    const world = await worldWith(many(1), { script: answerEach(refuse('MalformedDetail')) });
    await world.run();

    expect((await world.found()).progress).toMatchObject({ sent: 0, failed: 1 });
    expect(world.retryDeadLetters.messages).toHaveLength(1);
  });

  test('is recorded with its replay, and another replay can send it', async () => {
    let isRefused = true;
    const world = await worldWith(many(2), {
      script: (call) => answerEach(isRefused ? refuse('MalformedDetail') : accept)(call),
    });
    await world.run();
    isRefused = false;
    const rows = world.history.get('us-east-1')!.records.map(({ row }) => row);
    expect(rows.slice(2)).toMatchObject([
      { outcome: 'deadLettered', trigger: 'replay', replay: world.asked.id },
      { outcome: 'deadLettered', trigger: 'replay', replay: world.asked.id },
    ]);
    const createdAt = new Date(world.now()).toISOString();
    const again = aReplay({ id: 'again', outcomes: ['failed'], toMs: world.now(), createdAt });
    await world.start(again);
    await world.run();

    expect(world.put().slice(2)).toMatchObject([
      { event: { id: 'event-0' }, replay: 'again' },
      { event: { id: 'event-1' }, replay: 'again' },
    ]);
    expect(await world.replay(again)).toMatchObject({ state: 'completed', progress: { sent: 2 } });
  });

  test('lets the replay rest if it is everything of a page', async () => {
    const world = await worldWith(many(450), { script: failWhole('ServiceUnavailable') });
    await world.run(2);

    expect(world.retried()).toHaveLength(200);
    expect(world.waiting).toMatchObject([{ visibleAtMs: world.now() + 60_000 }]);
  });
});

describe('a replay ends with a reason', () => {
  test.each<[string, Partial<Mapping>]>([
    ['the source was registered again', { generation: 'generation-2' }],
    ['the source was paused', { pausedAt: '2026-11-21T19:00:00.000Z' }],
    ['the source is PENDING, so that EventBridge would drop the events', { state: 'PENDING' }],
    [
      'the source is gone',
      { retirement: { reason: 'gone', retiredAt: '2026-11-21T19:00:00.000Z' } },
    ],
  ])('when %s', async (endReason, fields) => {
    const world = await worldWith(many(3));
    world.mappings.put(aMapping(fields));
    await world.run();

    expect(world.put()).toEqual([]);
    expect(await world.found()).toMatchObject({ state: 'ended', endReason });
    expect(world.ended).toEqual(['ended']);
    expect(world.missedSent).toEqual([]);
  });

  test('when EventBridge no longer knows the source', async () => {
    const script = answerEach(refuse('EventBusNotFound'));
    const world = await worldWith(many(450), { script });
    await world.run();

    expect(await world.found()).toMatchObject({ state: 'ended', endReason: 'the source is gone' });
    expect(world.put().length).toBeLessThanOrEqual(200);
  });

  test('when its steps fail again and again', async () => {
    const world = await worldWith(many(1), { settings: { maxFailures: 5 } });
    world.mappings.failLookUpsOf('acct1/repo1');
    expect(await world.run()).toBe(6);

    expect(await world.found()).toMatchObject({
      state: 'ended',
      endReason: '5 attempts in a row to go on have failed',
    });
  });
});

describe('a replay that is cancelled', () => {
  test('sends no further page', async () => {
    let puts = 0;
    const world = await worldWith(many(1_000), {
      script(call) {
        puts += 1;
        if (puts === 3) void world.replays.requestCancel('acct1', world.asked.id);
        return answerEach(accept)(call);
      },
    });
    await world.run();

    expect(world.put()).toHaveLength(200);
    expect(await world.found()).toMatchObject({ state: 'cancelled', progress: { sent: 200 } });
  });

  test('sends nothing if it waits for its turn', async () => {
    const world = await worldWith(many(3), { settings: { maxRunning: 1 } });
    const turn = { replay: 'other', sourceArn: 'arn', untilMs: Infinity };
    await world.turns.ask('us-east-1', turn, { nowMs: 0, maxRunning: 1 });
    await world.run(2);
    expect(await world.found()).toMatchObject({ state: 'waiting' });
    await world.replays.requestCancel('acct1', world.asked.id);
    await world.run();

    expect(world.put()).toEqual([]);
    expect(await world.found()).toMatchObject({ state: 'cancelled' });
  });
});

describe('replays of several sources', () => {
  test('send three at once, and all of them in the end', async () => {
    const mappings = Array.from({ length: 5 }, (_, at) => aMapping({ generator: `acct1/r${at}` }));
    const world = replayWorld({ mappings });
    for (const mapping of mappings) await world.record(many(10, mapping));
    const createdAt = new Date(world.now()).toISOString();
    const asked = mappings.map((mapping, at) =>
      aReplay({ id: `replay-${at}`, toMs: world.now(), createdAt }, mapping),
    );
    for (const one of asked) await world.start(one);
    const most = { running: 0 };
    while (await world.next()) {
      const running = world.replays.all().filter(({ state }) => state === 'running').length;
      most.running = Math.max(most.running, running);
    }

    expect(most.running).toBe(3);
    expect(world.replays.all().map(({ state }) => state)).toEqual(asked.map(() => 'completed'));
    expect(world.put()).toHaveLength(50);
  });
});

describe('live events', () => {
  test('have the right of way while too many wait', async () => {
    let waiting = 40_001;
    const world = await worldWith(many(450), { eventsWaiting: () => waiting });
    await world.run(11);
    expect(world.put()).toEqual([]);
    expect(world.now() - Date.parse(world.asked.createdAt)).toBe(9 * 30_000);
    waiting = 40_000;
    await world.run();

    expect(world.put()).toHaveLength(450);
  });

  test('get the quota when AWS throttles', async () => {
    let isThrottled = true;
    const atOnce = { now: 0, most: 0 };
    const world = await worldWith(many(1_000), {
      maxCalls: 4,
      async script(call) {
        atOnce.now += 1;
        atOnce.most = Math.max(atOnce.most, atOnce.now);
        await Promise.resolve();
        atOnce.now -= 1;
        if (!isThrottled) return await answerEach(accept)(call);
        return await answerEach(refuse('ThrottlingException'))(call);
      },
    });
    await world.run(2);
    expect(atOnce.most).toBe(4);
    expect(world.waiting).toMatchObject([{ visibleAtMs: world.now() + 60_000 }]);
    isThrottled = false;
    atOnce.most = 0;
    await world.run(1);
    expect(atOnce.most).toBe(2);
    await world.run();

    expect(world.put()).toHaveLength(1_000);
    expect(world.retried()).toHaveLength(200);
  });
});

test('a replay sends no more events a second than its customer wants', async () => {
  const world = await worldWith(many(100), { replay: { maxPerSecond: 7 } });
  const sent: number[] = [];
  let before = 0;
  while (await world.next()) {
    for (; before < world.put().length; before += 1) sent.push(world.now());
  }

  expect(sent).toHaveLength(100);
  for (const [index, atMs] of sent.entries()) {
    const inSecond = sent.slice(index).filter((one) => one < atMs + 1_000).length;
    expect(inSecond).toBeLessThanOrEqual(2 * 7);
  }
  expect(sent.at(-1)! - sent[0]!).toBeGreaterThanOrEqual(((100 - 7) / 7) * 1_000);
  expect(await world.found()).toMatchObject({ state: 'completed' });
});

describe('a message', () => {
  test('of a replay that does not exist, or is over, does nothing', async () => {
    const world = await worldWith(many(1), { replay: { state: 'cancelled' } });
    await world.services.wake({ tenant: 'acct1', id: 'unknown' });
    await world.run();

    expect(world.put()).toEqual([]);
    expect(world.waiting).toEqual([]);
  });

  test('that is doubled does nothing', async () => {
    const world = await worldWith(many(450));
    await world.start(world.asked);
    let steps = 0;
    while (await world.next(undefined, steps < 20)) steps += 1;

    expect(idsOf(world.put())).toHaveLength(450);
    expect(world.ended).toEqual(['completed']);
  });

  test('that is none goes back, and is logged without its content', async () => {
    const world = replayWorld();
    world.waiting.push({ body: 'secret', visibleAtMs: 0 });
    await world.next();

    expect(world.waiting).toHaveLength(1);
    expect(world.log.lines).toMatchObject([{ message: 'a message is not a step of a replay' }]);
    expect(JSON.stringify(world.log.lines)).not.toContain('secret');
  });

  test('wakes a replay that nobody works at any more', async () => {
    const world = await worldWith(many(450));
    await world.run(2);
    world.waiting.length = 0;
    await world.start(world.asked);
    await world.run();
    expect(await world.found()).toMatchObject({ state: 'running' });
    world.pass(15 * minuteMs);
    await world.start(world.asked);
    await world.run();

    expect(await world.found()).toMatchObject({ state: 'completed' });
    expect(idsOf(world.put())).toHaveLength(450);
  });
});
