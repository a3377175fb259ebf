import { describe, expect, test } from '@jest/globals';
import { isOver } from '../../../../lambdas/domain/history/replay.ts';
import {
  beginStep,
  decideStep,
  nextStep,
  reasonToEnd,
} from '../../../../lambdas/domain/history/replay-step.ts';
import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import { aMapping } from '../../../support/domain-builders.ts';
import { aReplay, aReplayRun } from '../../../support/replay-builders.ts';

const minuteMs = 60_000;

describe('a message', () => {
  const underWay = aReplay({ run: aReplayRun({ step: 3, beganAtMs: 0, untilMs: minuteMs }) });
  const between = aReplay({ run: aReplayRun({ step: 3, beganAtMs: 0 }) });

  test('begins a replay that is new, whether it has a number or not', () => {
    expect(decideStep(aReplay(), undefined, 0)).toBe('begin');
    expect(decideStep(aReplay(), 1, 0)).toBe('begin');
  });

  test('of the next step begins it, even before the end of the last one is noted', () => {
    expect(decideStep(between, 4, 0)).toBe('begin');
    expect(decideStep(underWay, 4, 0)).toBe('begin');
  });

  test('of a step that is done does nothing', () => {
    expect(decideStep(between, 3, 0)).toBe('stale');
    expect(decideStep(between, 2, 0)).toBe('stale');
    expect(decideStep(underWay, 2, 2 * minuteMs)).toBe('stale');
  });

  test('of the step that is under way stays, and begins it again when its time is over', () => {
    expect(decideStep(underWay, 3, minuteMs - 1)).toBe('busy');
    expect(decideStep(underWay, 3, minuteMs)).toBe('begin');
  });

  test('without a number wakes a replay only if nobody has worked at it for long', () => {
    expect(decideStep(underWay, undefined, 15 * minuteMs - 1)).toBe('stale');
    expect(decideStep(underWay, undefined, 15 * minuteMs)).toBe('begin');
    expect(decideStep(between, undefined, 15 * minuteMs)).toBe('begin');
  });

  test.each(['completed', 'cancelled', 'ended'] as const)(
    'does nothing to one that is %s',
    (state) => {
      expect(isOver({ state })).toBe(true);
      expect(decideStep(aReplay({ state }), undefined, 0)).toBe('stale');
      expect(decideStep(aReplay({ state, run: aReplayRun() }), 2, 0)).toBe('stale');
    },
  );
});

test('a step begins with its number and its time, and goes on from the last one', () => {
  const step = { step: 9, beganAtMs: 5, untilMs: 9 };
  const run = { failures: 0, within: {}, seen: '', ...step };

  expect(beginStep(aReplay(), step)).toEqual(aReplay({ version: 2, run }));
  const later = aReplay({ version: 7, run: aReplayRun({ step: 3, failures: 2, seen: 'x' }) });
  expect(beginStep(later, step)).toEqual(
    aReplay({ version: 8, run: { ...run, failures: 2, seen: 'x' } }),
  );
});

test('a message without a number begins the next step', () => {
  expect(nextStep(aReplay())).toBe(1);
  expect(nextStep(aReplay({ run: aReplayRun({ step: 3 }) }))).toBe(4);
});

describe('a replay', () => {
  const retirement = { reason: 'gone', retiredAt: '2026-11-21T19:00:00.000Z' };

  test.each<[string, Partial<Mapping>]>([
    ['the source is gone', { retirement }],
    ['the source was registered again', { generation: 'generation-2' }],
    ['the source was paused', { pausedAt: '2026-11-21T19:00:00.000Z' }],
    ['the source is PENDING, so that EventBridge would drop the events', { state: 'PENDING' }],
  ])('ends if %s', (reason, fields) => {
    expect(reasonToEnd(aReplay(), aMapping(fields))).toBe(reason);
  });

  test('ends if its source has no mapping', () => {
    expect(reasonToEnd(aReplay(), undefined)).toBe('the source is gone');
  });

  test('goes on while its source is ACTIVE and of the same registration', () => {
    expect(reasonToEnd(aReplay(), aMapping())).toBeUndefined();
  });
});
