import { describe, expect, test } from '@jest/globals';
import type { World } from '../../emulator/state/world.ts';
import {
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  call,
  CUSTOMER,
  OTHER_CUSTOMER,
  REGION,
  SOURCE,
} from './support.ts';

const LOG_ARN = `arn:aws:logs:${REGION}:${CUSTOMER}:log-group:/aws/events/all`;
const RoleArn = `arn:aws:iam::${CUSTOMER}:role/events`;
const busArn = (name: string, account = CUSTOMER, region = REGION) =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

function aRuleOn(world: World, EventBusName: string, ...Targets: object[]): unknown {
  const rule = { EventBusName, EventPattern: `{"source":["${SOURCE}"]}` };
  asCustomer(world, 'PutRule', { Name: 'all', ...rule });
  return asCustomer(world, 'PutTargets', { Rule: 'all', Targets, ...rule });
}

function aWorldWithTarget(target: object = {}) {
  const world = aWorld();
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  asCustomer(world, 'CreateEventBus', { Name: 'mine' });
  const put = aRuleOn(world, SOURCE, { Id: 'bus', Arn: busArn('mine'), RoleArn, ...target });
  return { world, put };
}

const putEvent = (world: World, change = {}) =>
  asPartner(world, 'PutPartnerEvents', { Entries: [anEntry(change)] });

const received = (world: World) =>
  world.received.snapshot().map(({ account, region, bus }) => `${account} ${region} ${bus}`);

describe('an event bus as the target of a partner event bus', () => {
  test('receives the event with its source, id and detail, and applies its rules', () => {
    const { world } = aWorldWithTarget();
    aRuleOn(world, 'mine', { Id: 'log', Arn: LOG_ARN });
    putEvent(world, { Detail: '{"n": 300.0}', Resources: ['r'] });
    const [first, second] = world.received.snapshot();
    expect(second).toEqual({
      ...first,
      bus: 'mine',
      origin: { account: CUSTOMER, region: REGION },
    });
    expect(second).toMatchObject({ source: SOURCE, detail: '{"n": 300.0}' });
    expect(world.deliveries.snapshot().map(({ targetId }) => targetId)).toEqual(['bus', 'log']);
    expect(world.counters).toMatchObject({ received: 1, deliveries: 2, failedDeliveries: 0 });
  });

  test('may be in another Region; the event keeps its own Region, but not its id', () => {
    const { world } = aWorldWithTarget({ Arn: busArn('default', CUSTOMER, 'eu-west-1') });
    putEvent(world);
    expect(received(world)).toEqual([
      `${CUSTOMER} ${REGION} ${SOURCE}`,
      `${CUSTOMER} eu-west-1 default`,
    ]);
    const [sent, arrived] = world.received.snapshot();
    expect(arrived?.origin).toEqual({ account: CUSTOMER, region: REGION });
    // As LocalStack has recorded it.
    expect(arrived?.id).toMatch(/^[\da-f-]{36}$/u);
    expect(arrived?.id).not.toBe(sent?.id);
  });

  test('in another account needs the permission of that bus', () => {
    const { world } = aWorldWithTarget({ Arn: busArn('default', OTHER_CUSTOMER) });
    putEvent(world);
    expect(received(world)).toEqual([`${CUSTOMER} ${REGION} ${SOURCE}`]);
    expect(world.counters).toMatchObject({ failedDeliveries: 1 });
    call(world, OTHER_CUSTOMER, 'PutPermission', {
      Action: 'events:PutEvents',
      Principal: CUSTOMER,
      StatementId: 'sender',
    });
    putEvent(world);
    expect(received(world)[2]).toBe(`${OTHER_CUSTOMER} ${REGION} default`);
    expect(world.counters).toMatchObject({ failedDeliveries: 1 });
  });

  const allow = {
    Effect: 'Allow',
    Principal: { AWS: [CUSTOMER, '000000000103'] },
    Action: ['events:PutRule', 'events:PutEvents'],
  };
  test.each([
    ['lists it among others', 2, [allow]],
    ['allows all actions', 2, [{ ...allow, Action: 'events:*' }]],
    ['allows it something else', 1, [{ ...allow, Action: 'events:PutRule' }]],
    ['allows another account', 1, [{ ...allow, Principal: { AWS: ['000000000103'] } }]],
    ['denies it', 1, [allow, { ...allow, Effect: 'Deny', Principal: '*' }]],
  ])('in another account whose policy %s', (_what, events, Statement) => {
    const { world } = aWorldWithTarget({ Arn: busArn('default', OTHER_CUSTOMER) });
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    expect(call(world, OTHER_CUSTOMER, 'PutPermission', { Policy })).toEqual({});
    putEvent(world);
    expect(received(world)).toHaveLength(events);
  });

  test('that is gone fails', () => {
    const { world } = aWorldWithTarget();
    asCustomer(world, 'DeleteEventBus', { Name: 'mine' });
    putEvent(world);
    expect(world.counters).toMatchObject({ deliveries: 1, failedDeliveries: 1 });
  });

  test('sends the event to no third bus', () => {
    const { world } = aWorldWithTarget();
    aRuleOn(world, 'mine', { Id: 'back', Arn: busArn('default'), RoleArn });
    putEvent(world);
    expect(received(world)).toHaveLength(2);
    expect(world.counters).toMatchObject({ deliveries: 2, failedDeliveries: 1 });
  });

  test.each([
    ['without a role', { RoleArn: undefined }],
    ['that is a partner event bus', { Arn: busArn(SOURCE) }],
    ['with an input of its own', { InputPath: '$.detail' }],
  ])('%s is refused', (_what, change) => {
    expect(aWorldWithTarget(change).put).toBe('ValidationException');
  });
});
