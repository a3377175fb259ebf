import { expect, test } from '@jest/globals';
import {
  lookUp as lookUpKeys,
  retiredWithin,
  type LookUpContext,
} from '../../../lambdas/delivery/look-up.ts';
import { boundsKey } from '../../../lambdas/domain/part.ts';
import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import type { HistorySink } from '../../../lambdas/ports/history.ts';
import type { Found } from '../../../lambdas/delivery/read-within.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeHistorySink } from '../../support/fake-history-sink.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { countAmong, liveAmong } from '../../support/live-mappings.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const contextOf = (mappings: Pick<MappingTable, 'findLive'>) => ({
  mappings: { countLive: async () => ({ mappings: 0 }), ...mappings },
  log: fakeLog(),
  now: () => testNowMs,
  lookUpsMs: testNowMs + 15_000,
});

/** Looks generators up without bounds; the mappings of each. */
async function lookUp(generators: readonly string[], context: LookUpContext, maxMappings = 2_000) {
  const keys = generators.map((generator) => ({ generator, bounds: {} }));
  const found = (await lookUpKeys(keys, context, maxMappings)).get('') ?? new Map<string, Found>();
  return new Map(Array.from(found, ([generator, { mappings }]) => [generator, mappings]));
}

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

/** A table without mappings, and the most look-ups that were under way at once. */
function aWatchedTable() {
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
  return { table, most: () => most };
}

test('look-ups run side by side, and not all of them at once', async () => {
  const { table, most } = aWatchedTable();
  await lookUp(
    Array.from({ length: 500 }, (_, index) => `a/${index}`),
    contextOf(table),
  );

  expect(most()).toBeGreaterThan(1);
  expect(most()).toBeLessThanOrEqual(32);
});

test('ranges are pages full of mappings: few of them are read at once', async () => {
  const { table, most } = aWatchedTable();
  const keys = Array.from({ length: 50 }, (_, index) => ({
    generator: 'a/b',
    bounds: { after: `arn:${index}` },
  }));
  await lookUpKeys(keys, contextOf(table), 2_000);

  expect(most()).toBeGreaterThan(1);
  expect(most()).toBeLessThanOrEqual(4);
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

test('a generator is looked up once for all messages with the same bounds, and once for each other range', async () => {
  const all = customers(10);
  const table = fakeMappingTable(...all);
  const [third, fifth] = [all[2]!.sourceArn, all[4]!.sourceArn];
  const bounds = [{}, { after: third }, {}, { after: third, through: fifth }, { after: third }];
  const keys = bounds.map((one) => ({ generator: 'a/b', bounds: one }));
  const found = await lookUpKeys(keys, contextOf(table), 2_000);

  expect(table.lookUps).toHaveLength(3);
  expect(bounds.map((one) => found.get(boundsKey(one))?.get('a/b')?.mappings.length)).toEqual([
    10, 7, 10, 2, 7,
  ]);
});

test('a batch reads so many mappings and no more: the others are counted', async () => {
  const generators = Array.from({ length: 120 }, (_, index) => `a/${index}`);
  const all = customers(1_000);
  let read = 0;
  const table: Pick<MappingTable, 'findLive' | 'countLive'> = {
    async findLive(generator, options) {
      const found = liveAmong(all, 'a/b', options).map((one) => ({ ...one, generator }));
      read += found.length;
      return found;
    },
    countLive: async (_, options) => countAmong(all, 'a/b', options),
  };
  const keys = generators.map((generator) => ({ generator, bounds: {} }));
  const found = (await lookUpKeys(keys, contextOf(table), 2_000)).get('')!;

  expect(found.size).toBe(120);
  expect(read).toBeLessThanOrEqual(100_000);
  const counts = Array.from(found.values(), ({ mappings, slices }) =>
    slices === undefined ? mappings.length : slices.reduce((sum, { sources }) => sum + sources, 0),
  );
  expect(new Set(counts)).toEqual(new Set([1_000]));
});

function customers(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aMapping({ generator: 'a/b', account: String(100_000_000_000 + index) }),
  );
}

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
