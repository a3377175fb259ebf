import { describe, expect, test } from '@jest/globals';
import { cachedMappings } from '../../../lambdas/delivery/cached-mappings.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const ttlMs = 30_000;

function aCache(...mappings: readonly Mapping[]) {
  const clock = virtualClock();
  const table = fakeMappingTable(...mappings);
  const cached = cachedMappings(table, { ttlMs, maxMappings: 1_000 }, clock.now);
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
    const cached = cachedMappings(shaky, { ttlMs, maxMappings: 1_000 }, virtualClock().now);
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
    const cached = cachedMappings(slow, { ttlMs, maxMappings: 1_000 }, clock.now);
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

const tenOf = (generator: string) =>
  Array.from({ length: 10 }, (_, index) =>
    aMapping({ generator, account: String(100_000_000_000 + index) }),
  );

/** A cache of this many mappings; half of it is for look-ups without bounds. */
const bounded = (table: MappingTable, maxMappings: number) =>
  cachedMappings(table, { ttlMs, maxMappings }, virtualClock().now);

describe('what is remembered is bounded in mappings', () => {
  test('of all generators together; what was used last stays', async () => {
    const table = fakeMappingTable(...['a/1', 'a/2', 'a/3'].flatMap(tenOf));
    const cached = bounded(table, 42);
    for (const generator of ['a/1', 'a/2', 'a/1', 'a/3', 'a/1', 'a/3', 'a/2']) {
      expect(await cached.findLive(generator)).toHaveLength(10);
    }

    expect(table.lookUps).toEqual(['a/1', 'a/2', 'a/3', 'a/2']);
  });

  test('and what finds none takes its share', async () => {
    const table = fakeMappingTable();
    const cached = bounded(table, 20);
    for (let round = 0; round < 3; round += 1) await cached.findLive('a/first');
    for (let index = 0; index < 39; index += 1) await cached.findLive(`a/${index}`);
    await cached.findLive('a/first');
    expect(table.lookUps.filter((generator) => generator === 'a/first')).toHaveLength(1);

    for (let index = 0; index < 40; index += 1) await cached.findLive(`a/${index}`);
    await cached.findLive('a/first');
    expect(table.lookUps.filter((generator) => generator === 'a/first')).toHaveLength(2);
  });

  test('a generator that has more than all may have is not remembered, and pushes nothing out', async () => {
    const table = fakeMappingTable(...tenOf('a/1'), ...tenOf('a/2').slice(0, 1));
    const cached = bounded(table, 10);
    for (const generator of ['a/2', 'a/1', 'a/1', 'a/2']) await cached.findLive(generator);

    expect(table.lookUps).toEqual(['a/2', 'a/1', 'a/1']);
  });

  test('ranges of a large generator push no other generator out', async () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      aMapping({ generator: 'a/many', account: String(100_000_000_000 + index) }),
    );
    const table = fakeMappingTable(...many, ...tenOf('a/1'));
    const cached = bounded(table, 42);
    await cached.findLive('a/1');
    for (const { sourceArn } of many) {
      await cached.findLive('a/many', { after: sourceArn });
      await cached.countLive('a/many', { after: sourceArn, atMost: 10 });
    }
    await cached.findLive('a/1');

    expect(table.lookUps.filter((generator) => generator === 'a/1')).toHaveLength(1);
  });

  test('what was retired, or read again, is not counted twice', async () => {
    const table = fakeMappingTable(...['a/1', 'a/2'].flatMap(tenOf));
    const cached = bounded(table, 42);
    for (let round = 0; round < 5; round += 1) await cached.findLive('a/1', { isFresh: true });
    await cached.retire(tenOf('a/1')[0]!, aNotification());
    for (const generator of ['a/1', 'a/2', 'a/1', 'a/2']) await cached.findLive(generator);

    expect(table.lookUps.slice(5)).toEqual(['a/1', 'a/2']);
  });
});

describe('a range of a generator', () => {
  const all = tenOf('a/1');
  const arn = (index: number) => all[index]!.sourceArn;

  test('is remembered apart from others, and from the whole', async () => {
    const table = fakeMappingTable(...all);
    const cached = bounded(table, 1_000);
    for (let round = 0; round < 2; round += 1) {
      expect(await cached.findLive('a/1')).toEqual(all);
      expect(await cached.findLive('a/1', { after: arn(2) })).toEqual(all.slice(3));
      expect(await cached.findLive('a/1', { through: arn(2) })).toEqual(all.slice(0, 3));
      expect(await cached.findLive('a/1', { sourceArn: arn(2) })).toEqual([all[2]]);
    }

    expect(table.lookUps).toHaveLength(4);
  });

  test('that was read in part is not taken for the whole', async () => {
    const table = fakeMappingTable(...all);
    const cached = bounded(table, 1_000);
    expect(await cached.findLive('a/1', { atMost: 4 })).toEqual(all.slice(0, 4));
    expect(await cached.findLive('a/1', { atMost: 3 })).toEqual(all.slice(0, 3));
    expect(table.lookUps).toHaveLength(1);

    expect(await cached.findLive('a/1', { atMost: 11 })).toEqual(all);
    expect(await cached.findLive('a/1')).toEqual(all);
    expect(await cached.findLive('a/1', { atMost: 2 })).toEqual(all.slice(0, 2));
    expect(table.lookUps).toHaveLength(2);
  });

  test('is counted once in the stated time, for the same stretch', async () => {
    const table = fakeMappingTable(...all);
    const clock = virtualClock();
    const cached = cachedMappings(table, { ttlMs, maxMappings: 1_000 }, clock.now);
    for (const atMost of [4, 4, 5, 5]) {
      expect(await cached.countLive('a/1', { atMost })).toEqual({
        mappings: atMost,
        through: arn(atMost - 1),
      });
    }
    expect(table.counts).toHaveLength(2);

    clock.advance(ttlMs);
    await cached.countLive('a/1', { atMost: 5 });
    expect(table.counts).toHaveLength(3);
  });

  test('is asked for again after a retirement in its generator', async () => {
    const table = fakeMappingTable(...all, ...tenOf('a/2'));
    const cached = bounded(table, 1_000);
    const ask = async (generator: string) => {
      await cached.findLive(generator, { through: arn(5) });
      await cached.countLive(generator, { atMost: 5 });
    };
    for (const generator of ['a/1', 'a/2']) await ask(generator);
    await cached.retire(all[1]!, aNotification());
    for (const generator of ['a/1', 'a/2']) await ask(generator);

    expect(table.lookUps).toEqual(['a/1', 'a/2', 'a/1']);
    expect(table.counts).toEqual(['a/1', 'a/2', 'a/1']);
  });
});
