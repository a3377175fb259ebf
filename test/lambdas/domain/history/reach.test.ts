import { describe, expect, test } from '@jest/globals';
import { isRecorded, positionAt, reachOf } from '../../../../lambdas/domain/history/reach.ts';

const minuteMs = 60_000;

test('a position of a time sorts before those of chunks that were recorded then', () => {
  expect(positionAt(1_793_000_000_000.7)).toBe('1793000000000');
  expect(positionAt(-5)).toBe('0000000000000');
  expect(positionAt(5) < '0000000000005#000000').toBe(true);
});

describe('the outcomes of a time', () => {
  const state = { clearAtMs: 0, latenessMs: 5 * minuteMs };
  const time = { fromMs: 100 * minuteMs, toMs: 200 * minuteMs };

  test('are in chunks from a minute before it until they were recorded late', () => {
    const through = positionAt(1_000 * minuteMs);

    expect(reachOf(time, { ...state, through })).toEqual({
      after: positionAt(99 * minuteMs),
      before: positionAt(206 * minuteMs),
    });
  });

  test('are read only as far as everything is recorded', () => {
    const through = positionAt(150 * minuteMs);

    expect(reachOf(time, { ...state, through }).before).toBe(through);
  });
});

describe('everything before a time is recorded', () => {
  const time = { toMs: 1_000_000, createdAtMs: 900_000 };
  const state = { through: positionAt(1_010_001), clearAtMs: 1_120_000, latenessMs: 10_000 };

  test('once a run found nothing more, and late ones would have been recorded', () => {
    expect(isRecorded(time, state, 120_000)).toBe(true);
    expect(isRecorded(time, { ...state, through: positionAt(1_010_000) }, 120_000)).toBe(false);
    expect(isRecorded(time, { ...state, clearAtMs: 1_119_999 }, 120_000)).toBe(false);
  });

  test('not before that has been so since the question was asked', () => {
    const late = { ...time, createdAtMs: 1_000_001 };

    expect(isRecorded(late, state, 120_000)).toBe(false);
    expect(isRecorded(late, { ...state, clearAtMs: 1_120_001 }, 120_000)).toBe(true);
  });
});
