import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readWithin } from '../../../lambdas/delivery/read-within.ts';
import type { Bounds } from '../../../lambdas/domain/part.ts';
import type { LookUpOptions, MappingTable } from '../../../lambdas/ports/delivery.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { aMapping } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { constantTable } from '../../support/live-mappings.ts';

const customers = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aMapping({ generator: 'a/b', account: String(100_000_000_000 + index) }),
  );

/** Reads the generator `a/b` of a table, at most so many mappings at once; each call takes `callMs`. */
function reader(table: MappingTable, { maxMappings = 10, left = 1_000, callMs = 0 } = {}) {
  const clock = virtualClock();
  const log = fakeLog();
  const room = { left };
  const asked: LookUpOptions[] = [];
  const counted: LookUpOptions[] = [];
  const mappings: MappingTable = {
    ...table,
    async findLive(generator, options = {}) {
      asked.push(options);
      clock.advance(callMs);
      return await table.findLive(generator, options);
    },
    async countLive(generator, options = {}) {
      counted.push(options);
      clock.advance(callMs);
      return await table.countLive(generator, options);
    },
  };
  const countUntilMs = clock.now() + 5_000;
  const read = async (bounds: Bounds = {}) =>
    await readWithin(
      { generator: 'a/b', bounds },
      { timeoutMs: 1_500 },
      { mappings, log, now: clock.now, maxMappings, room, countUntilMs },
    );
  return { read, asked, counted, room, log };
}

async function fail(): Promise<never> {
  throw new Error('the table cannot be reached');
}

describe('the mappings of a generator', () => {
  test('that are few are read, with one call', async () => {
    const all = customers(10);
    const { read, asked, counted, room } = reader(constantTable(all));

    expect(await read()).toEqual({ mappings: all });
    expect(asked).toMatchObject([{ atMost: 11, timeoutMs: 1_500 }]);
    expect(counted).toEqual([]);
    expect(room.left).toBe(990);
  });

  test('that are more are counted in slices, and none but the longest of the first ones is kept', async () => {
    const all = customers(25);
    const { read, counted, room } = reader(constantTable(all));

    expect(await read()).toEqual({
      mappings: [all[0]],
      slices: [
        { sources: 10, through: all[9]!.sourceArn },
        { sources: 10, through: all[19]!.sourceArn },
        { sources: 5 },
      ],
    });
    expect(counted).toMatchObject([
      { after: all[9]!.sourceArn, atMost: 10 },
      { after: all[19]!.sourceArn, atMost: 10 },
    ]);
    expect(room.left).toBe(1_000);
  });

  test('that are many are counted, and read when they are not too many', async () => {
    const all = customers(1_800);
    const { read, asked, counted, room } = reader(constantTable(all), {
      maxMappings: 2_000,
      left: 5_000,
    });

    expect(await read()).toEqual({ mappings: all });
    expect(asked).toMatchObject([{ atMost: 501 }, { after: all[499]!.sourceArn, atMost: 1_501 }]);
    expect(counted).toHaveLength(1);
    expect(room.left).toBe(3_200);
  });

  test('that are too many are not read beyond the first ones', async () => {
    const all = customers(4_100);
    const { read, asked } = reader(constantTable(all), { maxMappings: 2_000, left: 5_000 });

    expect((await read()).slices).toEqual([
      { sources: 500, through: all[499]!.sourceArn },
      { sources: 1_500, through: all[1_999]!.sourceArn },
      { sources: 2_000, through: all[3_999]!.sourceArn },
      { sources: 100 },
    ]);
    expect(asked).toHaveLength(1);
  });

  test('that became too many while they were counted are divided all the same', async () => {
    const all = customers(2_010);
    let known = all.slice(0, 1_990);
    const { read } = reader(
      {
        ...constantTable([]),
        findLive: async (...given) => await constantTable(known).findLive(...given),
        async countLive(...given) {
          const counted = await constantTable(known).countLive(...given);
          known = all;
          return counted;
        },
      },
      { maxMappings: 2_000, left: 5_000 },
    );
    const { slices } = await read();

    expect(slices?.map(({ sources }) => sources)).toEqual([500, 1_490]);
  });

  test('for which there is no time after they were counted are a look-up that failed', async () => {
    const { read, room } = reader(constantTable(customers(1_000)), {
      maxMappings: 2_000,
      left: 5_000,
      callMs: 800,
    });

    await expect(read()).rejects.toThrow('no time');
    expect(room.left).toBe(5_000);
  });

  test('in a range are read or counted there', async () => {
    const all = customers(50);
    const { read } = reader(constantTable(all));
    const [after, through] = [all[4]!.sourceArn, all[19]!.sourceArn];

    expect(await read({ after: all[41]!.sourceArn })).toEqual({ mappings: all.slice(42) });
    expect(await read({ after, through: all[14]!.sourceArn })).toEqual({
      mappings: all.slice(5, 15),
    });
    expect((await read({ after, through })).slices).toEqual([
      { sources: 10, through: all[14]!.sourceArn },
      { sources: 5 },
    ]);
  });

  test('in a range, which was counted before, are read with one call', async () => {
    const all = customers(2_500);
    const { read, asked, counted } = reader(constantTable(all), {
      maxMappings: 2_000,
      left: 5_000,
    });

    expect(await read({ after: all[499]!.sourceArn })).toEqual({ mappings: all.slice(500) });
    expect(asked).toMatchObject([{ atMost: 2_001 }]);
    expect(counted).toEqual([]);
  });

  test('in a range that ends where it begins, or before, are none, and nobody is asked', async () => {
    const [one, other] = customers(2);
    const { read, asked } = reader(constantTable(customers(2)));
    const [after, through] = [other!.sourceArn, one!.sourceArn];

    expect(await read({ after, through })).toEqual({ mappings: [] });
    expect(await read({ after, through: after })).toEqual({ mappings: [] });
    expect(asked).toEqual([]);
  });

  test('for which the batch has no room are counted, and those that are none are none', async () => {
    const all = customers(5);
    const full = reader(constantTable(all), { left: 0 });
    const nobody = reader(constantTable([]), { left: 0 });

    expect(await full.read()).toEqual({ mappings: [], slices: [{ sources: 5 }] });
    expect(full.asked).toEqual([]);
    expect(await nobody.read()).toEqual({ mappings: [] });
  });

  test('for which there is a little room are read within it', async () => {
    const all = customers(5);
    const { read } = reader(constantTable(all), { left: 3 });

    expect((await read()).slices).toEqual([
      { sources: 3, through: all[2]!.sourceArn },
      { sources: 2 },
    ]);
  });

  test('leave their room to others when they cannot be read', async () => {
    const { read, room } = reader({ ...constantTable([]), findLive: fail });

    await expect(read()).rejects.toThrow('cannot be reached');
    expect(room.left).toBe(1_000);
  });
});

describe('counting', () => {
  test('ends after a hundred slices: the rest is one more, which is counted on as a part', async () => {
    const all = customers(1_500);
    const { read, counted } = reader(constantTable(all));
    const { slices } = await read();

    expect(slices).toHaveLength(101);
    expect(slices?.at(-2)?.through).toBe(all[999]!.sourceArn);
    expect(slices?.at(-1)).toEqual({ sources: 10 });
    expect(counted).toHaveLength(99);
  });

  test('ends when its time is over, with what is counted by then', async () => {
    const { read, counted } = reader(constantTable(customers(1_000)), { callMs: 1_000 });
    const { slices } = await read();

    expect(counted.map(({ timeoutMs }) => timeoutMs)).toEqual([4_000, 3_000, 2_000, 1_000]);
    expect(slices).toHaveLength(6);
    expect(slices?.at(-1)).toEqual({ sources: 10 });
  });

  test('that fails ends with what is counted by then', async () => {
    const table = constantTable(customers(100));
    let calls = 0;
    const { read, log } = reader({
      ...table,
      async countLive(generator, options) {
        calls += 1;
        if (calls === 3) throw new Error('the table cannot be reached');
        return await table.countLive(generator, options);
      },
    });
    const { slices } = await read();

    expect(slices).toHaveLength(4);
    expect(slices?.at(-1)).toEqual({ sources: 10 });
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
  });

  test('that fails at once, or has no time, is a look-up that failed', async () => {
    const failing = reader({ ...constantTable(customers(5)), countLive: fail }, { left: 0 });
    await expect(failing.read()).rejects.toThrow('cannot be reached');

    const late = reader(constantTable([]), { left: 0 });
    await expect(
      readWithin(
        { generator: 'a/b', bounds: {} },
        {},
        {
          mappings: constantTable([]),
          log: late.log,
          now: () => 10,
          maxMappings: 10,
          room: { left: 0 },
          countUntilMs: 10,
        },
      ),
    ).rejects.toThrow('no time');
  });
});

test('slices are the mappings, each in one of them, in order', async () => {
  const numbers = fc.integer({ min: 1, max: 12 });
  await fc.assert(
    fc.asyncProperty(fc.nat(90), numbers, fc.nat(30), async (count, maxMappings, left) => {
      const all = customers(count);
      const { read, room } = reader(constantTable(all), { maxMappings, left });
      const { mappings, slices } = await read();
      let after = '';
      const inSlices = (slices ?? []).map(({ sources, through = '~' }) => {
        const within = all.filter(({ sourceArn }) => sourceArn > after && sourceArn <= through);
        after = through;
        return [within.length, sources];
      });

      expect(inSlices.map(([within]) => within)).toEqual(inSlices.map(([, sources]) => sources));
      expect(slices === undefined ? mappings : all).toEqual(all);
      expect(room.left).toBe(left - (slices === undefined ? mappings.length : 0));
      expect(inSlices.every(([within = 0]) => within <= maxMappings)).toBe(true);
    }),
  );
});
