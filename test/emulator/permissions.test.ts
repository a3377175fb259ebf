import { describe, expect, test } from '@jest/globals';
import { operations } from '../../emulator/operations/operations.ts';
import {
  asCustomer,
  asPartner,
  aWorld,
  CUSTOMER,
  memberIn,
  OTHER_CUSTOMER,
  REGION,
  SOURCE,
} from './support.ts';

const statement = {
  Action: 'events:PutEvents',
  Principal: OTHER_CUSTOMER,
  StatementId: 'other',
};

/** In the place of a single statement's members. */
const whole = { Action: undefined, Principal: undefined, StatementId: undefined };

const BUS_ARN = `arn:aws:events:${REGION}:${CUSTOMER}:event-bus/mine`;

function aWorldWithBus() {
  const world = aWorld();
  asCustomer(world, 'CreateEventBus', { Name: 'mine' });
  return {
    put: (input: object) => asCustomer(world, 'PutPermission', { EventBusName: 'mine', ...input }),
    remove: (input: object) =>
      asCustomer(world, 'RemovePermission', { EventBusName: 'mine', ...input }),
    policy: (): unknown => {
      const text = memberIn(asCustomer(world, 'DescribeEventBus', { Name: 'mine' }), 'Policy');
      return typeof text === 'string' ? JSON.parse(text) : text;
    },
  };
}

describe('a partner event bus', () => {
  test.each(['PutPermission', 'RemovePermission'] as const)(
    'is refused by %s, by the pattern of its name',
    (name) => {
      const world = aWorld();
      asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
      asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
      const caller = { account: CUSTOMER, region: REGION };
      const run = () => operations[name](world, caller, { EventBusName: SOURCE, ...statement });
      expect(run).toThrow(
        `1 validation error detected: Value '${SOURCE}' at 'eventBusName' failed to satisfy constraint: ` +
          String.raw`Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+`,
      );
    },
  );
});

describe('the policy of a custom bus', () => {
  test('has each statement until it is removed', () => {
    const { put, remove, policy } = aWorldWithBus();
    expect(policy()).toBeUndefined();
    expect(put(statement)).toEqual({});
    expect(put({ ...statement, Principal: '*', StatementId: 'all' })).toEqual({});
    const other = {
      Sid: 'other',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${OTHER_CUSTOMER}:root` },
      Action: 'events:PutEvents',
      Resource: BUS_ARN,
    };
    expect(policy()).toEqual({
      Version: '2012-10-17',
      Statement: [other, { ...other, Sid: 'all', Principal: '*' }],
    });
    expect(remove({ StatementId: 'all' })).toEqual({});
    expect(policy()).toMatchObject({ Statement: [other] });
    expect(remove({ RemoveAllPermissions: true })).toEqual({});
    expect(policy()).toBeUndefined();
  });

  test('can be given whole, in place of the one before', () => {
    const { put, policy } = aWorldWithBus();
    put(statement);
    const given = { Sid: 'whole', Effect: 'Allow', Principal: '*', Action: 'events:PutEvents' };
    put({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: [given] }) });
    expect(policy()).toMatchObject({ Statement: [given] });
  });

  test('may be a single statement, and is for the bus itself', () => {
    const { put, policy } = aWorldWithBus();
    const given = { Effect: 'Allow', Principal: '*', Action: 'events:ListRules', Resource: '*' };
    expect(put({ Policy: JSON.stringify({ Statement: given }) })).toEqual({});
    expect(policy()).toMatchObject({ Statement: [given] });
    expect(put({ Policy: JSON.stringify({ Statement: { ...given, Resource: BUS_ARN } }) })).toEqual(
      {},
    );
    const world = aWorld();
    asCustomer(world, 'CreateEventBus', { Name: 'other' });
    const Policy = JSON.stringify({ Statement: [{ ...given, Resource: [BUS_ARN] }] });
    const caller = { account: CUSTOMER, region: REGION };
    expect(() =>
      operations.PutPermission(world, caller, { EventBusName: 'other', Policy }),
    ).toThrow(`The relative-id "event-bus/mine" is invalid for ARN "${BUS_ARN}"`);
  });

  test('has 10,240 characters at most', () => {
    const { put, policy } = aWorldWithBus();
    const long = { Sid: 'x'.repeat(10_240), Effect: 'Allow', Principal: '*' };
    expect(put({ Policy: JSON.stringify({ Statement: [long] }) })).toBe(
      'PolicyLengthExceededException',
    );
    expect(policy()).toBeUndefined();
  });

  test.each([
    ['another action', { Action: 'events:PutRule' }, 'ValidationException'],
    ['a principal that is no account', { Principal: '12' }, 'ValidationException'],
    ['no principal', { Principal: undefined }, 'ValidationException'],
    ['a policy that is not JSON', { Policy: 'x' }, 'ValidationException'],
    [
      'a policy without an effect',
      { ...whole, Policy: '{"Statement":[{}]}' },
      'ValidationException',
    ],
    ['a policy and an action', { Policy: '{"Statement":[]}' }, 'ValidationException'],
    [
      'a condition on anything but the organization',
      { Condition: { Type: 'StringEquals', Key: 'aws:SourceIp', Value: 'x' } },
      'ValidationException',
    ],
    [
      'another condition than equality',
      { Condition: { Type: 'StringLike', Key: 'aws:PrincipalOrgID', Value: 'x' } },
      'ValidationException',
    ],
    ['another bus', { EventBusName: 'none' }, 'ResourceNotFoundException'],
  ])('is refused with %s', (_what, change, error) => {
    expect(aWorldWithBus().put({ ...statement, ...change })).toBe(error);
  });

  test.each([
    ['nothing', {}, 'ValidationException'],
    ['an unknown statement', { StatementId: 'none' }, 'ResourceNotFoundException'],
    ['another bus', { EventBusName: 'none', StatementId: 'x' }, 'ResourceNotFoundException'],
  ])('is not changed when %s is to be removed', (_what, input, error) => {
    const { put, remove, policy } = aWorldWithBus();
    expect(remove(input)).toBe(error);
    put(statement);
    expect(remove(input)).toBe(error);
    expect(policy()).toBeDefined();
  });
});
