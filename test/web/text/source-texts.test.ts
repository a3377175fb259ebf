import { describe, expect, test } from '@jest/globals';
import {
  detailTypesText,
  lastErrorFact,
  listeningNote,
  matchesSearch,
  secondsLeft,
  statusOf,
} from '../../../web/text/source-texts.ts';
import { aSource, anActiveSource, testNowMs } from '../support/builders.ts';

const retirement = { reason: 'nobody accepted the source', retiredAt: '2026-11-20T00:00:00Z' };

describe('the status of a source', () => {
  test('depends on its state', () => {
    expect(statusOf({ state: 'PENDING', retirement: null })).toBe('pending');
    expect(statusOf({ state: 'ACTIVE', retirement: null })).toBe('active');
    expect(statusOf({ state: 'DELETED', retirement: null })).toBe('deleted');
  });

  test('is deleted once it is retired, whatever its last state in AWS', () => {
    expect(statusOf({ state: 'ACTIVE', retirement })).toBe('deleted');
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
])('detail types %j are shown as %s', (detailTypes, text) => {
  expect(detailTypesText(detailTypes)).toBe(text);
});

describe('finding sources by what is typed', () => {
  const source = aSource({ detailTypes: ['push'] });

  test.each([
    '',
    ' REPO1 ',
    '1111',
    'eu-west',
    'waiting',
    'pending',
    'push',
    'acme/repo1 111122223333',
    'EU-west-1  repo1',
  ])('%j finds it', (typed) => {
    expect(matchesSearch(source, typed)).toBe(true);
  });

  test.each(['repo2', 'repo1 us-east-1', 'active', 'paused', 'null'])('%j does not', (typed) => {
    expect(matchesSearch(source, typed)).toBe(false);
  });

  test('a paused source is found as such', () => {
    expect(matchesSearch(aSource({ pausedAt: '2026-11-20T00:00:00Z' }), 'paused')).toBe(true);
  });

  test('finds a source by its display name', () => {
    const named = aSource({ displayName: 'Orders, production EU' });
    expect(matchesSearch(named, 'orders')).toBe(true);
    expect(matchesSearch(named, 'eu orders')).toBe(true);
  });

  test.each([
    aSource().arn,
    `arn:aws:events:eu-west-1:111122223333:event-bus/${aSource().name}`,
    '1111-2222-3333',
    'arn:aws:iam::111122223333:root',
  ])('what is pasted finds the source that it names: %s', (typed) => {
    expect(matchesSearch(aSource(), typed)).toBe(true);
    expect(matchesSearch(aSource({ name: 'other', account: '444455556666' }), typed)).toBe(false);
  });

  test('a pasted ARN finds the source in its Region alone', () => {
    const elsewhere = aSource({ region: 'us-east-1' });
    expect(matchesSearch(elsewhere, aSource().arn)).toBe(false);
    expect(matchesSearch(elsewhere, aSource().name)).toBe(true);
  });

  test('a deleted source is found by the reason', () => {
    expect(matchesSearch(aSource({ retirement }), 'nobody accepted')).toBe(true);
  });
});

const error = { code: 'ThrottlingException', message: 'slow down', time: '2026-11-21T19:00:00Z' };

test('an unresolved error is the last error', () => {
  expect(lastErrorFact({ ...error, resolved: false })).toEqual({
    name: 'Last error',
    value: expect.stringMatching(/^ThrottlingException: slow down \(.+\)$/),
  });
});

test('one after which an event was accepted is shown as resolved', () => {
  expect(lastErrorFact({ ...error, resolved: true }).name).toBe('Last error (resolved)');
});

test('an event that was accepted while nobody listened is said not to be received', () => {
  expect(listeningNote('ACTIVE')).toBe('');
  expect(listeningNote('PENDING')).toMatch(/Nobody was listening/);
  expect(listeningNote('unknown')).toMatch(/not known/);
});
