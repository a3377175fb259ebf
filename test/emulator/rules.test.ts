import { describe, expect, test } from '@jest/globals';
import { deliveryText } from '../../emulator/control/view-texts.ts';
import { operations } from '../../emulator/operations/operations.ts';
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

const LOG_ARN = `arn:aws:logs:us-east-2:${CUSTOMER}:log-group:/aws/events/all`;

function activeWorld(): World {
  const world = aWorld();
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  return world;
}

const putRule = (world: World, Name: string, pattern: object, more = {}) =>
  asCustomer(world, 'PutRule', {
    Name,
    EventBusName: SOURCE,
    EventPattern: JSON.stringify(pattern),
    ...more,
  });

const putTargets = (world: World, Rule: string, ...Targets: object[]) =>
  asCustomer(world, 'PutTargets', { Rule, EventBusName: SOURCE, Targets });

const everything = { source: [{ prefix: 'aws.partner/' }] };

function worldWithRule(): World {
  const world = activeWorld();
  putRule(world, 'all', everything);
  putTargets(world, 'all', { Id: 'log', Arn: LOG_ARN });
  return world;
}

const putEvents = (world: World, ...Entries: object[]) =>
  asPartner(world, 'PutPartnerEvents', { Entries });
const deliveredTo = (world: World) =>
  world.deliveries.snapshot().map(({ rule, targetId }) => `${rule}/${targetId}`);

const targetsCalled = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ Id: `t${n}`, Arn: LOG_ARN }));

describe('a rule', () => {
  test('sends each event it matches to each of its targets', () => {
    const world = worldWithRule();
    putRule(world, 'pushes', { 'detail-type': ['push'], detail: { n: [{ numeric: ['>', 5] }] } });
    putTargets(world, 'pushes', { Id: 'b', Arn: LOG_ARN }, { Id: 'c', Arn: LOG_ARN });
    putEvents(world, anEntry({ Detail: '{"n":6}' }), anEntry({ Detail: '{"n":5}' }));
    expect(deliveredTo(world)).toEqual(['all/log', 'pushes/b', 'pushes/c', 'all/log']);
    expect(world.counters.deliveries).toBe(4);
  });

  test('is shown with its bus, target and event in the view of deliveries', () => {
    const world = worldWithRule();
    putEvents(world, anEntry({ Detail: '{"n":1234567890123456789}' }));
    const [text = ''] = world.deliveries.snapshot().map(deliveryText);
    expect(text).toContain('"detail":{"n":1234567890123456789}');
    expect(JSON.parse(text)).toMatchObject({
      region: 'us-east-2',
      account: CUSTOMER,
      bus: SOURCE,
      rule: 'all',
      targetId: 'log',
      event: { source: SOURCE, 'detail-type': 'push' },
    });
  });

  test('is shown with what each target receives in the place of the event', () => {
    const world = worldWithRule();
    putTargets(
      world,
      'all',
      { Id: 'path', Arn: LOG_ARN, InputPath: '$.detail.n' },
      {
        Id: 'template',
        Arn: LOG_ARN,
        InputTransformer: { InputTemplate: '{"r": <aws.events.rule-name>}' },
      },
      { Id: 'none', Arn: LOG_ARN, InputPath: '$.detail.none' },
    );
    putEvents(world, anEntry({ Detail: '{"n": 300.0}' }));
    const shown = world.deliveries.snapshot().map((one): unknown => JSON.parse(deliveryText(one)));
    expect(shown).toMatchObject([
      { targetId: 'log' },
      { targetId: 'path', input: '300.0' },
      { targetId: 'template', input: '{"r":"all"}' },
      { targetId: 'none', inputProblem: 'The event has no $.detail.none.' },
    ]);
    expect(shown[0]).not.toHaveProperty('input');
  });

  test('matches every field of the envelope', () => {
    const world = activeWorld();
    const pattern = {
      version: ['0'],
      id: [{ exists: true }],
      'detail-type': ['push'],
      source: [SOURCE],
      account: [CUSTOMER],
      time: ['2026-11-21T19:00:00Z'],
      region: ['us-east-2'],
      resources: ['r2'],
    };
    putRule(world, 'envelope', pattern);
    putTargets(world, 'envelope', { Id: 'log', Arn: LOG_ARN });
    putEvents(world, anEntry({ Resources: ['r1', 'r2'] }), anEntry());
    expect(deliveredTo(world)).toEqual(['envelope/log']);
  });

  test('that is disabled matches nothing until it is enabled', () => {
    const world = worldWithRule();
    asCustomer(world, 'DisableRule', { Name: 'all', EventBusName: SOURCE });
    putEvents(world, anEntry());
    expect(deliveredTo(world)).toEqual([]);
    asCustomer(world, 'EnableRule', { Name: 'all', EventBusName: SOURCE });
    putEvents(world, anEntry());
    expect(deliveredTo(world)).toEqual(['all/log']);
  });

  test('can be created disabled', () => {
    const world = activeWorld();
    putRule(world, 'off', everything, { State: 'DISABLED' });
    putTargets(world, 'off', { Id: 'log', Arn: LOG_ARN });
    putEvents(world, anEntry());
    expect(deliveredTo(world)).toEqual([]);
    const described = asCustomer(world, 'DescribeRule', { Name: 'off', EventBusName: SOURCE });
    expect(described).toMatchObject({ State: 'DISABLED' });
  });

  test('of a custom bus is shown with its state, description and role, by both reads', () => {
    const world = aWorld();
    const given = {
      Description: 'all of it',
      RoleArn: `arn:aws:iam::${CUSTOMER}:role/r`,
      State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      EventPattern: '{"source":["a"]}',
    };
    asCustomer(world, 'PutRule', { Name: 'r', ...given });
    const shown = {
      Name: 'r',
      Arn: `arn:aws:events:us-east-2:${CUSTOMER}:rule/r`,
      EventBusName: 'default',
      ...given,
    };
    expect(asCustomer(world, 'ListRules', {})).toEqual({ Rules: [shown] });
    expect(asCustomer(world, 'DescribeRule', { Name: 'r' })).toEqual({
      ...shown,
      CreatedBy: CUSTOMER,
    });
    asCustomer(world, 'EnableRule', { Name: 'r' });
    expect(asCustomer(world, 'DescribeRule', { Name: 'r' })).toMatchObject({ State: 'ENABLED' });
  });

  test('keeps its targets when it is put again, and follows its new pattern', () => {
    const world = worldWithRule();
    putRule(world, 'all', { 'detail-type': ['pull'] });
    putEvents(world, anEntry(), anEntry({ DetailType: 'pull' }));
    expect(deliveredTo(world)).toEqual(['all/log']);
  });

  test('survives the deletion of the source, asleep, and works again after re-attachment', () => {
    const world = worldWithRule();
    const source = { Name: SOURCE, Account: CUSTOMER };
    asPartner(world, 'DeletePartnerEventSource', source);
    putEvents(world, anEntry());
    asPartner(world, 'CreatePartnerEventSource', source);
    putEvents(world, anEntry());
    expect(deliveredTo(world)).toEqual([]);
    asCustomer(world, 'ActivateEventSource', { Name: SOURCE });
    putEvents(world, anEntry());
    expect(deliveredTo(world)).toEqual(['all/log']);
  });

  test('does not come back with a bus that was deleted and created again', () => {
    const world = worldWithRule();
    const rule = { Rule: 'all', Name: 'all', EventBusName: SOURCE };
    expect(asCustomer(world, 'DeleteEventBus', { Name: SOURCE })).toBe('ValidationException');
    expect(asCustomer(world, 'DeleteRule', rule)).toBe('ValidationException');
    asCustomer(world, 'RemoveTargets', { ...rule, Ids: ['log', 'unknown'] });
    asCustomer(world, 'DeleteRule', rule);
    asCustomer(world, 'DeleteEventBus', { Name: SOURCE });
    asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
    putEvents(world, anEntry());
    expect(asCustomer(world, 'ListRules', { EventBusName: SOURCE })).toEqual({ Rules: [] });
    expect(deliveredTo(world)).toEqual([]);
  });

  test('belongs to its account and bus', () => {
    const world = worldWithRule();
    const bus = `arn:aws:events:us-east-2:${CUSTOMER}:event-bus/${SOURCE}`;
    expect(asCustomer(world, 'DescribeRule', { Name: 'all', EventBusName: bus })).toMatchObject({
      Name: 'all',
    });
    expect(asCustomer(world, 'DescribeRule', { Name: 'all' })).toBe('ResourceNotFoundException');
    const others = call(world, OTHER_CUSTOMER, 'DescribeRule', { Name: 'all', EventBusName: bus });
    expect(others).toBe('AccessDeniedException');
  });

  test('of another Region is not reached by the ARN of its bus', () => {
    const EventBusName = `arn:aws:events:eu-west-1:${CUSTOMER}:event-bus/default`;
    const caller = { account: CUSTOMER, region: 'us-east-2' };
    expect(() => operations.ListRules(worldWithRule(), caller, { EventBusName })).toThrow(
      'Cross-region api call is not allowed.',
    );
  });

  test.each([
    ['no pattern', { EventPattern: undefined }, 'ValidationException'],
    ['a bad pattern', { EventPattern: '{"a":[]}' }, 'InvalidEventPatternException'],
    [
      'a pattern of 4097 characters',
      { EventPattern: `{"a":["${'x'.repeat(4088)}"]}` },
      'ValidationException',
    ],
    ['a schedule', { ScheduleExpression: 'rate(1 day)' }, 'ValidationException'],
    ['an unknown state', { State: 'ON' }, 'ValidationException'],
    [
      'a state that partner event buses do not have',
      { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' },
      'ValidationException',
    ],
    ['an unknown bus', { EventBusName: 'none' }, 'ResourceNotFoundException'],
    ['a bad name', { Name: 'a/b' }, 'ValidationException'],
  ])('with %s is refused', (_what, change, error) => {
    expect(putRule(activeWorld(), 'all', everything, change)).toBe(error);
  });
});

describe('a target', () => {
  test('is listed as it was put', () => {
    const world = worldWithRule();
    const target = {
      Id: 'queue',
      Arn: `arn:aws:sqs:us-east-2:${CUSTOMER}:q.fifo`,
      SqsParameters: { MessageGroupId: 'g' },
      RetryPolicy: { MaximumRetryAttempts: 3 },
    };
    expect(putTargets(world, 'all', target)).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
    expect(asCustomer(world, 'ListTargetsByRule', { Rule: 'all', EventBusName: SOURCE })).toEqual({
      Targets: [{ Id: 'log', Arn: LOG_ARN }, target],
    });
  });

  test.each([
    ['an ARN that is none', { Arn: 'queue' }],
    ['a FIFO queue without a group', { Arn: 'arn:aws:sqs:us-east-2:000000000101:q.fifo' }],
  ])('with %s is refused', (_what, change) => {
    const world = worldWithRule();
    expect(putTargets(world, 'all', { Id: 'x', ...change })).toBe('ValidationException');
    const listed = asCustomer(world, 'ListTargetsByRule', { Rule: 'all', EventBusName: SOURCE });
    expect(listed).toEqual({ Targets: [{ Id: 'log', Arn: LOG_ARN }] });
  });

  test('is one of five at most', () => {
    const world = worldWithRule();
    expect(putTargets(world, 'all', ...targetsCalled(5))).toBe('LimitExceededException');
    expect(putTargets(world, 'all', ...targetsCalled(4))).toMatchObject({ FailedEntryCount: 0 });
    expect(putTargets(world, 'all', ...targetsCalled(4))).toMatchObject({ FailedEntryCount: 0 });
  });

  test('needs its rule', () => {
    expect(putTargets(activeWorld(), 'none', { Id: 'x', Arn: LOG_ARN })).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('an event bus', () => {
  test('of a partner has the name of its source', () => {
    const world = aWorld();
    asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
    const caller = { account: CUSTOMER, region: REGION };
    expect(() =>
      operations.CreateEventBus(world, caller, { Name: 'other', EventSourceName: SOURCE }),
    ).toThrow('Event bus name must match event source name.');
    expect(asCustomer(world, 'CreateEventBus', { Name: SOURCE })).toBe('ValidationException');
  });

  test('that is custom has no source, and is created and deleted on its own', () => {
    const world = aWorld();
    expect(asCustomer(world, 'CreateEventBus', { Name: 'my-bus', Description: 'mine' })).toEqual({
      EventBusArn: `arn:aws:events:us-east-2:${CUSTOMER}:event-bus/my-bus`,
      Description: 'mine',
    });
    expect(asCustomer(world, 'CreateEventBus', { Name: 'my-bus' })).toBe(
      'ResourceAlreadyExistsException',
    );
    expect(asCustomer(world, 'DescribeEventBus', { Name: 'my-bus' })).toMatchObject({
      Description: 'mine',
    });
    expect(asCustomer(world, 'ListEventSources', {})).toEqual({ EventSources: [] });
    expect(asCustomer(world, 'DeleteEventBus', { Name: 'my-bus' })).toEqual({});
    expect(asCustomer(world, 'DeleteEventBus', { Name: 'my-bus' })).toEqual({});
  });

  test('called default is always there', () => {
    const world = aWorld();
    expect(asCustomer(world, 'DescribeEventBus', {})).toMatchObject({ Name: 'default' });
    expect(asCustomer(world, 'CreateEventBus', { Name: 'default' })).toBe(
      'ResourceAlreadyExistsException',
    );
    expect(asCustomer(world, 'DeleteEventBus', { Name: 'default' })).toBe('ValidationException');
  });
});
