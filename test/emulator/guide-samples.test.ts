import { afterEach, describe, expect, test } from '@jest/globals';
import type { Emulator } from '../../emulator/server.ts';
import { anEmulator, closeAll, CUSTOMER, PARTNER, rawCall } from './support.ts';

// The onboarding guide's sample requests, unchanged (except for a trailing comma, which is not JSON), and its
// answers: the same fields and ARNs. Times are seconds since 1970, as the protocol has them.

afterEach(closeAll);

const NAME = 'aws.partner/partner_x/acct1/channel1';
const ARN = `arn:aws:events:us-east-2::event-source/${NAME}`;

async function ask(emulator: Emulator, operation: string, body: object, account = PARTNER) {
  const response = await rawCall(emulator, operation, body, account);
  const text = await response.text();
  const answer: unknown = text === '' ? '' : JSON.parse(text);
  return { status: response.status, answer };
}

const empty = { status: 200, answer: '' };
const asCustomer = (emulator: Emulator, operation: string, body: object) =>
  ask(emulator, operation, body, CUSTOMER);

async function withSource(): Promise<Emulator> {
  const emulator = await anEmulator();
  await ask(emulator, 'CreatePartnerEventSource', { Account: CUSTOMER, Name: NAME });
  return emulator;
}

async function withBus(): Promise<Emulator> {
  const emulator = await withSource();
  await asCustomer(emulator, 'CreateEventBus', { EventSourceName: NAME, Name: NAME });
  return emulator;
}

const busCalled = (name: string) =>
  expect.objectContaining({
    Arn: `arn:aws:events:us-east-2:${CUSTOMER}:event-bus/${name}`,
    Name: name,
  });

const sourceCalled = (Name: string, CreatedBy: string, State: string, more = {}) => ({
  Arn: `arn:aws:events:us-east-2::event-source/${Name}`,
  CreatedBy,
  CreationTime: expect.any(Number),
  Name,
  State,
  ...more,
});

describe('the guide’s sample of', () => {
  test('CreatePartnerEventSource, with its misprinted account, makes a source for the account it means', async () => {
    const emulator = await anEmulator();
    const request = { Account: '0000000000101', Name: NAME };
    expect(await ask(emulator, 'CreatePartnerEventSource', request)).toEqual({
      status: 200,
      answer: { EventSourceArn: ARN },
    });
    const seen = await asCustomer(emulator, 'DescribeEventSource', { Name: NAME });
    expect(seen).toMatchObject({ answer: { State: 'PENDING' } });
  });

  test('DeletePartnerEventSource', async () => {
    const emulator = await withSource();
    const request = { Account: '000000000101', Name: NAME };
    expect(await ask(emulator, 'DeletePartnerEventSource', request)).toEqual(empty);
  });

  test('DescribePartnerEventSource', async () => {
    const emulator = await withSource();
    expect(await ask(emulator, 'DescribePartnerEventSource', { Name: NAME })).toEqual({
      status: 200,
      answer: { Arn: ARN, Name: NAME },
    });
  });

  test('ListPartnerEventSources', async () => {
    const emulator = await anEmulator();
    const names = ['channel1', 'channel2', 'channel3'].map(
      (channel) => `aws.partner/partner_x/acct1/${channel}`,
    );
    for (const Name of names.toReversed()) {
      await ask(emulator, 'CreatePartnerEventSource', { Account: CUSTOMER, Name });
    }
    const answer = await ask(emulator, 'ListPartnerEventSources', {
      NamePrefix: 'aws.partner/partner_x/acct1/',
    });
    expect(answer).toEqual({
      status: 200,
      answer: {
        PartnerEventSources: names.map((Name) => ({
          Arn: `arn:aws:events:us-east-2::event-source/${Name}`,
          Name,
        })),
      },
    });
  });

  test('ListPartnerEventSourceAccounts', async () => {
    const emulator = await withSource();
    const answer = await ask(emulator, 'ListPartnerEventSourceAccounts', { EventSourceName: NAME });
    const [CreationTime, ExpirationTime] = [expect.any(Number), expect.any(Number)];
    expect(answer).toEqual({
      status: 200,
      answer: {
        PartnerEventSourceAccounts: [
          { Account: CUSTOMER, CreationTime, ExpirationTime, State: 'PENDING' },
        ],
      },
    });
  });

  test('PutPartnerEvents', async () => {
    const emulator = await withSource();
    const second = 'aws.partner/partner_x/acct2/channel1';
    await ask(emulator, 'CreatePartnerEventSource', { Account: '000000000102', Name: second });
    const Resources = ['resource1', 'resource2'];
    const DetailType = 'myDetailType';
    const Entries = [
      { Source: NAME, Detail: '{ "key1": "value1", "key2": "value2" }', Resources, DetailType },
      { Source: second, Detail: '{ "key1": "value3", "key2": "value4" }', Resources, DetailType },
    ];
    const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
    expect(await ask(emulator, 'PutPartnerEvents', { Entries })).toEqual({
      status: 200,
      answer: { FailedEntryCount: 0, Entries: [{ EventId: uuid }, { EventId: uuid }] },
    });
  });

  test('ActivateEventSource, whose name lacks aws.partner/', async () => {
    const emulator = await withBus();
    await asCustomer(emulator, 'DeactivateEventSource', { Name: NAME });
    expect(
      await asCustomer(emulator, 'ActivateEventSource', { Name: 'partner_x/acct1/channel1' }),
    ).toEqual(empty);
    const seen = await asCustomer(emulator, 'DescribeEventSource', { Name: NAME });
    expect(seen).toMatchObject({ answer: { State: 'ACTIVE' } });
  });

  test('CreateEventBus', async () => {
    const emulator = await withSource();
    const answer = await asCustomer(emulator, 'CreateEventBus', {
      EventSourceName: NAME,
      Name: NAME,
    });
    const EventBusArn = `arn:aws:events:us-east-2:${CUSTOMER}:event-bus/${NAME}`;
    expect(answer).toEqual({ status: 200, answer: { EventBusArn } });
  });

  test('DeleteEventBus', async () => {
    const emulator = await withBus();
    expect(await asCustomer(emulator, 'DeleteEventBus', { Name: NAME })).toEqual(empty);
  });

  test('DescribeEventSource', async () => {
    const emulator = await withBus();
    expect(await asCustomer(emulator, 'DescribeEventSource', { Name: NAME })).toEqual({
      status: 200,
      answer: {
        Arn: ARN,
        CreatedBy: 'partner_x',
        CreationTime: expect.any(Number),
        Name: NAME,
        State: 'ACTIVE',
      },
    });
  });

  test('ListEventBuses, whose Limit is a string', async () => {
    const emulator = await withBus();
    for (const Name of ['my-bus', 'your-bus'])
      await asCustomer(emulator, 'CreateEventBus', { Name });
    const answer = await asCustomer(emulator, 'ListEventBuses', { Limit: '3' });
    expect(answer).toEqual({
      status: 200,
      answer: {
        EventBuses: [busCalled(NAME), busCalled('default'), busCalled('my-bus')],
        NextToken: expect.any(String),
      },
    });
  });

  test('ListEventSources, with a source in each state', async () => {
    const emulator = await withBus();
    const [y, z] = ['aws.partner/partner_y/acct1/trigger1', 'aws.partner/partner_z/acct1/rep01'];
    for (const Name of [y, z])
      await ask(emulator, 'CreatePartnerEventSource', { Account: CUSTOMER, Name });
    await asCustomer(emulator, 'CreateEventBus', { EventSourceName: y, Name: y });
    await ask(emulator, 'DeletePartnerEventSource', { Account: CUSTOMER, Name: y });
    expect(await asCustomer(emulator, 'ListEventSources', { Limit: '3' })).toEqual({
      status: 200,
      answer: {
        EventSources: [
          sourceCalled(NAME, 'partner_x', 'ACTIVE'),
          sourceCalled(y, 'partner_y', 'DELETED'),
          sourceCalled(z, 'partner_z', 'PENDING', { ExpirationTime: expect.any(Number) }),
        ],
      },
    });
  });

  test('PutRule', async () => {
    const emulator = await withBus();
    const request = {
      Name: 'everything',
      EventBusName: NAME,
      EventPattern: '{ "account": ["000000000101"] }',
    };
    expect(await asCustomer(emulator, 'PutRule', request)).toEqual({
      status: 200,
      answer: { RuleArn: `arn:aws:events:us-east-2:000000000101:rule/${NAME}/everything` },
    });
  });
});
