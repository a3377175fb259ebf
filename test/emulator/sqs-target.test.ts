import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Emulator } from '../../emulator/server.ts';
import { aLocalSqs } from './local-sqs.ts';
import {
  anEmulator,
  anEntry,
  closeAll,
  control,
  CUSTOMER,
  rawCall,
  REGION,
  SOURCE,
} from './support.ts';

afterEach(closeAll);

async function sendOneEvent(emulator: Emulator, queue: string): Promise<void> {
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  const asCustomer = (operation: string, body: object) =>
    rawCall(emulator, operation, body, CUSTOMER);
  await asCustomer('CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  const EventPattern = '{"detail":{"n":[{"exists":true}]}}';
  await asCustomer('PutRule', { Name: 'all', EventBusName: SOURCE, EventPattern });
  const Targets = [{ Id: 'queue', Arn: `arn:aws:sqs:${REGION}:${CUSTOMER}:${queue}` }];
  await asCustomer('PutTargets', { Rule: 'all', EventBusName: SOURCE, Targets });
  await rawCall(emulator, 'PutPartnerEvents', {
    Entries: [anEntry({ Detail: '{"n": 1234567890123456789}' })],
  });
}

async function failedDeliveries(emulator: Emulator): Promise<unknown> {
  for (;;) {
    const counters = await control(emulator, 'GET', 'counters');
    if (JSON.stringify(counters).includes('"failedDeliveries":1')) return counters;
  }
}

describe('an SQS target', () => {
  test('really gets the event, to the letter', async () => {
    const { endpoint, client } = await aLocalSqs();
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'customer-queue' }));
    await sendOneEvent(await anEmulator({ sqsEndpoint: endpoint }), 'customer-queue');
    const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 3 });
    const [message] = (await client.send(receive)).Messages ?? [];
    expect(message?.Body).toContain('"detail":{"n": 1234567890123456789}}');
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      version: '0',
      source: SOURCE,
      account: CUSTOMER,
    });
  });

  test('that does not exist is counted, and seen in the view all the same', async () => {
    const { endpoint } = await aLocalSqs();
    const emulator = await anEmulator({ sqsEndpoint: endpoint });
    await sendOneEvent(emulator, 'no-such-queue');
    expect(await failedDeliveries(emulator)).toMatchObject({ deliveries: 1, failedDeliveries: 1 });
    expect(await control(emulator, 'GET', 'deliveries')).toMatchObject([
      { rule: 'all', targetId: 'queue' },
    ]);
  });

  test('is only seen in the view when no SQS is given', async () => {
    const emulator = await anEmulator();
    await sendOneEvent(emulator, 'customer-queue');
    expect(await control(emulator, 'GET', 'deliveries')).toHaveLength(1);
  });
});
