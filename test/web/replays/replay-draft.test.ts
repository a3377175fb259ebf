import { describe, expect, test } from '@jest/globals';
import {
  replayErrors,
  replayRequestOf,
  usualDraft,
  withOutcome,
} from '../../../web/replays/replay-draft.ts';
import { aSource, testNowMs } from '../support/builders.ts';

const usual = usualDraft(testNowMs + 12_345);

describe('a draft', () => {
  test('is what was missed or failed in the last day, to the minute', () => {
    expect(usual).toMatchObject({
      from: '2026-11-20T19:00:00.000Z',
      to: '2026-11-21T19:00:00.000Z',
      outcomes: ['missed', 'failed'],
    });
    expect(replayErrors(usual)).toEqual({});
  });

  test.each([
    [{ from: '' }, 'from'],
    [{ to: '' }, 'to'],
    [{ to: usual.from }, 'to'],
    [{ outcomes: [] }, 'outcomes'],
    [{ detailTypes: [] }, 'detailTypes'],
    [{ maxPerSecond: '0' }, 'maxPerSecond'],
    [{ maxPerSecond: '1.5' }, 'maxPerSecond'],
  ] as const)('with %j has an error at %s', (wrong, field) => {
    expect(Object.keys(replayErrors({ ...usual, ...wrong }))).toEqual([field]);
  });

  test('leaves out of its request what is not limited', () => {
    const { name, region } = aSource();
    const { from, to, outcomes } = usual;
    expect(replayRequestOf(aSource(), usual)).toEqual({ source: name, region, from, to, outcomes });
    const limited = { ...usual, detailTypes: ['push'], maxPerSecond: ' 20 ' };
    expect(replayRequestOf(aSource(), limited)).toMatchObject({
      detailTypes: ['push'],
      maxPerSecond: 20,
    });
  });
});

test('outcomes are chosen and left out, in the order of the form', () => {
  expect(withOutcome(['accepted'], 'missed')).toEqual(['missed', 'accepted']);
  expect(withOutcome(['missed', 'accepted'], 'missed')).toEqual(['accepted']);
});
