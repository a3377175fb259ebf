import { describe, expect, test } from '@jest/globals';
import { detailTypesText, isFound, secondsLeft, statusOf } from '../../../web/text/source-texts.ts';
import { aSource, anActiveSource, testNowMs } from '../support/builders.ts';

const retirement = { reason: 'nobody accepted the source', retiredAt: '2026-11-20T00:00:00Z' };

describe('the status of a source', () => {
  test('goes by its state', () => {
    expect(statusOf({ state: 'PENDING', retirement: null })).toBe('pending');
    expect(statusOf({ state: 'ACTIVE', retirement: null })).toBe('active');
    expect(statusOf({ state: 'DELETED', retirement: null })).toBe('gone');
  });

  test('is gone once it is retired, whatever AWS said last', () => {
    expect(statusOf({ state: 'ACTIVE', retirement })).toBe('gone');
  });
});

describe('the countdown', () => {
  test('counts down to the expiry of a pending source', () => {
    expect(secondsLeft(aSource(), testNowMs + 60_000)).toBe(172_740);
  });

  test('ends at nothing', () => {
    expect(secondsLeft(aSource(), testNowMs + 999_999_999)).toBe(0);
  });

  test('is only for what can expire', () => {
    expect(secondsLeft(anActiveSource(), testNowMs)).toBeUndefined();
    expect(secondsLeft(aSource({ retirement }), testNowMs)).toBeUndefined();
  });
});

test.each([
  [null, 'All'],
  [['push'], 'push'],
  [['push', 'issues.opened'], '2 types'],
])('detail types %j are told as %s', (detailTypes, text) => {
  expect(detailTypesText(detailTypes)).toBe(text);
});

describe('finding sources by what is typed', () => {
  const source = aSource({ detailTypes: ['push'] });

  test.each(['', ' REPO1 ', '1111', 'eu-west', 'waiting', 'push'])('%j finds it', (typed) => {
    expect(isFound(source, typed)).toBe(true);
  });

  test('something else does not', () => {
    expect(isFound(source, 'repo2')).toBe(false);
  });

  test('a gone source is found by the reason', () => {
    expect(isFound(aSource({ retirement }), 'nobody accepted')).toBe(true);
  });
});
