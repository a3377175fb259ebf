import { describe, expect, test } from '@jest/globals';
import { aMapping, aNotification } from '../../support/domain-builders.ts';
import { fakeReconcile, type ReconcileOverrides } from '../../support/reconcile-services.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** So many PENDING mappings and so many ACTIVE ones, with their sources. */
async function aVendor(
  { pending, active }: { pending: number; active: number },
  overrides: ReconcileOverrides = {},
) {
  const mappings = Array.from({ length: pending + active }, (_, index) =>
    aMapping({
      account: String(100_000_000_000 + index),
      state: index < pending ? 'PENDING' : 'ACTIVE',
    }),
  );
  const sides = fakeReconcile({ mappings, tablePageSize: 5, requestsPerSecond: 1, ...overrides });
  for (const { region, sourceName, account, state } of mappings) {
    await sides.sources.create(region, sourceName, account);
    if (state === 'ACTIVE') sides.sources.accept(region, sourceName);
  }
  /** The indexes of the mappings whose sources were observed since the last time. */
  const observed = () =>
    sides.sources.calls
      .splice(0)
      .filter((call) => call.startsWith('observe'))
      .map((call) => mappings.findIndex(({ sourceName }) => call.endsWith(sourceName)));
  observed();
  return { ...sides, all: mappings, observed };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('a run', () => {
  test('with time enough looks at every source once, and says what there is', async () => {
    const { run, observed } = await aVendor({ pending: 4, active: 8 });
    const report = await run();

    expect(observed().toSorted((a, b) => a - b)).toEqual(range(0, 12));
    expect(report).toMatchObject({
      dryRun: false,
      incomplete: false,
      checked: 12,
      calls: 13,
      mappings: { PENDING: 4, ACTIVE: 8, DELETED: 0 },
    });
  });

  test('counts the sources that expire soon, and not the retired ones', async () => {
    const { run, time, mappings, sources, all } = await aVendor({ pending: 3, active: 1 });
    await mappings.retire(all[0]!, aNotification());
    await sources.delete(all[0]!.region, all[0]!.sourceName, all[0]!.account);
    time.advance(5 * day);
    await run();

    expect(await run()).toMatchObject({
      expiringSoon: 2,
      mappings: { PENDING: 2, ACTIVE: 1, DELETED: 0 },
    });
  });

  test('notifies the vendor of what others have retired', async () => {
    const { run, mappings, all, sent } = await aVendor({ pending: 0, active: 2 });
    await mappings.retire(all[1]!, aNotification());
    await run();
    await run();

    expect(sent).toMatchObject([
      { sourceArn: all[1]!.sourceArn, type: 'Partner Event Source Deleted' },
    ]);
  });
});

describe('a run without time enough', () => {
  test('stops before its deadline', async () => {
    const { run, time } = await aVendor({ pending: 30, active: 60 });
    const startMs = time.now();
    const { incomplete } = await run({ minutes: 1 });

    expect(incomplete).toBe(true);
    expect(time.now() - startMs).toBeGreaterThan(40_000);
    expect(time.now() - startMs).toBeLessThanOrEqual(45_000);
  });

  test('looks at the PENDING ones every time, and at the others in rotation', async () => {
    const { run, observed, time } = await aVendor({ pending: 5, active: 60 });
    const rotation: number[] = [];
    let runs = 0;
    for (let isWhole = false; !isWhole && runs < 10; runs += 1) {
      const report = await run({ minutes: 0.6 });
      const seen = observed();
      expect(seen).toEqual(expect.arrayContaining(range(0, 5)));
      rotation.push(...seen.filter((index) => index >= 5));
      isWhole = !report.incomplete;
      time.advance(15 * minute);
    }

    expect(runs).toBeGreaterThan(2);
    expect(new Set(rotation)).toEqual(new Set(range(5, 65)));
    expect(rotation.length).toBeLessThan(70);
  });

  test('continues with the PENDING ones too, and counts mappings only when it has seen all', async () => {
    const { run, observed } = await aVendor({ pending: 60, active: 0 });
    const first = await run({ minutes: 1 });
    const seenFirst = observed();
    expect(first).toMatchObject({ incomplete: true });
    expect(first.mappings).toBeUndefined();

    const second = await run({ minutes: 1 });
    expect(second.mappings).toBeUndefined();
    expect(new Set([...seenFirst, ...observed()])).toEqual(new Set(range(0, 60)));
    expect((await run()).mappings).toEqual({ PENDING: 60, ACTIVE: 0, DELETED: 0 });
  });

  test('does not let many PENDING ones stop the rotation', async () => {
    const { run, observed } = await aVendor({ pending: 100, active: 20 });
    await run({ minutes: 1 });

    expect(observed().some((index) => index >= 100)).toBe(true);
  });
});

describe('the oldest check', () => {
  test('is as old as the beginning of the last whole rotation', async () => {
    const { run, time } = await aVendor({ pending: 0, active: 60 });
    expect((await run({ minutes: 1 })).oldestCheckSeconds).toBeUndefined();
    time.advance(15 * minute);

    const { oldestCheckSeconds } = await run({ minutes: 1 });
    expect(oldestCheckSeconds).toBeGreaterThan(15 * 60);
    expect(oldestCheckSeconds).toBeLessThan(17 * 60);
  });

  test('is not made younger by a rotation that had to pass over something', async () => {
    const { run, sources, time, all } = await aVendor({ pending: 0, active: 60 });
    const broken = all[2]!.sourceName;
    sources.disturb((call) => {
      if (call.endsWith(broken)) throw new Error('InternalException');
    });
    await run({ minutes: 1 });
    sources.disturb(() => undefined);
    time.advance(15 * minute);
    // One source was never checked: that counts from the beginning of the first rotation.
    expect((await run()).oldestCheckSeconds).toBeGreaterThan(15 * 60);

    time.advance(15 * minute);
    expect((await run()).oldestCheckSeconds).toBeLessThan(2 * 60);
  });

  test.each([
    ['an ACTIVE source that is never answered for', 'repo1/100000000025'],
    ['a PENDING source that is never answered for', 'repo1/100000000002'],
    ['a Region that answers for none', 'observe'],
    ['a Region that is left before the rotation', ''],
  ])('grows for as long as there is %s', async (_what, broken) => {
    const { run, sources, time } = await aVendor({ pending: 20, active: 10 });
    sources.disturb((call) => {
      if (call.includes(broken)) throw new Error('AccessDeniedException');
    });
    await run();
    time.advance(day);
    expect((await run()).oldestCheckSeconds).toBeGreaterThan(day / 1000);

    sources.disturb(() => undefined);
    time.advance(day);
    expect((await run()).oldestCheckSeconds).toBeLessThan(2 * 60);
  });
});

describe('a dry run', () => {
  test('finds what a run would, from the beginning on, and changes nothing at all', async () => {
    const policy = { orphan: 'delete', orphanGraceHours: 0 } as const;
    const overrides = { policy, listPageSize: 3 };
    const { run, sources, mappings, table, sent, all } = await aVendor(
      { pending: 3, active: 60 },
      overrides,
    );
    await run({ minutes: 1 });
    await mappings.retire(all[1]!, aNotification());
    await sources.delete(all[2]!.region, all[2]!.sourceName, all[2]!.account);
    sources.leave(all[5]!.region, all[5]!.sourceName);
    const before = {
      table: mappings.all(),
      aws: sources.all(),
      checkpoint: table.checkpoint(),
      sent: [...sent],
    };
    const report = await run({ dryRun: true });

    expect(report).toMatchObject({
      dryRun: true,
      checked: 63,
      found: { drift: 1, gone: 1, otherAccount: 0, orphan: 1 },
      repaired: { drift: 0, gone: 0, otherAccount: 0, orphan: 0 },
      told: 0,
    });
    expect({
      table: mappings.all(),
      aws: sources.all(),
      checkpoint: table.checkpoint(),
      sent,
    }).toEqual(before);
  });
});

describe('what fails', () => {
  test('of one Region does not stop another', async () => {
    const here = aMapping();
    const there = aMapping({ region: 'eu-west-1' });
    const regions = ['us-east-1', 'eu-west-1'];
    const { run, sources, mappings } = fakeReconcile({ mappings: [here, there], regions });
    sources.disturb((call) => {
      if (call.includes('us-east-1')) throw new Error('ServiceUnavailable');
    });
    const report = await run();

    expect(report).toMatchObject({ incomplete: true, repaired: { gone: 1 } });
    expect(mappings.all()).toMatchObject([here, { retirement: {} }]);
  });

  test('of the table makes the run fail, and the next one continues where the last whole one stopped', async () => {
    let isBroken = false;
    const { run, table, time } = await aVendor(
      { pending: 0, active: 60 },
      {
        replace: ({ mappings: plain }) => ({
          mappings: {
            ...plain,
            page: async (after) => {
              if (isBroken) throw new Error('the table cannot be reached');
              return await plain.page(after);
            },
          },
        }),
      },
    );
    await run({ minutes: 1 });
    const checkpoint = table.checkpoint();
    isBroken = true;
    await expect(run()).rejects.toThrow('the table cannot be reached');
    expect(table.checkpoint()).toEqual(checkpoint);

    isBroken = false;
    time.advance(minute);
    expect(await run()).toMatchObject({ incomplete: false });
  });
});
