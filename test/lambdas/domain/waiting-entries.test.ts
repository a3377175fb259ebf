import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  waitingEntries,
  type Packable,
  type WaitingEntries,
} from '../../../lambdas/domain/waiting-entries.ts';

interface Entry extends Packable {
  readonly id: number;
}

/** Entries that wait, as one would write them who has time. */
function plainly(): WaitingEntries<Entry> {
  let waiting: Entry[] = [];
  const take = (entry: Entry | undefined) => {
    waiting = waiting.filter((one) => one !== entry);
    return entry;
  };
  const isNext = ({ id, sourceArn }: Entry) =>
    sourceArn === undefined || !waiting.some((one) => one.sourceArn === sourceArn && one.id < id);
  return {
    count: () => waiting.length,
    bytes: () => waiting.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    add: (entry: Entry) => void waiting.push(entry),
    oldest: () => waiting[0],
    largestBytes: () => Math.max(0, ...waiting.filter(isNext).map(({ sizeBytes }) => sizeBytes)),
    takeOldest: () => take(waiting[0]),
    takeLargest(maxBytes: number) {
      const fitting = waiting.filter((one) => isNext(one) && one.sizeBytes <= maxBytes);
      return take(fitting.toSorted((a, b) => b.sizeBytes - a.sizeBytes || a.id - b.id)[0]);
    },
    all: () => waiting,
  };
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    sizeBytes: fc.integer({ min: 1, max: 6 }),
    sourceArn: fc.constantFrom('one', 'two', undefined),
  }),
  fc.record({ kind: fc.constant('oldest' as const) }),
  fc.record({ kind: fc.constant('largest' as const), maxBytes: fc.integer({ min: -1, max: 7 }) }),
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a step gives back. */
function done(entries: WaitingEntries<Entry>, one: Step, id: number): Entry | undefined {
  switch (one.kind) {
    case 'add': {
      const { sizeBytes, sourceArn } = one;
      entries.add({ id, sizeBytes, ...(sourceArn !== undefined && { sourceArn }) });
      return undefined;
    }
    case 'oldest':
      return entries.takeOldest();
    case 'largest':
      return entries.takeLargest(one.maxBytes);
  }
}

test('whatever is added and taken, the same entries are taken and left as by a plain search', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [waiting, plain] = [waitingEntries<Entry>(), plainly()];
      for (const [id, one] of steps.entries()) {
        expect(done(waiting, one, id)).toEqual(done(plain, one, id));
        expect(waiting.all()).toEqual(plain.all());
        expect(waiting.oldest()).toEqual(plain.oldest());
        for (const of of ['count', 'bytes', 'largestBytes'] as const) {
          expect([of, waiting[of]()]).toEqual([of, plain[of]()]);
        }
      }
    }),
  );
});

test('a source whose entries are all taken begins anew', () => {
  const waiting = waitingEntries<Packable>();
  const [first, second] = [1, 2].map((sizeBytes) => ({ sizeBytes, sourceArn: 'one' }));
  waiting.add(first!);
  expect(waiting.takeOldest()).toBe(first);
  waiting.add(second!);

  expect(waiting.takeLargest(2)).toBe(second);
  expect(waiting.takeOldest()).toBeUndefined();
});
