import { describe, expect, test } from '@jest/globals';
import type { World } from '../../emulator/state/world.ts';
import {
  asCustomer,
  aWorld,
  call,
  CUSTOMER,
  OTHER_CUSTOMER,
  refusalOf,
  REGION,
} from './support.ts';

const EventPattern = '{"source":["a"]}';
const LOG_ARN = `arn:aws:logs:${REGION}:${CUSTOMER}:log-group:/aws/events/all`;

const putRule = (world: World, Name: string, more = {}) =>
  asCustomer(world, 'PutRule', { Name, EventPattern, ...more });

const targets = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ Id: `t${n}`, Arn: LOG_ARN }));

const putTargets = (world: World, count: number) =>
  asCustomer(world, 'PutTargets', { Rule: 'r', Targets: targets(count) });

const patternOf = (bytes: number) => `{"source":["${'x'.repeat(bytes - 15)}"]}`;

const OVER = 'AwsError: The requested resource exceeds the maximum number allowed.';

describe('the quota of', () => {
  test('event buses is 100 in an account and Region, the default bus included', () => {
    const world = aWorld();
    const create = (n: number) => asCustomer(world, 'CreateEventBus', { Name: `bus-${n}` });
    for (let n = 1; n < 100; n += 1) expect(create(n)).toBeInstanceOf(Object);
    expect(create(100)).toBe('LimitExceededException');
    expect(refusalOf(world, 'CreateEventBus', { Name: 'bus-100' })).toBe(OVER);
    expect(call(world, OTHER_CUSTOMER, 'CreateEventBus', { Name: 'bus-100' })).toBeInstanceOf(
      Object,
    );
    asCustomer(world, 'DeleteEventBus', { Name: 'bus-1' });
    expect(create(100)).toBeInstanceOf(Object);
  });

  test('rules is 300 a bus; an existing rule can still be changed', () => {
    const world = aWorld();
    for (let n = 0; n < 300; n += 1) putRule(world, `rule-${n}`);
    expect(putRule(world, 'rule-300')).toBe('LimitExceededException');
    expect(refusalOf(world, 'PutRule', { Name: 'rule-300', EventPattern })).toBe(OVER);
    expect(putRule(world, 'rule-299', { Description: 'changed' })).toBeInstanceOf(Object);
    asCustomer(world, 'CreateEventBus', { Name: 'other' });
    expect(putRule(world, 'rule-300', { EventBusName: 'other' })).toBeInstanceOf(Object);
  });

  test('targets is 5 a rule', () => {
    const world = aWorld();
    putRule(world, 'r');
    expect(putTargets(world, 6)).toBe('LimitExceededException');
    expect(putTargets(world, 5)).toMatchObject({ FailedEntryCount: 0 });
    const more = { Rule: 'r', Targets: [{ Id: 'x', Arn: LOG_ARN }] };
    expect(refusalOf(world, 'PutTargets', more)).toBe(OVER);
  });

  test("a pattern's length is 2048 bytes", () => {
    const world = aWorld();
    const longest = patternOf(2048);
    expect(longest).toHaveLength(2048);
    expect(putRule(world, 'r', { EventPattern: longest })).toBeInstanceOf(Object);
    expect(refusalOf(world, 'PutRule', { Name: 'r', EventPattern: `${longest} ` })).toBe(
      'AwsError: Parameter EventPattern for rule r exceeds limit of 2048.',
    );
    const wide = aWorld({ quotas: { patternBytes: 4096 } });
    expect(putRule(wide, 'r', { EventPattern: patternOf(4096) })).toBeInstanceOf(Object);
  });

  test('each can be set', () => {
    const world = aWorld({
      quotas: { busesPerAccount: 2, rulesPerBus: 1, targetsPerRule: 6 },
    });
    expect(asCustomer(world, 'CreateEventBus', { Name: 'one' })).toBeInstanceOf(Object);
    expect(asCustomer(world, 'CreateEventBus', { Name: 'two' })).toBe('LimitExceededException');
    putRule(world, 'r');
    expect(putRule(world, 'r2')).toBe('LimitExceededException');
    expect(putTargets(world, 6)).toMatchObject({ FailedEntryCount: 0 });
    expect(putTargets(world, 7)).toBe('LimitExceededException');
  });
});
