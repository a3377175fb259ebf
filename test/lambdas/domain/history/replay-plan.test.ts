import { expect, test } from '@jest/globals';
import {
  frameOf,
  leastEntriesPerSecond,
  replayCount,
} from '../../../../lambdas/domain/history/replay-plan.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';

const place = (offset: number, line = 0) => ({ key: 'bodies/1', offset, length: 100, line });
const end = { isComplete: true, entriesPerSecond: 2 };

test('a plan counts events, the frames of their texts once, and the time', () => {
  const count = replayCount(0);
  count.add(aHistoryRow({ atMs: 30, body: place(0) }), 'us-east-1');
  count.add(aHistoryRow({ atMs: 10, body: place(0, 1) }), 'us-east-1');
  count.add(aHistoryRow({ atMs: 20, body: place(100) }), 'us-east-1');
  count.add(aHistoryRow({ atMs: 20, body: place(0) }), 'eu-west-1');

  expect(count.plan(end)).toEqual({
    events: 4,
    bytes: 300,
    secondsAtMost: 2,
    firstMs: 10,
    lastMs: 30,
    withoutBody: 0,
    isComplete: true,
  });
});

test('events whose texts are not kept, or no longer, or whose rows are lost, are counted apart', () => {
  const count = replayCount(20);
  count.add(aHistoryRow({ atMs: 30 }), 'us-east-1');
  count.add(aHistoryRow({ atMs: 19, body: place(0) }), 'us-east-1');
  count.addGone(3);

  expect(count.plan({ ...end, isComplete: false })).toEqual({
    events: 0,
    bytes: 0,
    secondsAtMost: 0,
    withoutBody: 5,
    isComplete: false,
  });
});

test('a replay is at least as fast as half of its part of the quota, or as it was asked to be', () => {
  const quota = { entriesPerSecond: 1_600, maxRunning: 4 };

  expect(leastEntriesPerSecond(quota)).toBe(200);
  expect(leastEntriesPerSecond(quota, 5)).toBe(5);
  expect(leastEntriesPerSecond(quota, 500)).toBe(200);
});

test('a frame is named by its object and its first byte', () => {
  expect(frameOf(place(7, 3))).toBe('7 bodies/1');
});
