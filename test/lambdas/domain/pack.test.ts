import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { maxPassedOver, type RequestLimits } from '../../../lambdas/domain/fill-request.ts';
import { pack } from '../../../lambdas/domain/pack.ts';
import { windowEntries } from '../../../lambdas/domain/request-stream.ts';
import type { Packable } from '../../../lambdas/domain/waiting-entries.ts';
import { fewestInOrder, fewestInSequence } from '../../../tools/bench/packing/fewest-requests.ts';

const limits: RequestLimits = { maxEntries: 20, maxRequestBytes: 262_144 };

interface Entry extends Packable {
  readonly id: number;
}

function withIds(entries: readonly Packable[]): Entry[] {
  return entries.map((entry, id) => ({ ...entry, id }));
}

const anySource = fc.option(fc.constantFrom('one', 'two', 'three'), { nil: undefined });

/** Entries of mixed sizes, most of them small, some as large as a request. */
const anyEntries = fc
  .array(
    fc
      .record({
        sizeBytes: fc.oneof(
          fc.integer({ min: 1, max: 5_000 }),
          fc.integer({ min: 1, max: limits.maxRequestBytes }),
        ),
        sourceArn: anySource,
      })
      .map(({ sizeBytes, sourceArn }) => ({ sizeBytes, ...(sourceArn && { sourceArn }) })),
    { maxLength: 150 },
  )
  .map(withIds);

/** The fewest requests that could be enough, by number and by bytes. */
function lowerBound(entries: readonly Packable[]): number {
  const bytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return Math.ceil(Math.max(entries.length / limits.maxEntries, bytes / limits.maxRequestBytes));
}

/** Tiny entries for tiny requests, of up to three sources and of none. */
const fewEntries = fc.array(
  fc
    .record({ sizeBytes: fc.integer({ min: 1, max: 10 }), sourceArn: anySource })
    .map(({ sizeBytes, sourceArn }) => ({ sizeBytes, ...(sourceArn && { sourceArn }) })),
  { maxLength: 9 },
);
const fewLimits = fc.record({
  maxEntries: fc.integer({ min: 1, max: 5 }),
  maxRequestBytes: fc.constant(10),
});

/** The next entry of each source, and all entries without one. */
function nextOfEach<T extends Packable>(left: readonly T[]): readonly T[] {
  const bySource = Map.groupBy(left, (entry) => entry.sourceArn ?? entry);
  return Array.from(bySource.values(), ([next]) => next!);
}

/** Numbers that look random and are the same in each run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe('invariants of packing', () => {
  test('nothing is lost and nothing is doubled', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const packed = pack(entries, limits).flat();
        expect(packed.toSorted((a, b) => a.id - b.id)).toStrictEqual(entries);
      }),
    );
  });

  test('no request is empty or over its limits', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        for (const request of pack(entries, limits)) {
          const bytes = request.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
          expect(request.length).toBeGreaterThan(0);
          expect(request.length).toBeLessThanOrEqual(limits.maxEntries);
          expect(bytes).toBeLessThanOrEqual(limits.maxRequestBytes);
        }
      }),
    );
  });

  test("each source's entries keep their order", () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const bySource = Map.groupBy(pack(entries, limits).flat(), ({ sourceArn }) => sourceArn);
        bySource.delete(undefined);
        for (const [, ofSource] of bySource) {
          const ids = ofSource.map(({ id }) => id);
          expect(ids).toStrictEqual(ids.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  test('no entry is put off for ever: the oldest that is left goes within nine requests', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const requests = pack(entries, limits);
        let left: readonly Entry[] = entries;
        for (const [index, request] of requests.entries()) {
          const within = requests.slice(index, index + maxPassedOver + 1).flat();
          expect(within).toContain(left[0]);
          left = left.filter((entry) => !request.includes(entry));
        }
      }),
    );
  });

  test('no request is left with room for the next entry of a source', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        let left: readonly Entry[] = entries;
        for (const request of pack(entries, limits)) {
          left = left.filter((entry) => !request.includes(entry));
          if (request.length === limits.maxEntries) continue;
          const bytes = request.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
          const smallest = Math.min(...nextOfEach(left).map(({ sizeBytes }) => sizeBytes));
          expect(bytes + smallest).toBeGreaterThan(limits.maxRequestBytes);
        }
      }),
    );
  });
});

describe('requests are as few as their order allows', () => {
  test('of one source: exactly', () => {
    fc.assert(
      fc.property(fewEntries, fewLimits, (entries, small) => {
        const ofOne = entries.map(({ sizeBytes }) => ({ sizeBytes, sourceArn: 'one' }));
        const fewest = fewestInSequence(ofOne, small);
        expect(pack(ofOne, small)).toHaveLength(fewest);
        expect(fewestInOrder(ofOne, small)).toBe(fewest);
      }),
    );
  });

  test('of one source: exactly, also with many entries', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const ofOne = entries.map((entry) => ({ ...entry, sourceArn: 'one' }));
        expect(pack(ofOne, limits)).toHaveLength(fewestInSequence(ofOne, limits));
      }),
    );
  });

  test('of a few: never twice as many', () => {
    fc.assert(
      fc.property(fewEntries, fewLimits, (entries, small) => {
        const fewest = fewestInOrder(entries, small);
        expect(pack(entries, small).length).toBeLessThanOrEqual(Math.max(fewest, 2 * fewest - 1));
      }),
    );
  });

  test('of a few: mostly exactly, and never more than two over', () => {
    const random = sequence(3);
    const over = Array.from({ length: 2_000 }, () => {
      const small = { maxEntries: 1 + Math.floor(random() * 5), maxRequestBytes: 10 };
      const entries = Array.from({ length: 1 + Math.floor(random() * 10) }, () => ({
        sizeBytes: 1 + Math.floor(random() * 10),
        ...(random() < 0.85 && { sourceArn: `source-${Math.floor(random() * 4)}` }),
      }));
      return pack(entries, small).length - fewestInOrder(entries, small);
    });

    expect(Math.max(...over)).toBeLessThanOrEqual(2);
    expect(over.filter((requests) => requests === 0).length).toBeGreaterThan(0.92 * over.length);
  });
});

describe('requests are full', () => {
  test('small entries are packed exactly twenty to a request', () => {
    for (const count of [1, 20, 21, 10_000]) {
      const entries = Array.from({ length: count }, () => ({ sizeBytes: 1_000 }));
      expect(pack(entries, limits)).toHaveLength(Math.ceil(count / 20));
    }
  });

  test.each([
    ['small ones', (random: number) => 200 + random * 12_000],
    ['mixed ones', (random: number) => 200 + random ** 3 * 60_000],
    [
      'small ones and one in twenty large',
      (random: number) => (random > 0.95 ? 150_000 : 500 + random * 5_000),
    ],
  ])('%s: at most 1.03 times the lower bound of requests', (_, sizeOf) => {
    const random = sequence(7);
    const entries = Array.from({ length: 10_000 }, () => ({
      sizeBytes: Math.floor(sizeOf(random())),
      sourceArn: `source-${Math.floor(random() * 50)}`,
    }));

    expect(pack(entries, limits).length).toBeLessThanOrEqual(1.03 * lowerBound(entries));
  });

  test('large entries do not come together while small ones fill requests by their number', () => {
    const entries = Array.from({ length: 1_000 }, (_, index) => ({ sizeBytes: 500 + index * 24 }));

    expect(pack(entries, limits)).toHaveLength(50);
  });
});

/** How often the size of each of some entries is read, at the mean. */
function looksPerEntry(count: number, entryOf: (index: number) => Packable): number {
  let looks = 0;
  const entries = Array.from({ length: count }, (_, index) => {
    const { sizeBytes, ...rest } = entryOf(index);
    return {
      ...rest,
      get sizeBytes() {
        looks += 1;
        return sizeBytes;
      },
    };
  });
  pack(entries, limits);
  return looks / count;
}

describe('the work for an entry is a few binary searches of a window, however many there are', () => {
  // To add it, to take it, and to look in vain; adding up, and ordering those of its size, come on top.
  const most = 3 * Math.log2(windowEntries) + 8;

  test.each([
    ['sources of one entry', (index: number) => ({ sourceArn: `source-${index}` })],
    ['entries of one source', () => ({ sourceArn: 'one' })],
    ['entries of no source', () => ({})],
    ['entries of ten sources', (index: number) => ({ sourceArn: `source-${index % 10}` })],
  ])('100,000 %s', (_, sourceOf) => {
    const random = sequence(5);
    const sizes = Array.from({ length: 100_000 }, () => Math.floor(200 + random() ** 3 * 200_000));
    const entryOf = (index: number) => ({ sizeBytes: sizes[index]!, ...sourceOf(index) });
    const looks = looksPerEntry(100_000, entryOf);

    expect(looks).toBeLessThan(most);
    expect(looks / looksPerEntry(10_000, entryOf)).toBeLessThan(1.1);
  });

  test('entries that nearly fill a request each', () => {
    expect(looksPerEntry(10_000, () => ({ sizeBytes: 200_000 }))).toBeLessThan(most);
  });
});

test('a request is filled to its last byte', () => {
  const half = { sizeBytes: limits.maxRequestBytes / 2 };

  expect(pack([half, half, { sizeBytes: 1 }], limits)).toStrictEqual([
    [half, half],
    [{ sizeBytes: 1 }],
  ]);
});

test('an entry of no source goes where there is room, and one of a source not before its last', () => {
  const sizes = [200_000, 200_000, 60_000];
  const ofOne = sizes.map((sizeBytes) => ({ sizeBytes, sourceArn: 'one' }));
  const ofNone = sizes.map((sizeBytes) => ({ sizeBytes }));

  expect(pack(ofNone, limits)).toStrictEqual([[ofNone[0], ofNone[2]], [ofNone[1]]]);
  expect(pack(ofOne, limits)).toStrictEqual([[ofOne[0]], [ofOne[1], ofOne[2]]]);
});

test('an entry that is larger than a request gets its own', () => {
  const requests = pack([{ sizeBytes: 10 }, { sizeBytes: 300_000 }, { sizeBytes: 10 }], limits);

  expect(requests.map((request) => request.map(({ sizeBytes }) => sizeBytes))).toStrictEqual([
    [300_000],
    [10, 10],
  ]);
});
