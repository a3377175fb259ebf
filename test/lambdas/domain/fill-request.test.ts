import { describe, expect, test } from '@jest/globals';
import { maxPassedOver, requestFiller } from '../../../lambdas/domain/fill-request.ts';
import { waitingEntries, type Packable } from '../../../lambdas/domain/waiting-entries.ts';

const limits = { maxEntries: 4, maxRequestBytes: 100 };

/** The sizes in one request after the other, of entries that all wait at the beginning. */
function fill(entries: readonly Packable[]): number[][] {
  const waiting = waitingEntries<Packable>();
  for (const entry of entries) waiting.add(entry);
  const requests: number[][] = [];
  const fillNext = requestFiller(waiting);
  while (waiting.count() > 0) {
    requests.push(fillNext(limits).map(({ sizeBytes }) => sizeBytes));
  }
  return requests;
}

const ofNone = (...sizes: readonly number[]) => sizes.map((sizeBytes) => ({ sizeBytes }));
const ofOne = (sourceArn: string, ...sizes: readonly number[]) =>
  sizes.map((sizeBytes) => ({ sizeBytes, sourceArn }));

test('a request begins with the oldest entry, and goes on with the largest that fits', () => {
  expect(fill(ofNone(30, 10, 50, 45, 40))).toEqual([
    [30, 50, 10],
    [45, 40],
  ]);
});

test('a request begins with an entry over half of it: no two of these go together', () => {
  expect(fill(ofNone(50, 30, 51, 60))).toEqual([[60, 30], [51], [50]]);
});

test('of half a request, two go together, so that the oldest is first', () => {
  expect(fill(ofNone(20, 50, 50))).toEqual([[20, 50], [50]]);
});

test('the oldest entry is passed over a few times, and not more', () => {
  const large = Array.from({ length: 20 }, () => 90);
  const requests = fill(ofNone(20, ...large));

  expect(requests.findIndex(([size]) => size === 20)).toBe(maxPassedOver);
});

test('each entry may be passed over so often', () => {
  const large = Array.from({ length: 20 }, () => 90);
  const [first, second] = fill(ofNone(60, 50, ...large)).flatMap((sizes, index) =>
    sizes.some((size) => size < 90) ? [index] : [],
  );

  expect([first, second]).toEqual([maxPassedOver, 2 * maxPassedOver + 1]);
});

test('of several entries of a size, the oldest goes first', () => {
  const entries = ofNone(50, 50, 50, 50);
  const waiting = waitingEntries<Packable>();
  for (const entry of entries) waiting.add(entry);
  const [first, second] = requestFiller(waiting)(limits);

  expect(first).toBe(entries[0]);
  expect(second).toBe(entries[1]);
});

test("a source's entry makes place for its next one", () => {
  expect(fill([...ofOne('one', 10, 20, 60), ...ofOne('two', 15)])).toEqual([[10, 20, 60], [15]]);
});

test('an entry that no request holds is alone', () => {
  expect(fill(ofNone(20, 101, 50, 5))).toEqual([[101], [20, 5, 50]]);
});

test('no entry, no request', () => {
  expect(requestFiller(waitingEntries<Packable>())(limits)).toEqual([]);
});

describe('small entries fill places before bytes', () => {
  test('large ones among them are spread: each place has its share of the bytes', () => {
    expect(fill(ofNone(1, 1, 1, 1, 1, 1, 45, 45, 45, 45))).toHaveLength(3);
  });

  test('a place is not left empty when only larger entries wait', () => {
    expect(fill(ofNone(70, 29, 29, 29))).toEqual([
      [70, 29],
      [29, 29],
    ]);
  });
});
