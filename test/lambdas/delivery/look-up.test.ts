import { describe, expect, test } from '@jest/globals';
import { lookUp, lookUpMissing } from '../../../lambdas/delivery/look-up.ts';
import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const contextOf = (mappings: Pick<MappingTable, 'findLive'>) => ({
  mappings,
  log: fakeLog(),
  now: () => testNowMs,
  lookUpsMs: testNowMs + 15_000,
});

test('each generator is looked up once, however often it is in the batch', async () => {
  const table = fakeMappingTable(aMapping({ generator: 'a/b' }));
  const found = await lookUp(['a/b', 'c/d', 'a/b', 'a/b'], contextOf(table));

  expect(table.lookUps).toEqual(['a/b', 'c/d']);
  expect(found.get('a/b')).toEqual([aMapping({ generator: 'a/b' })]);
  expect(found.get('c/d')).toEqual([]);
});

test('a generator whose look-up fails is missing, and the others are there', async () => {
  const table = fakeMappingTable(aMapping({ generator: 'a/b' }));
  const log = fakeLog();
  table.failLookUpsOf('c/d');
  const found = await lookUp(['a/b', 'c/d', 'e/f'], { ...contextOf(table), log });

  expect([...found.keys()]).toEqual(['a/b', 'e/f']);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { error: expect.any(Error) } }]);
});

test('look-ups run side by side, and not all of them at once', async () => {
  let underWay = 0;
  let most = 0;
  const table = {
    ...fakeMappingTable(),
    async findLive() {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return [];
    },
  };
  await lookUp(
    Array.from({ length: 500 }, (_, index) => `a/${index}`),
    contextOf(table),
  );

  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(32);
});

test('250 look-ups that fail slowly end in their time, and those that were answered are there', async () => {
  const clock = virtualClock();
  const timeouts: (number | undefined)[] = [];
  const table: Pick<MappingTable, 'findLive'> = {
    async findLive(generator, options) {
      timeouts.push(options?.timeoutMs);
      if (generator === 'a/0') return [];
      clock.advance(1_000);
      throw new Error('too slow');
    },
  };
  const generators = Array.from({ length: 250 }, (_, index) => `a/${index}`);
  const context = { ...contextOf(table), now: clock.now };
  const found = await lookUp(generators, context);

  expect([...found.keys()]).toEqual(['a/0']);
  expect(timeouts.length).toBeLessThan(50);
  expect(timeouts.every((timeoutMs) => timeoutMs !== undefined && timeoutMs > 0)).toBe(true);
});

describe('a source that is wanted and not known', () => {
  const mapping = aMapping({ generator: 'a/b' });

  test('is asked of the table, once for its generator', async () => {
    const asked: unknown[] = [];
    const table: Pick<MappingTable, 'findLive'> = {
      async findLive(generator, options) {
        asked.push([generator, options?.isFresh]);
        return [mapping];
      },
    };
    const known = new Map([
      ['a/b', []],
      ['c/d', []],
    ]);
    const wanted = [mapping, mapping];
    const found = await lookUpMissing(wanted, known, contextOf(table));

    expect(asked).toEqual([['a/b', true]]);
    expect(found).toEqual({
      mappingsOf: new Map([
        ['c/d', []],
        ['a/b', [mapping]],
      ]),
      unknown: new Set(),
    });
  });

  test('is not asked for where it is known, nor where the look-up failed', async () => {
    const table = fakeMappingTable();
    const known = new Map([['a/b', [mapping]]]);
    const wanted = [mapping, { generator: 'dark/one', sourceArn: 'arn' }];

    expect((await lookUpMissing(wanted, known, contextOf(table))).mappingsOf).toBe(known);
    expect(table.lookUps).toEqual([]);
  });

  test('is unknown when the table cannot be asked, and its neighbours stay known', async () => {
    const table = fakeMappingTable(mapping);
    table.failLookUpsOf('a/b');
    const neighbour = aMapping({ generator: 'a/b', account: '222222222222' });
    const known = new Map([['a/b', [neighbour]]]);

    expect(await lookUpMissing([mapping], known, contextOf(table))).toEqual({
      mappingsOf: known,
      unknown: new Set([mapping.sourceArn]),
    });
  });
});

test('slow look-ups wait until all others were tried, and are then given the time that is left', async () => {
  const clock = virtualClock();
  const asked: string[] = [];
  const table: Pick<MappingTable, 'findLive'> = {
    async findLive(generator, options) {
      asked.push(`${generator} ${options?.timeoutMs}`);
      if (generator === 'a/slow' && (options?.timeoutMs ?? 0) <= 1_500) {
        clock.advance(1_500);
        throw new Error('too slow');
      }
      return [];
    },
  };
  const context = { ...contextOf(table), now: clock.now };
  const found = await lookUp(['a/slow', 'a/1', 'a/2'], context);

  expect(new Set(found.keys())).toEqual(new Set(['a/slow', 'a/1', 'a/2']));
  expect(asked.at(-1)).toBe('a/slow 13500');
});
