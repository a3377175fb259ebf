import { describe, expect, test } from '@jest/globals';
import { tellNotices } from '../../../lambdas/reconcile/tell-notices.ts';
import { aMapping, aNotice } from '../../support/domain-builders.ts';
import { fakeReconcile, type ReconcileOverrides } from '../../support/reconcile-services.ts';

const activated = aNotice({ type: 'Partner Event Source Activated' });
const expiring = aNotice({ type: 'Partner Event Source Expiring', daysLeft: 3 });
const one = aMapping({ notices: [activated, expiring] });
const other = aMapping({ account: '222222222222', notices: [aNotice()] });
const quiet = aMapping({ account: '333333333333' });

async function tell(overrides: ReconcileOverrides = {}) {
  const sides = fakeReconcile({ mappings: [one, other, quiet], ...overrides });
  const context = sides.context();
  await tellNotices(sides.mappings.all(), context);
  return { ...sides, report: context.report };
}

const left = ({ mappings }: Awaited<ReturnType<typeof tell>>) =>
  mappings.all().map(({ notices = [] }) => notices);

describe('the notices of mappings', () => {
  test('are told, each once, and taken off', async () => {
    const sides = await tell();

    expect(sides.told).toMatchObject([
      { sourceArn: one.sourceArn, type: 'Partner Event Source Activated' },
      { sourceArn: one.sourceArn, type: 'Partner Event Source Expiring', daysLeft: 3 },
      { sourceArn: other.sourceArn, type: 'Partner Event Source Deleted' },
    ]);
    expect(left(sides)).toEqual([[], [], []]);
    expect(sides.report).toMatchObject({ told: 3, incomplete: false });
  });

  test('that could not be told stay, and a later run tells those only', async () => {
    let isFirst = true;
    const sides = await tell({
      replace: ({ tellVendor }) => ({
        tellVendor: async (open) => {
          const answers = await tellVendor(open);
          const told = answers.map((_, index) => !isFirst || index === 1);
          isFirst = false;
          return told;
        },
      }),
    });
    expect(left(sides)).toEqual([[activated], [aNotice()], []]);
    expect(sides.report).toMatchObject({ told: 1, incomplete: true });

    await tellNotices(sides.mappings.all(), sides.context());
    expect(sides.told.slice(3)).toMatchObject([
      { type: 'Partner Event Source Activated' },
      { type: 'Partner Event Source Deleted' },
    ]);
    expect(left(sides)).toEqual([[], [], []]);
  });

  test('that another run is telling are left to it, until it must have ended', async () => {
    const sides = fakeReconcile({ mappings: [one] });
    const from = new Date(sides.time.now()).toISOString();
    const until = new Date(sides.time.now() + 15 * 60_000).toISOString();
    await sides.table.claimNotices(one, { from, until });
    await tellNotices([one], sides.context());
    expect(sides.told).toEqual([]);

    sides.time.advance(15 * 60_000);
    await tellNotices([one], sides.context());
    expect(sides.told).toHaveLength(2);
  });

  test('are not told in a dry run', async () => {
    const sides = fakeReconcile({ mappings: [one] });
    await tellNotices([one], sides.context(true));

    expect(sides.told).toEqual([]);
    expect(sides.mappings.all()).toEqual([one]);
  });

  test('of one mapping that cannot be claimed do not stop the others', async () => {
    const sides = await tell({
      replace: ({ table }) => ({
        table: {
          ...table,
          claimNotices: async (key, claim) => {
            if (key.sourceArn === one.sourceArn) throw new Error('the table cannot be reached');
            return await table.claimNotices(key, claim);
          },
        },
      }),
    });

    expect(left(sides)).toEqual([[activated, expiring], [], []]);
    expect(sides.report).toMatchObject({ told: 1, incomplete: true });
  });

  test('that were told and could not be taken off are told again once the claim has ended', async () => {
    let isBroken = true;
    const sides = await tell({
      replace: ({ table }) => ({
        table: {
          ...table,
          settleNotices: async (...settled) => {
            if (isBroken) throw new Error('the table cannot be reached');
            await table.settleNotices(...settled);
          },
        },
      }),
    });
    expect(sides.report).toMatchObject({ told: 3, incomplete: true });

    isBroken = false;
    await tellNotices(sides.mappings.all(), sides.context());
    expect(sides.told).toHaveLength(3);
    sides.time.advance(15 * 60_000);
    await tellNotices(sides.mappings.all(), sides.context());
    expect(sides.told).toHaveLength(6);
    expect(left(sides)).toEqual([[], [], []]);
  });
});
