import { describe, expect, test } from '@jest/globals';
import { deletionLosses, isNamed } from '../../../web/source/deletion.ts';
import { aSource, anActiveSource } from '../support/builders.ts';

test.each([
  ['acme/repo1', true],
  [' acme/repo1 ', true],
  ['111122223333', true],
  ['', false],
  ['acme/repo', false],
  ['11112222333', false],
  [aSource().name, false],
])('typing %j confirms a deletion: %s', (typed, isConfirmed) => {
  expect(isNamed(typed, aSource())).toBe(isConfirmed);
});

describe('what is lost with a source', () => {
  test('is what is held for it, whether it is active or waits', () => {
    expect(deletionLosses(anActiveSource()).join(' ')).toContain('What is held for it');
    expect(deletionLosses(aSource()).join(' ')).toContain('held for it are not sent');
  });

  test('is nothing if it is already gone', () => {
    const retirement = { reason: 'expired', retiredAt: '2026-11-21T14:00:00.000Z' };

    expect(deletionLosses(aSource({ retirement })).join(' ')).toMatch(/^Nothing/);
  });
});
