import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { vendorEvents } from '../../../lambdas/aws/vendor-events.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { startStubEventBridge } from '../../support/stub-event-bridge.ts';

let stub: Awaited<ReturnType<typeof startStubEventBridge>>;
let client: EventBridgeClient;

beforeEach(async () => {
  stub = await startStubEventBridge();
  client = new EventBridgeClient({
    endpoint: stub.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '999999999999', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await stub.close();
});

const anOpen = (index: number) => ({
  mapping: aMapping({ account: String(100_000_000_000 + index) }),
  notification: aNotification({ type: 'Partner Event Source Expiring', daysLeft: 3 }),
});
const open = (count: number) => Array.from({ length: count }, (_, index) => anOpen(index));

async function send(count: number) {
  const log = fakeLog();
  const areSent = await vendorEvents(client, 'vendor.test', log)(open(count));
  return { areSent, log };
}

const answerWith = (...results: readonly object[]) => {
  stub.answerWith({ status: 200, body: JSON.stringify({ Entries: results }) });
};

describe('the events for the vendor', () => {
  test('go to its default bus, under its name, by the detail type of the notification', async () => {
    answerWith({ EventId: '1' });
    expect((await send(1)).areSent).toEqual([true]);

    const { mapping, notification } = anOpen(0);
    expect(stub.requests).toMatchObject([
      {
        headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
        body: {
          Entries: [
            {
              Source: 'vendor.test',
              DetailType: 'Partner Event Source Expiring',
              Time: Date.parse(notification.time) / 1000,
              Resources: [mapping.sourceArn],
            },
          ],
        },
      },
    ]);
    const [entry] = stub.requests[0]!.body['Entries'] as {
      Detail: string;
      EventBusName?: string;
    }[];
    expect(entry).not.toHaveProperty('EventBusName');
    expect(JSON.parse(entry!.Detail)).toMatchObject({ account: mapping.account, daysLeft: 3 });
  });

  test('are reported one by one: those that failed, or have no result, were not sent', async () => {
    answerWith({ EventId: '1' }, { ErrorCode: 'ThrottlingException' }, { EventId: '3' }, {});

    expect((await send(5)).areSent).toEqual([true, false, true, false, false]);
  });

  test('go ten to a call', async () => {
    answerWith(...open(10).map((_, index) => ({ EventId: String(index) })));

    expect((await send(23)).areSent).toEqual(open(23).map(() => true));
    expect(stub.requests.map(({ body }) => (body['Entries'] as unknown[]).length)).toEqual([
      10, 10, 3,
    ]);
  });

  test.each([
    ['refused', { status: 400, body: '{"__type":"AccessDeniedException"}' }],
    ['broken', { status: 500, body: '' }],
  ] as const)('of a call that is %s were not sent, and nothing is thrown', async (_, answer) => {
    stub.answerWith(answer);
    const { areSent, log } = await send(23);

    expect(areSent).toEqual(open(23).map(() => false));
    expect(log.lines).toMatchObject([{ level: 'error' }]);
    expect(stub.requests).toHaveLength(1);
  });

  test('that there are none of make no call', async () => {
    expect((await send(0)).areSent).toEqual([]);
    expect(stub.requests).toEqual([]);
  });
});
