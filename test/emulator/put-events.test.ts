import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from '@jest/globals';
import { receivedText } from '../../emulator/control/view-texts.ts';
import type { World } from '../../emulator/state/world.ts';
import {
  aClient,
  anEmulator,
  asCustomer,
  asPartner,
  aWorld,
  closeAll,
  control,
  CUSTOMER,
  listIn,
  memberIn,
  OTHER_CUSTOMER,
  PARTNER,
  REGION,
  SOURCE,
} from './support.ts';

afterEach(closeAll);

const anOwnEntry = (overrides: object = {}) => ({
  Source: 'my.app',
  DetailType: 'made',
  Detail: '{"n":1}',
  ...overrides,
});

const put = (world: World, ...Entries: object[]) => asPartner(world, 'PutEvents', { Entries });
const receivedOn = (world: World) => world.received.snapshot().map(({ bus }) => bus);
const busArn = (account: string, name: string, region = REGION) =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

const taken = { EventId: expect.any(String) };
const failed = (ErrorCode: string, ErrorMessage: unknown = expect.any(String)) => ({
  ErrorCode,
  ErrorMessage,
});

describe('PutEvents', () => {
  test("puts the envelope on the default bus of the caller's account", () => {
    const world = aWorld();
    const answer = put(
      world,
      anOwnEntry({ Time: 1_795_287_601, Resources: ['r1'], Detail: '{"n":1234567890123456789}' }),
    );
    const [entry] = listIn(answer, 'Entries');
    const [text = ''] = world.received.snapshot().map(receivedText);

    expect(answer).toEqual({ FailedEntryCount: 0, Entries: [taken] });
    expect(text).toContain('"detail":{"n":1234567890123456789}');
    expect(JSON.parse(text)).toMatchObject({
      region: REGION,
      account: PARTNER,
      bus: 'default',
      event: {
        version: '0',
        id: memberIn(entry, 'EventId'),
        'detail-type': 'made',
        source: 'my.app',
        account: PARTNER,
        time: '2026-11-21T19:00:01Z',
        region: REGION,
        resources: ['r1'],
      },
    });
  });

  test('accepts a bus by its name and by its ARN', () => {
    const world = aWorld();
    asPartner(world, 'CreateEventBus', { Name: 'mine' });
    put(
      world,
      anOwnEntry({ EventBusName: 'default' }),
      anOwnEntry({ EventBusName: busArn(PARTNER, 'default') }),
      anOwnEntry({ EventBusName: 'mine' }),
      anOwnEntry({ EventBusName: busArn(PARTNER, 'mine') }),
    );

    expect(receivedOn(world)).toEqual(['default', 'default', 'mine', 'mine']);
  });

  test('drops what is for a bus that does not exist, and gives it an id, as the service does', () => {
    const world = aWorld();

    expect(put(world, anOwnEntry({ EventBusName: 'none' }))).toEqual({
      FailedEntryCount: 0,
      Entries: [taken],
    });
    expect(receivedOn(world)).toEqual([]);
  });

  test('fails each bad entry on its own', () => {
    const world = aWorld();
    const answer = put(
      world,
      anOwnEntry(),
      anOwnEntry({ Source: undefined }),
      anOwnEntry({ DetailType: '' }),
      anOwnEntry({ Detail: undefined }),
      anOwnEntry({ Detail: '[]' }),
      anOwnEntry({ Detail: '{' }),
      anOwnEntry({ Source: SOURCE }),
      anOwnEntry({ EventBusName: busArn(OTHER_CUSTOMER, 'default') }),
      anOwnEntry({ EventBusName: busArn(PARTNER, 'default', 'eu-west-1') }),
      anOwnEntry(),
    );

    expect(answer).toEqual({
      FailedEntryCount: 8,
      Entries: [
        taken,
        failed('InvalidArgument', expect.stringContaining('Source is a required')),
        failed('InvalidArgument', expect.stringContaining('DetailType is a required')),
        failed('InvalidArgument', expect.stringContaining('Detail is a required')),
        failed('MalformedDetail'),
        failed('MalformedDetail'),
        failed('NotAuthorizedForSourceException'),
        failed('AccessDeniedException'),
        failed('AccessDeniedException'),
        taken,
      ],
    });
    expect(receivedOn(world)).toEqual(['default', 'default']);
  });

  test('that has only incomplete entries fails each of them', () => {
    expect(put(aWorld(), {})).toEqual({
      FailedEntryCount: 1,
      Entries: [failed('InvalidArgument')],
    });
  });

  test.each([
    ['no entry', { Entries: [] }],
    ['11 entries', { Entries: Array.from({ length: 11 }, () => anOwnEntry()) }],
    ['a partner event bus', { Entries: [anOwnEntry({ EventBusName: SOURCE })] }],
    ['a resource of 2049 characters', { Entries: [anOwnEntry({ Resources: ['x'.repeat(2049)] })] }],
    ['a global endpoint', { Entries: [anOwnEntry()], EndpointId: 'a.b' }],
    ['over 1 MiB', { Entries: [anOwnEntry({ Detail: `{"x":"${'y'.repeat(1_048_576)}"}` })] }],
  ])('is refused whole with %s', (_what, request) => {
    const world = aWorld();

    expect(asPartner(world, 'PutEvents', request)).toBe('ValidationException');
    expect(receivedOn(world)).toEqual([]);
  });

  test('accepts 10 entries', () => {
    const entries = Array.from({ length: 10 }, () => anOwnEntry());

    expect(put(aWorld(), ...entries)).toMatchObject({ FailedEntryCount: 0 });
  });

  test('has its own counter, and none of those of PutPartnerEvents', () => {
    const world = aWorld();
    const before = structuredClone(world.counters);
    put(world, anOwnEntry(), anOwnEntry({ Detail: '' }));

    expect(world.counters).toEqual({ ...before, putEventsReceived: 1 });
  });
});

describe('the default bus', () => {
  test('is listed in a new account, and accepts rules', () => {
    const world = aWorld();
    expect(asCustomer(world, 'ListEventBuses', {})).toMatchObject({
      EventBuses: [{ Name: 'default', Arn: busArn(CUSTOMER, 'default') }],
    });
    expect(asCustomer(world, 'DescribeEventBus', {})).toMatchObject({ Name: 'default' });

    const rule = { Name: 'made', EventPattern: '{"detail-type":["made"]}' };
    expect(asCustomer(world, 'PutRule', rule)).toEqual({
      RuleArn: `arn:aws:events:${REGION}:${CUSTOMER}:rule/made`,
    });
  });

  test('applies only its own rules to events of PutEvents', () => {
    const world = aWorld();
    for (const as of [asPartner, asCustomer]) {
      as(world, 'PutRule', { Name: 'made', EventPattern: '{"detail":{"n":[1]}}' });
      const target = { Id: 'log', Arn: `arn:aws:logs:${REGION}:${CUSTOMER}:log-group:all` };
      as(world, 'PutTargets', { Rule: 'made', Targets: [target] });
    }
    put(world, anOwnEntry(), anOwnEntry({ Detail: '{"n":2}' }));

    expect(world.deliveries.snapshot()).toMatchObject([
      { event: { account: PARTNER, bus: 'default' }, rule: 'made', targetId: 'log' },
    ]);
  });
});

test('the SDK sends events to the default bus, and the view shows them', async () => {
  const emulator = await anEmulator();
  const client = aClient(emulator);
  const { Entries } = await client.send(
    new PutEventsCommand({ Entries: [{ ...anOwnEntry(), Time: new Date(1_795_287_601_000) }] }),
  );

  expect(await control(emulator, 'GET', 'received')).toMatchObject([
    { account: PARTNER, bus: 'default', event: { id: Entries?.[0]?.EventId } },
  ]);
  expect(await control(emulator, 'GET', 'counters')).toMatchObject({
    putPartnerEventsCalls: 0,
    received: 0,
    putEventsReceived: 1,
    calls: { PutEvents: 1 },
  });
});
