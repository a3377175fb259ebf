import { describe, expect, test } from '@jest/globals';
import { notifyVendor } from '../../../lambdas/reconcile/notify-vendor.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';
import { fakeReconcile, type ReconcileOverrides } from '../../support/reconcile-services.ts';

const activated = aNotification({ type: 'Partner Event Source Activated' });
const expiring = aNotification({ type: 'Partner Event Source Expiring', daysLeft: 3 });
const one = aMapping({ outbox: [activated, expiring] });
const other = aMapping({ account: '222222222222', outbox: [aNotification()] });
const quiet = aMapping({ account: '333333333333' });

async function notify(overrides: ReconcileOverrides = {}) {
  const sides = fakeReconcile({ mappings: [one, other, quiet], ...overrides });
  const context = sides.context();
  await notifyVendor(sides.mappings.all(), context);
  return { ...sides, report: context.report };
}

const left = ({ mappings }: Awaited<ReturnType<typeof notify>>) =>
  mappings.all().map(({ outbox = [] }) => outbox);

describe('the notifications of mappings', () => {
  test('are sent, each once, and removed', async () => {
    const sides = await notify();

    expect(sides.sent).toMatchObject([
      { sourceArn: one.sourceArn, type: 'Partner Event Source Activated' },
      { sourceArn: one.sourceArn, type: 'Partner Event Source Expiring', daysLeft: 3 },
      { sourceArn: other.sourceArn, type: 'Partner Event Source Deleted' },
    ]);
    expect(left(sides)).toEqual([[], [], []]);
    expect(sides.report).toMatchObject({ told: 3, incomplete: false });
  });

  test('that could not be sent stay, and a later run sends only those', async () => {
    let isFirst = true;
    const sides = await notify({
      replace: ({ sendNotifications }) => ({
        sendNotifications: async (notifications) => {
          const answers = await sendNotifications(notifications);
          const areSent = answers.map((_, index) => !isFirst || index === 1);
          isFirst = false;
          return areSent;
        },
      }),
    });
    expect(left(sides)).toEqual([[activated], [aNotification()], []]);
    expect(sides.report).toMatchObject({ told: 1, incomplete: true });

    await notifyVendor(sides.mappings.all(), sides.context());
    expect(sides.sent.slice(3)).toMatchObject([
      { type: 'Partner Event Source Activated' },
      { type: 'Partner Event Source Deleted' },
    ]);
    expect(left(sides)).toEqual([[], [], []]);
  });

  test('that another run has claimed are left to it, until it must have ended', async () => {
    const sides = fakeReconcile({ mappings: [one] });
    const from = new Date(sides.time.now()).toISOString();
    const until = new Date(sides.time.now() + 15 * 60_000).toISOString();
    await sides.table.claimOutbox(one, { from, until });
    await notifyVendor([one], sides.context());
    expect(sides.sent).toEqual([]);

    sides.time.advance(15 * 60_000);
    await notifyVendor([one], sides.context());
    expect(sides.sent).toHaveLength(2);
  });

  test('are not sent in a dry run', async () => {
    const sides = fakeReconcile({ mappings: [one] });
    await notifyVendor([one], sides.context(true));

    expect(sides.sent).toEqual([]);
    expect(sides.mappings.all()).toEqual([one]);
  });

  test('of one mapping that cannot be claimed do not stop the others', async () => {
    const sides = await notify({
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          claimOutbox: async (key, claim) => {
            if (key.sourceArn === one.sourceArn) throw new Error('the table cannot be reached');
            return await table.claimOutbox(key, claim);
          },
        },
      }),
    });

    expect(left(sides)).toEqual([[activated, expiring], [], []]);
    expect(sides.report).toMatchObject({ told: 1, incomplete: true });
  });

  test('that were sent and could not be removed are sent again after the claim has ended', async () => {
    let isBroken = true;
    const sides = await notify({
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          settleOutbox: async (...settled) => {
            if (isBroken) throw new Error('the table cannot be reached');
            await table.settleOutbox(...settled);
          },
        },
      }),
    });
    expect(sides.report).toMatchObject({ told: 3, incomplete: true });

    isBroken = false;
    await notifyVendor(sides.mappings.all(), sides.context());
    expect(sides.sent).toHaveLength(3);
    sides.time.advance(15 * 60_000);
    await notifyVendor(sides.mappings.all(), sides.context());
    expect(sides.sent).toHaveLength(6);
    expect(left(sides)).toEqual([[], [], []]);
  });
});
