import { describe, expect, test } from '@jest/globals';
import { lookUpSources } from '../../../lambdas/delivery/look-up-sources.ts';
import type { LookUpOptions, MappingTable } from '../../../lambdas/ports/delivery.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const contextOf = (mappings: Pick<MappingTable, 'findLive' | 'countLive'>) => ({
  mappings,
  log: fakeLog(),
  now: () => testNowMs,
  lookUpsMs: testNowMs + 15_000,
});

/** A table that notes what it is asked. */
function watched(...mappings: readonly ReturnType<typeof aMapping>[]) {
  const table = fakeMappingTable(...mappings);
  const asked: (LookUpOptions & { readonly read: number })[] = [];
  return {
    ...table,
    asked,
    async findLive(generator: string, options: LookUpOptions = {}) {
      const found = await table.findLive(generator, options);
      asked.push({ ...options, read: found.length });
      return found;
    },
  };
}

const customers = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aMapping({ generator: 'a/b', account: String(100_000_000_000 + index) }),
  );

const one = aMapping({ generator: 'a/b' });

describe('a source', () => {
  test('that is asked for alone is looked up by its key, whatever its generator has', async () => {
    const all = customers(5_000);
    const table = watched(...all);
    const wanted = all[4_321]!;
    const found = await lookUpSources([wanted, wanted], contextOf(table));

    expect(found.get('a/b')?.get(wanted.sourceArn)).toEqual(wanted);
    expect(table.asked).toMatchObject([{ sourceArn: wanted.sourceArn, read: 1 }]);
  });

  test('that does not exist is known not to, once the table as it is now says so', async () => {
    const table = watched();
    const found = await lookUpSources([one], contextOf(table));

    expect(found.get('a/b')).toEqual(new Map([[one.sourceArn, undefined]]));
    expect(table.asked.map(({ isFresh = false }) => isFresh)).toEqual([false, true]);
  });

  test.each([
    ['paused', { pausedAt: '2026-11-21T18:00:00.000Z' }],
    ['retired', { retirement: { reason: 'gone', retiredAt: '2026-11-21T18:00:00.000Z' } }],
  ])(
    'that is %s is asked for again, as the table has it now: this may be over',
    async (_, fields) => {
      const before = aMapping({ generator: 'a/b', ...fields });
      const table: Pick<MappingTable, 'findLive' | 'countLive'> = {
        ...fakeMappingTable(),
        findLive: async (__, options) => [options?.isFresh === true ? one : before],
      };
      const found = await lookUpSources([one], contextOf(table));

      expect(found.get('a/b')?.get(one.sourceArn)).toEqual(one);
    },
  );

  test('that is no ARN is not asked for: DynamoDB would refuse the key', async () => {
    const table = watched(one);
    const texts = ['', 'x'.repeat(5_000)];
    const wanted = texts.map((sourceArn) => ({ generator: 'a/b', sourceArn }));
    const found = await lookUpSources(wanted, contextOf(table));

    expect(found.get('a/b')).toEqual(new Map(texts.map((text) => [text, undefined])));
    expect(table.asked).toEqual([]);
  });

  test('is unknown when the table cannot be asked, and its neighbours are known', async () => {
    const table = fakeMappingTable(one, aMapping({ generator: 'c/d' }));
    table.failLookUpsOf('a/b');
    const other = aMapping({ generator: 'c/d' });
    const found = await lookUpSources([one, other], contextOf(table));

    expect(found.has('a/b')).toBe(false);
    expect(found.get('c/d')?.get(other.sourceArn)).toEqual(other);
  });

  test('is unknown when it cannot be asked for again', async () => {
    const shaky: Pick<MappingTable, 'findLive' | 'countLive'> = {
      ...fakeMappingTable(),
      async findLive(_, options) {
        if (options?.isFresh === true) throw new Error('the table cannot be reached');
        return [];
      },
    };
    const found = await lookUpSources([one], contextOf(shaky));

    expect(found.get('a/b')?.has(one.sourceArn)).toBe(false);
  });
});

describe('several sources of a generator', () => {
  test('are read together where they are close', async () => {
    const all = customers(100);
    const table = watched(...all);
    const found = await lookUpSources(all.slice(10, 40), contextOf(table));

    expect(found.get('a/b')?.size).toBe(30);
    expect([...found.get('a/b')!.values()]).toEqual(all.slice(10, 40));
    expect(table.asked).toMatchObject([{ read: 30 }]);
  });

  test('far apart do not cost a look at all between them', async () => {
    const all = customers(5_000);
    const table = watched(...all);
    const wanted = [7, 2_500, 4_999].map((index) => all[index]!);
    const found = await lookUpSources(wanted, contextOf(table));

    expect([...found.get('a/b')!.values()]).toEqual(wanted);
    expect(table.asked.reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(3 * 8 + 3);
  });
});
