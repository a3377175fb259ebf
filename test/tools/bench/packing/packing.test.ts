import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checkOrder, checkRequests } from '../../../../tools/bench/packing/check-packed.ts';
import { makeEntries, type NumberedEntry } from '../../../../tools/bench/packing/entries.ts';
import {
  fullnessGoals,
  fullnessTable,
  type Fullness,
} from '../../../../tools/bench/packing/fullness.ts';
import {
  fewestInOrder,
  fewestInSequence,
} from '../../../../tools/bench/packing/fewest-requests.ts';
import { lowerBound } from '../../../../tools/bench/packing/lower-bound.ts';
import {
  firstFitDecreasing,
  nextFit,
  ours,
  ownPackers,
  typebridgePacker,
} from '../../../../tools/bench/packing/packers.ts';
import {
  countLooks,
  speedGoals,
  speedTable,
  type Speed,
} from '../../../../tools/bench/packing/speed.ts';
import { hardSizes, logNormal, nastySizes } from '../../../../tools/bench/packing/sizes.ts';

const limits = { maxEntries: 3, maxRequestBytes: 100 };

function entriesOf(sizes: readonly number[], sources = 1): NumberedEntry[] {
  return sizes.map((sizeBytes, number) => ({
    number,
    sizeBytes,
    sourceArn: `source-${number % sources}`,
  }));
}

const sizesIn = (requests: readonly (readonly NumberedEntry[])[]) =>
  requests.map((request) => request.map(({ sizeBytes }) => sizeBytes));

const fullness = (sources: number, bound: number, ...requests: number[]): Fullness => ({
  limit: '256 KiB',
  sizes: 'median 20 kB',
  sources,
  bound,
  requests,
});
const speed = (count: number, milliseconds: number, looksPerEntry = 2): Speed => ({
  packer: ours.name,
  count,
  sizes: 'median 1 kB',
  sources: 1_000,
  milliseconds: [milliseconds, milliseconds, milliseconds * 9],
  looksPerEntry,
});

/** The part of some entries whose sizes lie between. */
function share(entries: readonly NumberedEntry[], from: number, to: number): number {
  const between = entries.filter(({ sizeBytes }) => sizeBytes > from && sizeBytes < to);
  return between.length / entries.length;
}

describe('entries', () => {
  const medianBytes = 5_000;
  const bytes = { maxEntryBytes: 20_000, maxRequestBytes: 40_000 };
  const mix = { count: 2_000, sizes: logNormal(5), sources: 10, ...bytes };
  const entries = makeEntries(mix);

  test('are log-normal: half are smaller than the median, and two thirds within a factor of e', () => {
    expect(share(entries, 0, medianBytes)).toBeCloseTo(0.5, 1);
    expect(share(entries, medianBytes / Math.E, medianBytes * Math.E)).toBeCloseTo(0.68, 1);
  });

  test('are no larger than allowed, of all sources, and the same each time', () => {
    expect(Math.max(...entries.map(({ sizeBytes }) => sizeBytes))).toBe(bytes.maxEntryBytes);
    expect(new Set(entries.map(({ sourceArn }) => sourceArn)).size).toBe(mix.sources);
    expect(makeEntries(mix)).toEqual(entries);
  });
});

test('nasty sizes are what their names say', () => {
  const mix = { count: 1_000, sources: 10, maxEntryBytes: 800, maxRequestBytes: 1_000 };
  const [halves, tenth, twentieths] = nastySizes.map((sizes) => makeEntries({ ...mix, sizes }));

  expect(new Set(halves!.map(({ sizeBytes }) => sizeBytes))).toEqual(new Set([200, 501]));
  expect(share(halves!, 500, 502)).toBeCloseTo(0.5, 1);
  expect(share(tenth!, 799, 801)).toBeCloseTo(0.1, 1);
  expect(new Set(twentieths!.map(({ sizeBytes }) => sizeBytes))).toEqual(new Set([50]));
});

test('hard sizes are within the limits, and one of them fills places and bytes alike', () => {
  const mix = { count: 5_000, sources: 10, maxEntryBytes: 262_144, maxRequestBytes: 262_144 };
  const [any, thirds, both] = hardSizes.map((sizes) => makeEntries({ ...mix, sizes }));

  expect(share(any!, 0, 131_072)).toBeCloseTo(0.5, 1);
  expect(share(thirds!, 262_144 / 4, (262_144 * 2) / 5)).toBe(1);
  const bytes = both!.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  expect(bytes / both!.length / (262_144 / 20)).toBeCloseTo(1, 1);
});

describe('a packing is wrong', () => {
  const [small, large, other] = entriesOf([10, 95, 20]) as [
    NumberedEntry,
    NumberedEntry,
    NumberedEntry,
  ];
  const all = [small, large, other];

  test.each([
    ['loses an entry', [[small, other]], '2 entries are packed, 3 came'],
    ['doubles an entry', [[small, other], [large], [small]], '4 entries are packed, 3 came'],
    ['has one twice instead of another', [[small, small], [large]], '3 entries are packed'],
    ['makes a request that is too large', [[small, large], [other]], '105 bytes'],
  ])('that %s', (_, requests, problem) => {
    expect(() => checkRequests(requests, all, limits)).toThrow(problem);
  });

  test('that makes a request of too many entries', () => {
    const four = entriesOf([1, 1, 1, 1]);

    expect(() => checkRequests([four], four, limits)).toThrow('4 entries');
  });

  test("that changes the order of a source's entries, and only then", () => {
    const [first, second, third] = entriesOf([1, 1, 1], 2) as [
      NumberedEntry,
      NumberedEntry,
      NumberedEntry,
    ];

    checkOrder([[second, first], [third]]);
    expect(() => checkOrder([[third], [first, second]])).toThrow('entry 0 of source-0');
  });
});

test('an entry that fits no request may be alone in one', () => {
  const entries = entriesOf([150, 10]);

  expect(() => checkRequests([[entries[0]!], [entries[1]!]], entries, limits)).not.toThrow();
});

describe('the lower bound', () => {
  test('is that of numbers or that of bytes', () => {
    expect(lowerBound(entriesOf([1, 1, 1, 1]), limits)).toBe(2);
    expect(lowerBound(entriesOf([90, 90, 90]), limits)).toBe(3);
  });

  test('counts that no two over half a request go together, and that nothing fits beside some', () => {
    expect(lowerBound(entriesOf([51, 51, 51, 10]), limits)).toBe(3);
    expect(lowerBound(entriesOf([100, 100, 1, 1, 1, 1]), limits)).toBe(4);
  });

  test('is never above the fewest, and mostly just these', () => {
    let equal = 0;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 7 }),
        fc.integer({ min: 1, max: 4 }),
        (sizes, maxEntries) => {
          const tiny = { maxEntries, maxRequestBytes: 10 };
          const entries = sizes.map((sizeBytes) => ({ sizeBytes }));
          const fewest = fewestInOrder(entries, tiny);
          expect(lowerBound(entries, tiny)).toBeLessThanOrEqual(fewest);
          if (lowerBound(entries, tiny) === fewest) equal += 1;
        },
      ),
      { numRuns: 100 },
    );

    expect(equal).toBeGreaterThan(90);
  });
});

describe('the fewest requests', () => {
  test('of one source are cut at the best places', () => {
    expect(fewestInSequence(entriesOf([60, 60, 30, 40]), limits)).toBe(3);
    expect(fewestInSequence(entriesOf([1, 1, 1, 1]), limits)).toBe(2);
    expect(fewestInSequence(entriesOf([150, 10]), limits)).toBe(2);
    expect(fewestInSequence([], limits)).toBe(0);
  });

  test('of two sources use what fits together, in their order', () => {
    expect(fewestInOrder(entriesOf([60, 60, 40, 40], 2), limits)).toBe(2);
    expect(fewestInOrder(entriesOf([40, 90, 60], 2), limits)).toBe(2);
    expect(fewestInOrder(entriesOf([40, 90, 60], 1), limits)).toBe(3);
    expect(fewestInOrder(entriesOf([150, 10], 2), limits)).toBe(2);
    expect(fewestInOrder([], limits)).toBe(0);
  });
});

test.each(ownPackers)('$name packs a mix rightly', (packer) => {
  const bytes = { maxEntryBytes: 262_144, maxRequestBytes: 262_144 };
  const entries = makeEntries({ count: 500, sizes: logNormal(20), sources: 5, ...bytes });
  const asked = { maxEntries: 20, maxRequestBytes: 262_144 };
  const requests = packer.pack(entries, asked);

  checkRequests(requests, entries, packer.ownLimits ?? asked);
  expect(packer.keepsOrder ? () => checkOrder(requests) : () => undefined).not.toThrow();
});

test('what another vendor packed is read back as our entries', () => {
  const inPairs = typebridgePacker({
    chunkEntries: ([one, two, ...others]) => [[one!, two!], others],
  });

  expect(sizesIn(inPairs.pack(entriesOf([5, 6, 7]), limits))).toEqual([[5, 6], [7]]);
});

test('next-fit looks at the last request alone, first-fit decreasing at all', () => {
  const entries = entriesOf([60, 60, 30, 40]);

  expect(sizesIn(nextFit.pack(entries, limits))).toEqual([[60], [60, 30], [40]]);
  expect(sizesIn(firstFitDecreasing.pack(entries, limits))).toEqual([
    [60, 40],
    [60, 30],
  ]);
});

test('looks at the sizes are counted', () => {
  const entries = entriesOf([1, 1, 1, 1, 1]);

  expect(countLooks(nextFit, entries)).toBeGreaterThanOrEqual(5);
  expect(countLooks(ours, entries)).toBeGreaterThanOrEqual(5);
});

describe('goals', () => {
  test('one source is held to the fewest that its order allows, several to the bound', () => {
    const reached = [fullness(1, 115, 115, 115, 0, 0), fullness(10, 100, 103, 115, 0, 0)];
    const missed = [fullness(1, 115, 116, 115, 0, 0), fullness(10, 100, 104, 115, 0, 0)];

    expect(fullnessGoals(reached).map(({ isReached }) => isReached)).toEqual([true, true]);
    expect(fullnessGoals(missed)).toMatchObject([
      { measured: '1.040', isReached: false },
      { measured: '1.009', isReached: false },
    ]);
  });

  test('10,000 entries are timed by their median, and growth is measured in looks', () => {
    const reached = [speed(1_000, 1), speed(10_000, 5), speed(100_000, 60, 2.1)];
    const missed = [speed(1_000, 1), speed(10_000, 5.1), speed(100_000, 60, 20)];

    expect(speedGoals(reached).map(({ isReached }) => isReached)).toEqual([true, true]);
    expect(speedGoals(missed).map(({ isReached }) => isReached)).toEqual([false, false]);
  });

  test('tables are as wide as their heads', () => {
    const typebridge = typebridgePacker({ chunkEntries: (entries) => [entries] });
    const tables = [
      fullnessTable('Mixes', [fullness(1, 100, 115, 115, 102, 200)], [...ownPackers, typebridge]),
      speedTable([speed(1_000, 1)]),
    ];
    for (const { head, rows } of tables) expect(rows[0]).toHaveLength(head.length);
    expect(tables[0]!.rows[0]!.slice(4)).toEqual(['1.150', '1.150', '1.020', '2.000']);
  });
});
