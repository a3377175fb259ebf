import { describe, expect, test } from '@jest/globals';
import {
  automaticReplayId,
  missedRequest,
  newReplay,
  passedAfter,
  replayId,
  replaySource,
} from '../../../../lambdas/domain/history/new-replay.ts';
import { noProgress } from '../../../../lambdas/domain/history/replay.ts';
import { aMapping, testNowMs } from '../../../support/domain-builders.ts';
import { aReplay, aReplayRun } from '../../../support/replay-builders.ts';

const missedSince = '2026-11-20T00:00:00.000Z';

test('a new replay waits, and has sent nothing', () => {
  const request = missedRequest({ ...aMapping(), missedSince }, testNowMs);
  const start = { id: 'one', kind: 'replay', startedBy: 'somebody', nowMs: testNowMs } as const;

  expect(newReplay(request, start)).toEqual({
    ...request,
    id: 'one',
    kind: 'replay',
    startedBy: 'somebody',
    state: 'waiting',
    progress: noProgress,
    cursor: {},
    version: 1,
    createdAt: '2026-11-21T19:00:00.000Z',
  });
});

test('what was missed is everything since then, until now', () => {
  expect(missedRequest({ ...aMapping(), missedSince }, testNowMs)).toEqual({
    source: replaySource(aMapping()),
    fromMs: Date.parse(missedSince),
    toMs: testNowMs,
    outcomes: ['missed'],
    passed: [],
  });
});

test('what was in doubt at the request is noted in it', () => {
  const doubt = { from: '1970-01-01T00:00:01.000Z', to: '1970-01-01T00:00:02.000Z' };

  expect(missedRequest({ ...aMapping({ doubt }), missedSince }, testNowMs)).toMatchObject({
    doubt: { fromMs: 1_000, toMs: 2_000 },
  });
});

const aPassed = (replay: string) => ({ replay, fromMs: 0, toMs: 1, cursor: {}, within: {} });

describe('a replay of missed events has passed', () => {
  const place = { cursor: { r: 'c' }, within: { s: { position: 'p', rows: 2 } } };
  const former = aReplay({
    passed: [aPassed('before')],
    progress: { ...noProgress, sent: 1 },
    cursor: place.cursor,
    run: aReplayRun({ within: place.within }),
  });
  const { id, fromMs, toMs } = former;
  const own = { replay: id, fromMs, toMs, ...place };

  test('what those before it had, and what it has sent', () => {
    expect(passedAfter(former)).toEqual([aPassed('before'), own]);
    const doubt = { fromMs: 1, toMs: 2 };
    expect(passedAfter({ ...former, doubt })).toEqual([aPassed('before'), { ...own, doubt }]);
  });

  test.each([
    ['sent', { sent: 1 }, true],
    ['was not accepted at once', { failed: 1 }, true],
    ['had no text', { withoutBody: 1 }, true],
    ['nothing', {}, false],
    ['something that the filter left out', { sent: 1, filtered: 1 }, false],
  ])('if it came to an event that %s', (_, progress, expected) => {
    const passed = passedAfter({ ...former, progress: { ...noProgress, ...progress } });

    expect(passed).toEqual(expected ? [aPassed('before'), own] : [aPassed('before')]);
  });

  test('nothing within a chunk if it made no step', () => {
    const { run: _, ...unrun } = former;

    expect(passedAfter(unrun)).toEqual([aPassed('before'), { ...own, within: {} }]);
  });

  test('the last ten of many', () => {
    const passed = Array.from({ length: 10 }, (_, index) => aPassed(`${index}`));

    expect(passedAfter({ ...former, passed })).toEqual([...passed.slice(1), own]);
  });

  test('nothing if there was none, or it was of another kind', () => {
    expect(passedAfter(undefined)).toEqual([]);
    expect(passedAfter(aReplay({ progress: { ...noProgress, sent: 1 } }))).toEqual([]);
  });
});

test.each([
  ['later', 60_000, 60_000],
  ['earlier', -60_000, 0],
])('what may still be held until %s is included', (_, untilMs, moreMs) => {
  const missedUntil = new Date(testNowMs + untilMs).toISOString();
  const request = missedRequest({ ...aMapping({ missedUntil }), missedSince }, testNowMs);

  expect(request.toMs).toBe(testNowMs + moreMs);
});

test('ids sort by the time of their replays', () => {
  const ids = [replayId(5, 'b'), replayId(10, 'a'), replayId(testNowMs, '0')];

  expect(ids.toSorted()).toEqual(ids);
});

test('a replay that starts by itself has one id for each registration and what it missed', () => {
  const missed = {
    generation: 'g',
    missedSince,
    missedUntil: new Date(testNowMs + 120_000).toISOString(),
  };
  const id = automaticReplayId(missed, 120);

  expect(id).toBe(`${testNowMs}-g-${Date.parse(missedSince)}`);
  expect(automaticReplayId({ ...missed, generation: 'h' }, 120)).not.toBe(id);
  const later = '2026-11-20T00:00:00.001Z';
  expect(automaticReplayId({ ...missed, missedSince: later }, 120)).not.toBe(id);
});
