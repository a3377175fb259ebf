import { describe, expect, test } from '@jest/globals';
import type { World } from '../../emulator/state/world.ts';
import { asCustomer, asPartner, aWorld, CUSTOMER, REGION, SOURCE } from './support.ts';

const arnOf = (resource: string) => `arn:aws:events:${REGION}:${CUSTOMER}:${resource}`;
const RULE = arnOf(`rule/${SOURCE}/all`);
const BUS = arnOf(`event-bus/${SOURCE}`);

function aWorldWithRule(tags: object[] = []): World {
  const world = aWorld();
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE, Tags: tags });
  putRule(world, tags);
  return world;
}

const putRule = (world: World, Tags: object[], EventBusName = SOURCE) =>
  asCustomer(world, 'PutRule', {
    Name: 'all',
    EventBusName,
    EventPattern: '{"source":["a"]}',
    Tags,
  });

const tag = (world: World, ResourceARN: string, ...Tags: object[]) =>
  asCustomer(world, 'TagResource', { ResourceARN, Tags });
const untag = (world: World, ResourceARN: string, ...TagKeys: string[]) =>
  asCustomer(world, 'UntagResource', { ResourceARN, TagKeys });
const listed = (world: World, ResourceARN: string) =>
  asCustomer(world, 'ListTagsForResource', { ResourceARN });

const team = { Key: 'team', Value: 'blue' };
const stage = { Key: 'stage', Value: '' };

describe.each([
  ['a rule of a partner event bus', RULE],
  ['a partner event bus', BUS],
])('%s', (_what, arn) => {
  test('has the tags that it was created with, and those added, without those removed', () => {
    const world = aWorldWithRule([team]);
    expect(listed(world, arn)).toEqual({ Tags: [team] });
    expect(tag(world, arn, stage, { Key: 'team', Value: 'red' })).toEqual({});
    expect(listed(world, arn)).toEqual({ Tags: [{ Key: 'team', Value: 'red' }, stage] });
    expect(untag(world, arn, 'team', 'unknown')).toEqual({});
    expect(listed(world, arn)).toEqual({ Tags: [stage] });
  });

  test('takes 50 tags, and each key once in a call', () => {
    const world = aWorldWithRule();
    const fifty = Array.from({ length: 50 }, (_, n) => ({ Key: `k${n}`, Value: 'v' }));
    expect(tag(world, arn, team, team)).toBe('ValidationException');
    expect(tag(world, arn, { Key: 'AWS:team', Value: 'blue' })).toBe('ValidationException');
    expect(tag(world, arn, ...fifty)).toEqual({});
    expect(tag(world, arn, team)).toBe('ValidationException');
    expect(tag(world, arn, { Key: 'k0', Value: 'changed' })).toEqual({});
  });
});

describe('tags', () => {
  test('of a rule of the default bus, whose ARN has no bus', () => {
    const world = aWorldWithRule();
    putRule(world, [team], 'default');
    expect(listed(world, arnOf('rule/all'))).toEqual({ Tags: [team] });
    expect(listed(world, arnOf('event-bus/default'))).toEqual({ Tags: [] });
  });

  test('given with an existing rule are ignored', () => {
    const world = aWorldWithRule([team]);
    putRule(world, [stage]);
    expect(listed(world, RULE)).toEqual({ Tags: [team] });
  });

  test('go with their rule', () => {
    const world = aWorldWithRule([team]);
    asCustomer(world, 'DeleteRule', { Name: 'all', EventBusName: SOURCE });
    expect(listed(world, RULE)).toBe('ResourceNotFoundException');
    putRule(world, []);
    expect(listed(world, RULE)).toEqual({ Tags: [] });
  });

  test.each([
    ['another rule', arnOf(`rule/${SOURCE}/none`), 'ResourceNotFoundException'],
    ['another bus', arnOf('event-bus/none'), 'ResourceNotFoundException'],
    ['a bus of another Region', BUS.replace(REGION, 'eu-west-1'), 'ValidationException'],
    ['an archive', arnOf('archive/a'), 'ValidationException'],
    ['no ARN', 'all', 'ValidationException'],
  ])('of %s are refused', (_what, arn, error) => {
    const world = aWorldWithRule();
    expect(listed(world, arn)).toBe(error);
    expect(tag(world, arn, team)).toBe(error);
    expect(untag(world, arn, 'team')).toBe(error);
  });
});
