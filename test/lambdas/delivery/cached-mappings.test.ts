import { describe, expect, test } from '@jest/globals';
import { cachedMappings } from '../../../lambdas/delivery/cached-mappings.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const ttlMs = 30_000;

function aCache(...mappings: readonly Mapping[]) {
  const clock = virtualClock();
  const table = fakeMappingTable(...mappings);
  const cached = cachedMappings(table, { ttlMs, maxGenerators: 100 }, clock.now);
  return { cached, clock, table };
}

describe('a look-up', () => {
  test('is remembered for the stated time and no longer', async () => {
    const { cached, clock, table } = aCache(aMapping());
    await cached.findLive('acct1/repo1');
    clock.advance(ttlMs - 1);
    expect(await cached.findLive('acct1/repo1')).toEqual([aMapping()]);
    expect(table.lookUps).toHaveLength(1);

    clock.advance(1);
    await cached.findLive('acct1/repo1');
    expect(table.lookUps).toHaveLength(2);
  });

  test('that found nothing is remembered as long', async () => {
    const { cached, clock, table } = aCache();
    expect(await cached.findLive('acct1/repo1')).toEqual([]);
    table.put(aMapping());
    clock.advance(ttlMs - 1);
    expect(await cached.findLive('acct1/repo1')).toEqual([]);

    clock.advance(1);
    expect(await cached.findLive('acct1/repo1')).toEqual([aMapping()]);
  });

  test('that failed is not remembered', async () => {
    const { table } = aCache(aMapping());
    let fails = true;
    const shaky = {
      ...table,
      findLive: async (generator: string) => {
        if (fails) throw new Error('the table cannot be reached');
        return await table.findLive(generator);
      },
    };
    const cached = cachedMappings(shaky, { ttlMs, maxGenerators: 100 }, virtualClock().now);
    await expect(cached.findLive('acct1/repo1')).rejects.toThrow('cannot be reached');

    fails = false;
    expect(await cached.findLive('acct1/repo1')).toEqual([aMapping()]);
  });

  test('counts its time from before the table was asked', async () => {
    const { table, clock } = aCache(aMapping());
    const slow = {
      ...table,
      findLive: async (generator: string) => {
        const found = await table.findLive(generator);
        clock.advance(ttlMs);
        return found;
      },
    };
    const cached = cachedMappings(slow, { ttlMs, maxGenerators: 100 }, clock.now);
    await cached.findLive('acct1/repo1');
    await cached.findLive('acct1/repo1');

    expect(table.lookUps).toHaveLength(2);
  });

  test('of a generator that no source name can hold never asks the table', async () => {
    const { cached, table } = aCache();

    expect(await cached.findLive(`a/${'x'.repeat(5_000)}`)).toEqual([]);
    expect(table.lookUps).toEqual([]);
  });

  test('of one generator says nothing of another that begins the same', async () => {
    const { cached } = aCache(aMapping({ generator: 'acct1/repo1-2' }));

    expect(await cached.findLive('acct1/repo1')).toEqual([]);
    expect(await cached.findLive('acct1/repo1-2')).toHaveLength(1);
  });
});

describe('a retirement', () => {
  test('makes the next look-up ask the table', async () => {
    const { cached, table } = aCache(aMapping());
    await cached.findLive('acct1/repo1');

    expect(await cached.retire(aMapping(), aNotification())).toBe('retired');
    expect(await cached.findLive('acct1/repo1')).toEqual([]);
    expect(table.lookUps).toHaveLength(2);
  });

  test('does so too when there was a newer registration', async () => {
    const { cached, table } = aCache(aMapping());
    await cached.findLive('acct1/repo1');
    table.put(aMapping({ generation: 'newer' }));

    expect(await cached.retire(aMapping(), aNotification())).toBe('superseded');
    expect(await cached.findLive('acct1/repo1')).toMatchObject([{ generation: 'newer' }]);
  });
});

test('what is remembered is bounded in number', async () => {
  const table = fakeMappingTable();
  const cached = cachedMappings(table, { ttlMs, maxGenerators: 2 }, virtualClock().now);
  for (let round = 0; round < 3; round += 1) await cached.findLive('a/first');
  for (let index = 0; index < 10; index += 1) await cached.findLive(`a/${index}`);
  await cached.findLive('a/first');

  expect(table.lookUps.filter((generator) => generator === 'a/first')).toHaveLength(2);
});

const tenOf = (generator: string) =>
  Array.from({ length: 10 }, (_, index) =>
    aMapping({ generator, account: String(100_000_000_000 + index) }),
  );

describe('what is remembered is bounded in mappings too', () => {
  test('of all generators together; what was used last stays', async () => {
    const table = fakeMappingTable(...['a/1', 'a/2', 'a/3'].flatMap(tenOf));
    const settings = { ttlMs, maxGenerators: 100, maxMappings: 20 };
    const cached = cachedMappings(table, settings, virtualClock().now);
    for (const generator of ['a/1', 'a/2', 'a/1', 'a/3', 'a/1', 'a/3', 'a/2']) {
      expect(await cached.findLive(generator)).toHaveLength(10);
    }

    expect(table.lookUps).toEqual(['a/1', 'a/2', 'a/3', 'a/2']);
  });

  test('a generator that has more than all may have is remembered alone', async () => {
    const table = fakeMappingTable(...['a/1', 'a/2'].flatMap(tenOf));
    const settings = { ttlMs, maxGenerators: 100, maxMappings: 5 };
    const cached = cachedMappings(table, settings, virtualClock().now);
    for (const generator of ['a/1', 'a/1', 'a/2', 'a/2', 'a/1']) await cached.findLive(generator);

    expect(table.lookUps).toEqual(['a/1', 'a/2', 'a/1']);
  });

  test('what was retired, or read again, is not counted twice', async () => {
    const table = fakeMappingTable(...['a/1', 'a/2'].flatMap(tenOf));
    const settings = { ttlMs, maxGenerators: 100, maxMappings: 20 };
    const cached = cachedMappings(table, settings, virtualClock().now);
    for (let round = 0; round < 5; round += 1) await cached.findLive('a/1', { isFresh: true });
    await cached.retire(tenOf('a/1')[0]!, aNotification());
    for (const generator of ['a/1', 'a/2', 'a/1', 'a/2']) await cached.findLive(generator);

    expect(table.lookUps.slice(5)).toEqual(['a/1', 'a/2']);
  });
});
