import { expect, test } from '@jest/globals';
import {
  automaticReplayId,
  missedRequest,
  newReplay,
  replayId,
  replaySource,
} from '../../../../lambdas/domain/history/new-replay.ts';
import { noProgress } from '../../../../lambdas/domain/history/replay.ts';
import { aMapping, testNowMs } from '../../../support/domain-builders.ts';

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
