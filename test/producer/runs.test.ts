import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { runs } from '../../producer/runs.ts';

const items = (...sizes: readonly number[]) => sizes.map((sizeBytes) => ({ sizeBytes }));
const sizesIn = (parts: readonly (readonly { sizeBytes: number }[])[]) =>
  parts.map((part) => part.map(({ sizeBytes }) => sizeBytes));

test('a run is as long as both limits allow, to the byte', () => {
  const parts = runs(items(4, 3, 3, 1, 1, 1, 1), { maxItems: 3, maxBytes: 10 });

  expect(sizesIn(parts)).toEqual([[4, 3, 3], [1, 1, 1], [1]]);
});

test('no later item fills a gap', () => {
  expect(sizesIn(runs(items(6, 6, 1), { maxItems: 9, maxBytes: 10 }))).toEqual([[6], [6, 1]]);
});

test('an item over the limit is alone', () => {
  expect(sizesIn(runs(items(1, 99, 1), { maxItems: 9, maxBytes: 10 }))).toEqual([[1], [99], [1]]);
});

test('nothing makes no run', () => {
  expect(runs([], { maxItems: 1, maxBytes: 1 })).toEqual([]);
});

test('all items in order, within the limits, and no two neighbouring runs could have been one', () => {
  const someItems = fc.array(fc.record({ sizeBytes: fc.integer({ min: 0, max: 12 }) }));
  const limits = fc.record({
    maxItems: fc.integer({ min: 1, max: 5 }),
    maxBytes: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(someItems, limits, (given, { maxItems, maxBytes }) => {
      const fit = (part: readonly { sizeBytes: number }[]) =>
        part.length <= maxItems && part.reduce((sum, one) => sum + one.sizeBytes, 0) <= maxBytes;
      const parts = runs(given, { maxItems, maxBytes });

      expect(parts.flat()).toEqual(given);
      expect(parts.filter((part) => part.length !== 1 && !fit(part))).toEqual([]);
      // The next run begins with what did not fit.
      const couldGoOn = parts.filter((part, at) => fit([...part, ...(parts[at + 1] ?? [])]));
      expect(couldGoOn).toEqual(parts.slice(-1).filter(fit));
    }),
  );
});
