import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aVendor, customer, customerSource } from './vendor.ts';

let vendor: Awaited<ReturnType<typeof aVendor>>;

beforeEach(async () => {
  vendor = await aVendor();
});
afterEach(() => vendor.close());

/** The notifications of each run, after each of these numbers of days. */
async function notifiedAfterEach(days: readonly number[]) {
  const notified: string[][] = [];
  for (const passed of days) {
    await vendor.passDays(passed);
    await vendor.reconcile();
    const events = await vendor.notifications();
    notified.push(events.map((event) => event['detail-type'].replace('Partner Event Source ', '')));
  }
  return notified;
}

async function onlyMapping() {
  const mappings = await vendor.items();
  expect(mappings).toHaveLength(1);
  return mappings[0]!;
}

describe('a source that nobody accepts', () => {
  test('causes one notification for each threshold, then expires and is retired with a reason', async () => {
    const notified = await notifiedAfterEach([0, 3.9, 0.2, 0.1, 1.9, 0.1, 0.9, 0.1]);

    expect(notified).toEqual([[], [], ['Expiring'], [], ['Expiring'], [], ['Expired'], []]);
    expect(await onlyMapping()).toMatchObject({
      state: 'PENDING',
      retirement: { reason: 'nobody accepted the source in time' },
    });
  });

  test('notifies the vendor of the source and of the days left', async () => {
    await vendor.reconcile();
    await vendor.passDays(4.5);
    await vendor.reconcile();

    expect(await vendor.notifications()).toMatchObject([
      {
        source: 'vendor.example.test',
        'detail-type': 'Partner Event Source Expiring',
        resources: [`arn:aws:events:eu-west-1::event-source/${customerSource}`],
        detail: {
          tenant: 'acme',
          generator: 'acme/repo1',
          account: '111122223333',
          region: 'eu-west-1',
          sourceName: customerSource,
          daysLeft: 3,
        },
      },
    ]);
  });

  test('is Expired at once when the clock passed all its days', async () => {
    expect(await notifiedAfterEach([0, 30])).toEqual([[], ['Expired']]);
  });
});

describe('a source whose customer comes and goes', () => {
  test('is Activated, Deactivated and Activated again, and the mapping follows', async () => {
    await vendor.reconcile();
    await vendor.accept();
    const accepted = await notifiedAfterEach([0.1]);
    const whenAccepted = await onlyMapping();
    await vendor.deleteBus();
    const left = await notifiedAfterEach([0.1]);
    const whenLeft = await onlyMapping();
    await vendor.accept();
    const back = await notifiedAfterEach([6, 6]);

    expect([...accepted, ...left, ...back]).toEqual([
      ['Activated'],
      ['Deactivated'],
      ['Activated'],
      [],
    ]);
    expect([whenAccepted.state, whenLeft.state]).toEqual(['ACTIVE', 'PENDING']);
    expect(whenLeft.expirationTime).toEqual(expect.any(String));
    expect(await onlyMapping()).toMatchObject({ state: 'ACTIVE' });
    expect((await onlyMapping()).retirement).toBeUndefined();
  });

  test('is warned of again after it was Deactivated', async () => {
    await notifiedAfterEach([0, 4.5]);
    await vendor.accept();
    await vendor.reconcile();
    await vendor.deleteBus();
    await vendor.reconcile();
    await vendor.notifications();

    expect(await notifiedAfterEach([4.5])).toEqual([['Expiring']]);
  });
});

test('a source that was deleted is Deleted, and its mapping retired with its reason', async () => {
  await vendor.accept();
  await vendor.passDays(0.1);
  await vendor.deleteSource();
  const notified = await notifiedAfterEach([0, 0.1]);

  expect(notified).toEqual([['Deleted'], []]);
  expect(await onlyMapping()).toMatchObject({
    retirement: { reason: 'the source no longer exists in AWS' },
  });
});

describe('a source that is made again', () => {
  test('after it expired keeps the new registration, before and after a run', async () => {
    await vendor.reconcile();
    const { generation: first } = await onlyMapping();
    await vendor.passDays(8);
    await vendor.register();
    const { generation: second } = await onlyMapping();
    await vendor.reconcile();
    await vendor.accept();
    await vendor.reconcile();

    expect(second).not.toBe(first);
    expect(await onlyMapping()).toMatchObject({ generation: second, state: 'ACTIVE' });
    expect((await onlyMapping()).retirement).toBeUndefined();
  });

  test('after its mapping was retired is a mapping like any', async () => {
    await notifiedAfterEach([0, 8]);
    expect((await onlyMapping()).retirement).toBeDefined();
    await vendor.register({ ...customer, bus: 'active' });

    expect(await notifiedAfterEach([0, 8])).toEqual([[], []]);
    expect(await onlyMapping()).toMatchObject({ state: 'ACTIVE' });
    expect((await onlyMapping()).retirement).toBeUndefined();
  });
});

describe('a run', () => {
  test('that is dry reports its findings, changes nothing and sends no notification', async () => {
    await vendor.reconcile();
    await vendor.passDays(8);
    const before = await vendor.items();
    const report = await vendor.reconcile(true);

    expect(report).toMatchObject({ dryRun: true, found: { gone: 1 }, repaired: { gone: 0 } });
    expect(await vendor.items()).toEqual(before);
    expect(await vendor.notifications()).toEqual([]);
  });

  test('that gets no answers concludes nothing, and the next one does', async () => {
    await vendor.reconcile();
    await vendor.passDays(8);
    await vendor.askForFaults({
      requestFailureRate: 1,
      operations: ['ListPartnerEventSourceAccounts'],
    });
    const failed = await vendor.reconcile();
    const stillLive = await onlyMapping();
    await vendor.askForFaults({ requestFailureRate: 0 });
    const answered = await vendor.reconcile();

    expect(failed).toMatchObject({ incomplete: true, found: { gone: 0 } });
    expect(stillLive.retirement).toBeUndefined();
    expect(answered).toMatchObject({ incomplete: false, repaired: { gone: 1 } });
  });

  test('that cannot reach the vendor sends its notification in the next run', async () => {
    await vendor.reconcile();
    await vendor.accept();
    await vendor.askForFaults({ requestFailureRate: 1, operations: ['PutEvents'] });
    const failed = await vendor.reconcile();
    await vendor.askForFaults({ requestFailureRate: 0 });

    expect(failed).toMatchObject({ incomplete: true, told: 0 });
    expect(await notifiedAfterEach([0.1])).toEqual([['Activated']]);
  });
});
