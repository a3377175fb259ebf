import { PutEventsCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startCloud, type Cloud } from '../../../local/cloud.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../../../local/partner.ts';
import { registerSources } from '../../../local/register-sources.ts';
import { customer, customerSource } from './vendor.ts';

jest.setTimeout(60_000);

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({
    firstPort: 0,
    regions: [homeRegion, customer.region],
    onOutput: () => {},
  });
});
afterAll(() => cloud.close());

test('the deployed bundle reconciles at the given time, and notifies the vendor', async () => {
  const view = emulatorView(cloud.endpoints.eventBridge);
  await registerSources([customer], cloud);
  const first = await cloud.functions.reconcile(await view.nowMs());
  const later = await fetch(`${cloud.endpoints.eventBridge}/_emulator/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds: 6.5 * 24 * 60 * 60 }),
  });
  const second = await cloud.functions.reconcile(await view.nowMs());

  expect(later.ok).toBe(true);
  expect(first).toMatchObject({ kind: 'returned', payload: { checked: 1, told: 0 } });
  expect(second).toMatchObject({ kind: 'returned', payload: { expiringSoon: 0, told: 1 } });
  expect(await view.vendorEvents()).toMatchObject([
    {
      account: partnerAccount,
      region: homeRegion,
      bus: 'default',
      event: {
        'detail-type': 'Partner Event Source Expiring',
        detail: { sourceName: customerSource, daysLeft: 1 },
      },
    },
  ]);
});

test("what is on the vendor's own bus is nothing that a customer received", async () => {
  const view = emulatorView(cloud.endpoints.eventBridge);
  const client = new EventBridgeClient({
    endpoint: cloud.endpoints.eventBridge,
    region: homeRegion,
    credentials: credentialsOf(partnerAccount),
  });
  const entry = { Source: 'my.app', DetailType: 'made', Detail: '{}' };
  await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();

  expect(await view.received()).toEqual([]);
  expect(await view.counters()).toMatchObject({ received: 0 });
  expect((await view.vendorEvents()).map(({ event }) => event.source)).toContain('my.app');
  expect(await view.regions()).toEqual([customer.region]);
});
