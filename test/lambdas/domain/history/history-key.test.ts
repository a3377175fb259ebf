import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  bodiesKey,
  rowsKey,
  chunkPartition,
  chunkPosition,
  hoursPartition,
  isEventOf,
  recorderPartition,
  runOf,
  tenantOfPartition,
  tenantPrefix,
  timeKey,
} from '../../../../lambdas/domain/history/history-key.ts';
import { anyCharacter } from '../../../support/any-character.ts';
import { testNowMs } from '../../../support/domain-builders.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const anyTenant = fc.oneof(
  fc.string({ unit: fc.constantFrom('#', '%', '2', '3', '5', 'a'), minLength: 1 }),
  fc.string({ unit: anyCharacter, minLength: 1 }),
);
const hash = 'abcdefghijklmnopqrstuvwxyz';

describe('a key of the history', () => {
  test('of one tenant is never among the keys of another, or of the recorder', () => {
    fc.assert(
      fc.property(anyTenant, anyTenant, (one, other) => {
        const keys = [chunkPartition(one, hash), hoursPartition(one, hash)];
        for (const key of keys) {
          expect(key.startsWith(tenantPrefix(other))).toBe(one === other);
          expect(key).not.toBe(recorderPartition);
          expect(tenantOfPartition(key)).toBe(one);
        }
        expect(keys[0]).not.toBe(keys[1]);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  test('has the first 16 characters of the hash of the source', () => {
    expect(chunkPartition('acct1', hash)).toBe('acct1#abcdefghijklmnop');
    expect(hoursPartition('a#b%c', hash)).toBe('a%23b%25c#abcdefghijklmnop#hours');
  });

  test('has the order of the runs, and within a run that of the chunks', () => {
    const positions = [chunkPosition(5, 0), chunkPosition(5, 1), chunkPosition(40, 0)];

    expect(positions).toEqual(positions.toSorted());
    expect(positions.map(runOf)).toEqual([5, 5, 40]);
    expect(timeKey(6) > positions[1]! && timeKey(40) < positions[2]!).toBe(true);
  });

  test('of an object with texts says when it was written', () => {
    expect(bodiesKey(testNowMs, 'x')).toBe('bodies/2026/11/21/1900-x');
    expect(rowsKey(testNowMs, 'x')).toBe('rows/2026/11/21/1900-x');
  });
});

describe('a text is that of an event', () => {
  const event = { id: 'e', generator: 'acct1/repo1' };

  test.each([
    [event, true],
    [{ ...event, id: 'f' }, false],
    [{ ...event, generator: 'acct2/repo1' }, false],
    [{ ...event, generator: 5 }, false],
    [{ id: 'e' }, false],
    [{ generator: 'acct1/repo1' }, false],
    [null, false],
    ['text', false],
  ])('%j: %s', (value, expected) => {
    expect(isEventOf(value, 'e', 'acct1')).toBe(expected);
  });
});
