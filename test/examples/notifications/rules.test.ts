import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';
import { startEmulator, type Emulator } from '../../../emulator/server.ts';
import { vendorEvents } from '../../../lambdas/aws/vendor-events.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { notificationTypes, type Notification } from '../../../lambdas/domain/notification.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import { credentialsOf, partnerAccount } from '../../../local/partner.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { exampleRules } from './support/example-stack.ts';

const partnerName = 'vendor.example.test';

const rules = [...exampleRules()].map(
  ([name, { pattern }]) => [name, parseEventPattern(pattern)] as const,
);

let emulator: Emulator;
let client: EventBridgeClient;

beforeAll(async () => {
  emulator = await startEmulator();
  client = new EventBridgeClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: credentialsOf(partnerAccount),
  });
});
afterAll(async () => {
  client.destroy();
  await emulator.close();
});

/** The rules that match a notification, as it arrives on the vendor's default bus. */
async function rulesMatching(
  mapping: Partial<Mapping>,
  notification: Partial<Notification>,
  source = partnerName,
): Promise<readonly string[]> {
  const told = { mapping: aMapping(mapping), notification: aNotification(notification) };
  const areSent = await vendorEvents(client, source, fakeLog())([told]);
  expect(areSent).toEqual([true]);
  const { event } = (await emulatorView(emulator.url).vendorEvents()).at(-1)!;
  expect(event['detail-type']).toBe(told.notification.type);
  const matchable = eventOfText(JSON.stringify(event));
  return rules.filter(([, pattern]) => matchesEvent(pattern, matchable)).map(([name]) => name);
}

const expiring = { type: 'Partner Event Source Expiring', daysLeft: 3 } as const;
const failing = { type: 'Partner Event Source Failing', failingHours: 6 } as const;

describe('the rules', () => {
  test.each([
    ['Expiring', { state: 'PENDING' }, expiring],
    ['Expired', { state: 'PENDING' }, { type: 'Partner Event Source Expired' }],
    ['Failing', { state: 'ACTIVE' }, failing],
    ['Failing', { state: 'ACTIVE' }, { ...failing, failingHours: 24 }],
    ['Deleted', { state: 'ACTIVE' }, { type: 'Partner Event Source Deleted' }],
    ['Deleted', { state: 'PENDING' }, { type: 'Partner Event Source Deleted' }],
  ] as const)('one alone, %s, matches %j, %j', async (name, mapping, notification) => {
    expect(await rulesMatching(mapping, notification)).toEqual([name]);
  });

  test.each([
    ['that was accepted in the meantime', { state: 'ACTIVE' }, expiring],
    ['that has failed for an hour', { state: 'ACTIVE' }, { ...failing, failingHours: 1 }],
    ['that fails and is not accepted', { state: 'PENDING' }, failing],
    ['that was accepted', { state: 'ACTIVE' }, { type: 'Partner Event Source Activated' }],
    ['whose bus was deleted', { state: 'PENDING' }, { type: 'Partner Event Source Deactivated' }],
    ['that was adopted', { state: 'PENDING' }, { type: 'Partner Event Source Adopted' }],
  ] as const)('none matches a source %s', async (_, mapping, notification) => {
    expect(await rulesMatching(mapping, notification)).toEqual([]);
  });

  test.each(notificationTypes)('none matches %s of another stage', async (type) => {
    const thresholds = { daysLeft: 1, failingHours: 24 };

    for (const state of ['PENDING', 'ACTIVE'] as const) {
      expect(await rulesMatching({ state }, { type, ...thresholds }, 'vendor.example')).toEqual([]);
    }
  });
});
