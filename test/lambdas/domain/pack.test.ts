import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pack, type Packable, type RequestLimits } from '../../../lambdas/domain/pack.ts';

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

/** First-fit in order as a textbook has it: every request with room is looked at. */
function firstFit(entries: readonly Packable[]): Packable[][] {
  const requests: Packable[][] = [];
  for (const entry of entries) {
    const earliest = requests.findLastIndex((request) =>
      request.some(({ sourceArn }) => sourceArn !== undefined && sourceArn === entry.sourceArn),
    );
    const request = requests.find((one, index) => index >= earliest && hasRoom(one, entry));
    if (request === undefined) requests.push([entry]);
    else request.push(entry);
  }
  return requests;
}

function hasRoom(request: readonly Packable[], { sizeBytes }: Packable): boolean {
  const bytes = request.reduce((sum, one) => sum + one.sizeBytes, sizeBytes);
  return request.length < limits.maxEntries && bytes <= limits.maxRequestBytes;
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

  test('it is first-fit: while few requests are open, it makes the same ones', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const reference = firstFit(entries);
        fc.pre(reference.length <= 32);
        expect(pack(entries, limits)).toStrictEqual(reference);
      }),
    );
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
  ])('%s: at most 1.05 times the lower bound of requests', (_, sizeOf) => {
    const random = sequence(7);
    const entries = Array.from({ length: 10_000 }, () => ({
      sizeBytes: Math.floor(sizeOf(random())),
      sourceArn: `source-${Math.floor(random() * 50)}`,
    }));

    expect(pack(entries, limits).length).toBeLessThanOrEqual(1.05 * lowerBound(entries));
  });

  test('10,000 entries that nearly fill a request each are packed without looking at all of them', () => {
    let looks = 0;
    const entries = Array.from({ length: 10_000 }, () => ({
      get sizeBytes() {
        looks += 1;
        return 200_000;
      },
    }));

    expect(pack(entries, limits)).toHaveLength(10_000);
    expect(looks).toBeLessThan(10_000 * 40);
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
    [10, 10],
    [300_000],
  ]);
});
