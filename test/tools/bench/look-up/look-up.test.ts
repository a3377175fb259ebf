import { describe, expect, test } from '@jest/globals';
import { mixGenerators } from '../../../../tools/bench/look-up/generators.ts';
import { cachedLookUp, queryForEach } from '../../../../tools/bench/look-up/look-ups.ts';
import {
  checkFound,
  generatorCounts,
  lookUpName,
  measureLookUps,
  ways,
  type LookUpRuns,
} from '../../../../tools/bench/look-up/measure.ts';
import { secondsUntilSeen } from '../../../../tools/bench/look-up/seen-after.ts';
import type { BenchTable } from '../../../../tools/bench/look-up/table.ts';
import { lookUpGoals, lookUpTable } from '../../../../tools/bench/look-up/tables.ts';
import { millionGoal, millionTable } from '../../../../tools/bench/look-up/million.ts';
import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import { aMapping } from '../../../support/domain-builders.ts';

/** A table in memory in which each look-up is a request. */
function tableInMemory(): BenchTable {
  const registered = new Set<string>();
  let requests = 0;
  return {
    mappings: {
      async findLive(generator) {
        requests += 1;
        return registered.has(generator) ? [aMapping({ generator })] : [];
      },
      countLive: async () => ({ mappings: 0 }),
      retire: async () => 'absent',
      noteActivity: async () => 'noted',
    },
    requests: () => requests,
    async register(generator) {
      registered.add(generator);
    },
    async [Symbol.asyncDispose]() {},
  };
}

describe('a million mappings', () => {
  const million = { generators: 20, lookUps: 20, found: 10, heapBytes: 100 * 2 ** 20 };

  test('are a row, and a goal for the heap', () => {
    expect(millionTable(million).rows).toEqual([[20, 20, 10, 100]]);
    expect(millionGoal(million)).toMatchObject({ measured: '100', isReached: true });
    expect(millionGoal({ ...million, heapBytes: 200 * 2 ** 20 }).isReached).toBe(false);
  });
});

describe('generators', () => {
  test.each(generatorCounts)(
    'of %d, every one has events, and one event in a hundred is mapped',
    (count) => {
      const { ofEvents, mapped } = mixGenerators(count, 1_000);

      expect(new Set(ofEvents).size).toBe(count);
      expect(ofEvents.filter((generator) => mapped.has(generator))).toHaveLength(10);
      expect(mapped.size).toBe(Math.ceil(count / 100));
    },
  );
});

describe('requests', () => {
  const { ofEvents } = mixGenerators(100, 1_000);

  test('are one for each generator of a batch, and none the second time', async () => {
    const table = tableInMemory();
    const lookUp = cachedLookUp(table.mappings);
    await lookUp(ofEvents);
    expect(table.requests()).toBe(100);

    await lookUp(ofEvents);
    expect(table.requests()).toBe(100);
  });

  test('are one for each event in the simple way', async () => {
    const table = tableInMemory();
    await queryForEach(table.mappings)(ofEvents);

    expect(table.requests()).toBe(1_000);
  });

  test('are reported per 1,000 events, for every method and number of generators', async () => {
    const runs = await measureLookUps(tableInMemory(), 2, () => undefined);

    for (const generators of generatorCounts) {
      const requests = ways.map((way) => runs.get(lookUpName(way, generators))![1]!.requests);
      expect(requests).toEqual([generators, 0, 1_000]);
    }
  });
});

describe('what is found', () => {
  const mix = { ofEvents: ['a/a', 'b/b'], mapped: new Set(['b/b']) };
  const mapping = aMapping({ generator: 'b/b' });

  test('is right when the mapped have theirs and the others none', () => {
    const found = new Map([
      ['a/a', []],
      ['b/b', [mapping]],
    ]);

    expect(() => checkFound(found, mix)).not.toThrow();
  });

  test.each<[string, Record<string, readonly Mapping[]>]>([
    ['nothing is known of a generator', { 'b/b': [mapping] }],
    ['a mapping is missing', { 'a/a': [], 'b/b': [] }],
    ['a mapping is of another generator', { 'a/a': [mapping], 'b/b': [mapping] }],
    ['a mapping is there twice', { 'a/a': [], 'b/b': [mapping, mapping] }],
  ])('is wrong when %s', (_, found) => {
    expect(() => checkFound(new Map(Object.entries(found)), mix)).toThrow('has the mappings of');
  });
});

test('a registration is seen when what was looked up before has had its time', async () => {
  expect(await secondsUntilSeen(tableInMemory())).toBe(30);
});

const runsOf = (requests: (way: string, generators: number) => number): LookUpRuns =>
  new Map(
    generatorCounts.flatMap((generators) =>
      ways.map((way) => [
        lookUpName(way, generators),
        [{ requests: requests(way, generators), milliseconds: 1.234 }],
      ]),
    ),
  );

describe('goals and table', () => {
  const right = runsOf(
    (way, generators) => ({ [ways[0]]: generators, [ways[1]]: 0 })[way] ?? 1_000,
  );

  test('are reached by a request for each generator, none when warm, and a cache that forgets', () => {
    expect(lookUpGoals(right, 30).map(({ isReached }) => isReached)).toEqual([true, true, true]);
  });

  test('are missed by more', () => {
    const wrong = runsOf((way, generators) => (way === ways[0] ? generators + 1 : 1));

    expect(lookUpGoals(wrong, 30.1).map(({ isReached }) => isReached)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('the table has a row for each', () => {
    const { head, rows } = lookUpTable(right);

    expect(rows).toHaveLength(9);
    expect(rows[0]).toEqual(['10 generators, cold cache', 10, 1.23, '1.23–1.23']);
    expect(rows[0]).toHaveLength(head.length);
  });
});
