import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { seenEvents } from '../../../../lambdas/domain/history/seen-events.ts';
import { anyCharacter } from '../../../support/any-character.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

test('an event is new once', () => {
  const seen = seenEvents(3);

  expect(seen.has('a')).toBe(false);
  expect(['a', 'b', 'a', 'b', 'c'].map((id) => seen.add(id))).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(seen.has('a')).toBe(true);
});

test('the oldest events are forgotten', () => {
  const seen = seenEvents(2);
  for (const id of ['a', 'b', 'c']) seen.add(id);

  expect(['b', 'c', 'a'].map((id) => seen.has(id))).toEqual([true, true, false]);
});

test('the memory goes on from its text, whatever the ids', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: anyCharacter })),
      fc.array(fc.string({ unit: anyCharacter })),
      (ids, others) => {
        const first = seenEvents(1_000);
        for (const id of ids) first.add(id);
        const second = seenEvents(1_000, first.write());

        for (const id of [...ids, ...others]) expect(second.has(id)).toBe(ids.includes(id));
        expect(second.write()).toBe(first.write());
        expect(second.write()).toHaveLength(11 * new Set(ids).size);
      },
    ),
    { numRuns: propertyRuns(500) },
  );
});

test('ids that are alike are different events', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `evt-${index}`);
  const seen = seenEvents(ids.length);

  expect(ids.filter((id) => !seen.add(id))).toEqual([]);
});
