import { describe, expect, test } from '@jest/globals';
import { lookUp, lookUpMissing, retiredWithin } from '../../../lambdas/delivery/look-up.ts';
import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import type { HistorySink } from '../../../lambdas/ports/history.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeHistorySink } from '../../support/fake-history-sink.ts';
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

test('retired mappings are looked up for as long as events are held for them, if there is a history', async () => {
  const week = 7 * 24 * 60 * 60_000;
  const services = { settings: { history: { holdForMs: week } }, now: () => testNowMs };
  const table = fakeMappingTable(
    ...[week - 1, week].map((agoMs) => {
      const retiredAt = new Date(testNowMs - agoMs).toISOString();
      const retirement = { reason: 'gone', retiredAt };
      return aMapping({ generator: 'a/b', account: String(agoMs), retirement });
    }),
  );
  const foundWith = async (history?: HistorySink) => {
    const context = { ...contextOf(table), ...retiredWithin({ ...services, history }) };
    const found = await lookUp(['a/b'], context);
    return found.get('a/b')?.map(({ account }) => account);
  };

  expect(await foundWith(fakeHistorySink())).toEqual([String(week - 1)]);
  expect(await foundWith()).toEqual([]);
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

  test.each([
    ['paused', { pausedAt: '2026-11-21T18:00:00.000Z' }],
    ['retired', { retirement: { reason: 'gone', retiredAt: '2026-11-21T18:00:00.000Z' } }],
  ])('is asked for again where it is known as %s: this may be over', async (_, fields) => {
    const known = new Map([['a/b', [aMapping({ generator: 'a/b', ...fields })]]]);
    const found = await lookUpMissing([mapping], known, contextOf(fakeMappingTable(mapping)));

    expect(found.mappingsOf.get('a/b')).toEqual([mapping]);
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
