import { describe, expect, test } from '@jest/globals';
import type { ReconcilePolicy } from '../../../lambdas/domain/reconciliation.ts';
import { sweepOrphans } from '../../../lambdas/reconcile/sweep-orphans.ts';
import { mappingOf, sourceOf } from '../../support/customer.ts';
import { aNotification, testNowMs } from '../../support/domain-builders.ts';
import { fakeReconcile, type ReconcileOverrides } from '../../support/reconcile-services.ts';

const region = 'us-east-1';
const hour = 3_600_000;
const wishes = Array.from({ length: 7 }, (_, index) => ({
  generator: `acct1/repo${index}`,
  account: '111122223333',
  region,
}));
const wish = wishes[0]!;

/** Sources of these wishes, made two days ago, and none of them in the table. */
async function aRegion(
  of: readonly (typeof wish)[],
  policy: Partial<ReconcilePolicy> = {},
  overrides: ReconcileOverrides = {},
) {
  const sides = fakeReconcile({ policy, listPageSize: 3, ...overrides });
  for (const one of of) await sides.sources.create(region, sourceOf(one).name, one.account);
  sides.time.advance(48 * hour);
  sides.sources.calls.length = 0;
  const sweep = async ({ dryRun = false, nextToken = '', lastMs = Infinity } = {}) => {
    const context = sides.context(dryRun);
    const from = { nextToken: nextToken === '' ? undefined : nextToken, lastMs };
    const result = await sides.time.runUntil(sweepOrphans(region, from, context));
    return { result, report: context.report };
  };
  return { ...sides, sweep };
}

const adopt = { orphan: 'adopt' } as const;
const remove = { orphan: 'delete' } as const;

describe('a source without a mapping', () => {
  test('is reported, on whichever page, and left alone by default', async () => {
    const { sweep, sources, mappings } = await aRegion(wishes);
    const { result, report } = await sweep();

    expect(result).toEqual({ kind: 'done' });
    expect(report).toMatchObject({ found: { orphan: 7 }, repaired: { orphan: 0 } });
    expect(sources.all()).toHaveLength(7);
    expect(mappings.all()).toEqual([]);
    expect(sources.calls.filter((call) => !/^(list|observe) /.test(call))).toEqual([]);
  });

  test('gets a mapping by policy, and the vendor is notified', async () => {
    const { sweep, mappings, sent } = await aRegion([wish], adopt);
    const { report } = await sweep();

    expect(report).toMatchObject({ found: { orphan: 1 }, repaired: { orphan: 1 }, told: 1 });
    expect(mappings.all()).toMatchObject([
      { ...wish, tenant: 'acct1', state: 'PENDING', generation: 'adopted-1' },
    ]);
    expect(sent).toMatchObject([{ type: 'Partner Event Source Adopted' }]);
    expect((await sweep()).report).toMatchObject({ found: { orphan: 0 }, checked: 0 });
  });

  test('is deleted by policy only', async () => {
    const { sweep, sources } = await aRegion(wishes, remove);
    const { report } = await sweep();

    expect(report).toMatchObject({ found: { orphan: 7 }, repaired: { orphan: 7 } });
    expect(sources.all()).toEqual([]);
  });

  test.each([adopt, remove])('is found and left alone in a dry run: %j', async (policy) => {
    const { sweep, sources, mappings } = await aRegion([wish], policy);
    const { report } = await sweep({ dryRun: true });

    expect(report).toMatchObject({ found: { orphan: 1 }, repaired: { orphan: 0 } });
    expect(sources.all()).toHaveLength(1);
    expect(mappings.all()).toEqual([]);
  });

  test.each([adopt, remove])('is left alone while it is young: %j', async (policy) => {
    const { sweep, sources, time } = await aRegion([wish], { ...policy, orphanGraceHours: 72 });
    expect((await sweep()).report.found.orphan).toBe(0);
    expect(sources.all()).toHaveLength(1);

    time.advance(24 * hour);
    expect((await sweep()).report.found.orphan).toBe(1);
  });

  test('is left alone so long after its mapping was retired', async () => {
    const { sweep, mappings, time } = await aRegion([wish], remove);
    mappings.put(mappingOf(wish));
    const retiredAt = new Date(time.now() - 23 * hour).toISOString();
    await mappings.retire(mappingOf(wish), aNotification({ time: retiredAt }));
    expect((await sweep()).report.found.orphan).toBe(0);

    time.advance(hour);
    expect((await sweep()).report.repaired.orphan).toBe(1);
  });

  test.each([
    ['aws.partner/vendor.test/odd', 'of no name of ours'],
    ['aws.partner/vendor.test/acct1/111122223333', 'of a generator that is none'],
    ['aws.partner/other.test/acct1/repo1/111122223333', 'of another partner'],
  ])('%s is left alone: %s', async (name) => {
    const { sweep, sources, mappings } = await aRegion([], adopt);
    await sources.create(region, name, '111122223333');

    expect((await sweep()).report.found.orphan).toBe(0);
    expect(mappings.all()).toEqual([]);
  });

  test('whose item in the table cannot be read is not without one', async () => {
    const { sweep, sources, mappings, table } = await aRegion([wish], remove);
    mappings.put(mappingOf(wish));
    table.makeUnreadable(sourceOf(wish).arn);

    expect((await sweep()).report.found.orphan).toBe(0);
    expect(sources.all()).toHaveLength(1);
  });

  test('does not stop the others when it cannot be repaired', async () => {
    const { sweep, mappings, log } = await aRegion(wishes, adopt, {
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          adopt: async (mapping, retired) => {
            if (mapping.generator === 'acct1/repo1') throw new Error('the table cannot be reached');
            return await table.adopt(mapping, retired);
          },
        },
      }),
    });
    const { result, report } = await sweep();

    expect(result).toEqual({ kind: 'done' });
    expect(report).toMatchObject({ repaired: { orphan: 6 }, incomplete: true });
    expect(mappings.all()).toHaveLength(6);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

describe('a listing', () => {
  test('with mappings for all finds nothing, and asks AWS for none of them', async () => {
    const { sweep, mappings, sources } = await aRegion(wishes);
    for (const one of wishes) mappings.put(mappingOf(one));

    expect((await sweep()).report.found.orphan).toBe(0);
    expect(sources.calls).toHaveLength(3);
  });

  test('that fails concludes nothing, and starts again next time', async () => {
    const { sweep, sources } = await aRegion(wishes, remove);
    const token = sourceOf(wishes[2]!).name;
    sources.disturb((call) => {
      if (call.startsWith('list')) throw new Error('ThrottlingException');
    });
    const { result, report } = await sweep({ nextToken: token });

    expect(result).toEqual({ kind: 'stopped' });
    expect(report).toMatchObject({ found: { orphan: 0 }, incomplete: true });
    expect(sources.all()).toHaveLength(7);
  });

  test('stops in time and continues from its token', async () => {
    const { sweep, time } = await aRegion(wishes, adopt, { requestsPerSecond: 1 });
    const { result, report } = await sweep({ lastMs: time.now() + 4_500 });
    const nextToken = sourceOf(wishes[2]!).name;

    expect(result).toEqual({ kind: 'stopped', nextToken });
    expect(report.repaired.orphan).toBe(3);
    const second = await sweep({ nextToken });
    expect(second.result).toEqual({ kind: 'done' });
    expect(second.report.repaired.orphan).toBe(4);
  });

  test('stops where the table cannot be read, and comes back to that page', async () => {
    const { sweep } = await aRegion(wishes, remove, {
      replace: ({ mappings: table }) => ({
        mappings: { ...table, find: async () => await Promise.reject(new Error('no table')) },
      }),
    });

    expect((await sweep({ nextToken: 'some token' })).result).toEqual({
      kind: 'stopped',
      nextToken: 'some token',
    });
  });

  test('a source that cannot be checked is skipped, and the others are not', async () => {
    const { sweep, sources, time } = await aRegion(wishes);
    const { name } = sourceOf(wishes[1]!);
    sources.disturb((call) => {
      if (call === `observe ${region} ${name}`) throw new Error('InternalException');
    });

    expect((await sweep()).report).toMatchObject({ found: { orphan: 6 }, incomplete: true });
    expect(time.now()).toBeGreaterThan(testNowMs);
  });
});
