import { describe, expect, test } from '@jest/globals';
import type { HistoryRow } from '../../../lambdas/domain/history/row.ts';
import { planReplay, type PlanContext } from '../../../lambdas/history-walk/plan-replay.ts';
import { aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeHistory } from '../../support/fake-history.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import { aReplay } from '../../support/replay-builders.ts';

const dayMs = 24 * 60 * 60_000;

function aPlanner(context: Partial<PlanContext> = {}) {
  const history = fakeHistory({ pageSize: 2 });
  const { tenant, sourceArn, generator } = aMapping();
  const services: PlanContext = {
    readers: new Map([['us-east-1', history]]),
    now: () => testNowMs,
    maxMs: 5_000,
    maxBytes: 1_000_000,
    entriesPerSecond: 2,
    rememberedEvents: 1_000,
    bodyDays: 7,
    ...context,
  };
  return {
    history,
    record: (id: string, row: Partial<HistoryRow> = {}, hasText = true) =>
      history.record([
        {
          tenant,
          sourceArn,
          row: aHistoryRow({ eventId: id, outcome: 'held', ...row }),
          ...(hasText && { event: aDomainEvent({ id, generator }) }),
        },
      ]),
    plan: (fields = {}, mapping = aMapping()) =>
      planReplay(aReplay({ toMs: testNowMs + 1, ...fields }), mapping, services),
  };
}

describe('a plan', () => {
  test('counts what a replay would send', async () => {
    const { record, plan } = aPlanner();
    await record('one', { atMs: testNowMs - 3_000 });
    await record('two');
    await record('two');
    await record('three', { atMs: testNowMs });
    await record('accepted', { outcome: 'accepted' });
    await record('without', {}, false);
    await record('filtered', { detailType: 'issue' });

    expect(await plan({}, aMapping({ detailTypes: ['push'] }))).toEqual({
      events: 3,
      bytes: expect.any(Number),
      secondsAtMost: 2,
      firstMs: testNowMs - 3_000,
      lastMs: testNowMs,
      withoutBody: 1,
      isComplete: true,
    });
  });

  test('counts what is lost among what it cannot send', async () => {
    const { history, record, plan } = aPlanner();
    await record('one');
    const whole = { ...history };
    history.page = async (...given) => {
      const read = await whole.page(...given);
      return { ...read, chunks: read.chunks.map((chunk) => ({ ...chunk, rows: async () => [] })) };
    };

    expect(await plan()).toMatchObject({ events: 0, withoutBody: 1, isComplete: true });
  });

  test('is empty if there is nothing', async () => {
    expect(await aPlanner().plan()).toEqual({
      events: 0,
      bytes: 0,
      secondsAtMost: 0,
      withoutBody: 0,
      isComplete: true,
    });
  });

  test('knows which texts are no longer kept', async () => {
    const { record, plan } = aPlanner();
    await record('old', { atMs: testNowMs - 7 * dayMs - 1 });
    await record('new', { atMs: testNowMs - 7 * dayMs });

    expect(await plan({ fromMs: testNowMs - 10 * dayMs })).toMatchObject({
      events: 1,
      withoutBody: 1,
    });
  });

  test('ends incomplete when it has read enough', async () => {
    const { record, plan } = aPlanner({ maxBytes: 150 });
    for (let index = 0; index < 7; index += 1) await record(`event-${index}`);

    expect(await plan()).toMatchObject({ events: 1, isComplete: false });
  });

  test('ends incomplete when its time is over', async () => {
    let nowMs = testNowMs;
    const { record, plan, history } = aPlanner({ now: () => nowMs });
    for (let index = 0; index < 7; index += 1) await record(`event-${index}`);
    const unhurried = { ...history };
    history.page = (...given) => {
      nowMs += 3_000;
      return unhurried.page(...given);
    };

    expect(await plan()).toMatchObject({ events: 3, isComplete: false });
  });

  test('rejects when the history cannot be read', async () => {
    const { history, plan } = aPlanner();
    history.recordingState = () => Promise.reject(new Error('no table'));

    await expect(plan()).rejects.toThrow('no table');
  });
});
