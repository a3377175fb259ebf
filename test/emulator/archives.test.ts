import { describe, expect, test } from '@jest/globals';
import type { World } from '../../emulator/state/world.ts';
import {
  advance,
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  call,
  CUSTOMER,
  DAY_MS,
  listIn,
  memberIn,
  OTHER_CUSTOMER,
  refusalOf,
  REGION,
  SOURCE,
  START_MS,
} from './support.ts';

const BUS = `arn:aws:events:${REGION}:${CUSTOMER}:event-bus/${SOURCE}`;
const ARCHIVE = `arn:aws:events:${REGION}:${CUSTOMER}:archive/kept`;
const kept = { ArchiveName: 'kept' };

function activeWorld(): World {
  const world = aWorld();
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  return world;
}

const create = (world: World, change: object = {}) =>
  asCustomer(world, 'CreateArchive', { ...kept, EventSourceArn: BUS, ...change });

function aWorldWithArchive(change: object = {}): World {
  const world = activeWorld();
  create(world, change);
  return world;
}

const describeIt = (world: World) => asCustomer(world, 'DescribeArchive', kept);
const putEvents = (world: World, ...changes: object[]) =>
  asPartner(world, 'PutPartnerEvents', { Entries: changes.map(anEntry) });
const countOf = (world: World) => memberIn(describeIt(world), 'EventCount');

describe('an archive of a partner event bus', () => {
  test('is created ENABLED, and shown as it was made', () => {
    const world = activeWorld();
    const EventPattern = '{"detail":{"n":[300.0]}}';
    const made = { Description: 'mine', EventPattern, RetentionDays: 7, KmsKeyIdentifier: 'key' };
    expect(create(world, made)).toEqual({
      ArchiveArn: ARCHIVE,
      State: 'ENABLED',
      CreationTime: START_MS / 1000,
    });
    expect(describeIt(world)).toEqual({
      ArchiveArn: ARCHIVE,
      ArchiveName: 'kept',
      EventSourceArn: BUS,
      State: 'ENABLED',
      SizeBytes: 0,
      EventCount: 0,
      CreationTime: START_MS / 1000,
      ...made,
    });
  });

  test('keeps what its pattern matches from its creation on', () => {
    const world = activeWorld();
    putEvents(world, {});
    create(world, { EventPattern: '{"detail-type":["push"]}' });
    expect(memberIn(describeIt(world), 'RetentionDays')).toBe(0);
    putEvents(world, {}, { DetailType: 'pull' }, { Detail: '{"n": 2}' });
    expect(countOf(world)).toBe(2);
    expect(world.counters.deliveries).toBe(0);
  });

  test('counts the bytes of its events as the service has counted them', () => {
    const world = aWorld();
    const EventSourceArn = `arn:aws:events:${REGION}:${CUSTOMER}:event-bus/default`;
    create(world, { EventSourceArn });
    const entry = {
      Source: 'core.update-account-command',
      DetailType: 'core.update-account-command',
      Detail:
        '{"command": "update-account", "payload": {"acc_id": "0a787ecb-4015", "sf_id": "baz"}}',
    };
    for (let n = 0; n < 10; n += 1) asCustomer(world, 'PutEvents', { Entries: [entry] });
    expect(describeIt(world)).toMatchObject({ EventCount: 10, SizeBytes: 1590 });
  });

  test('loses its events after its retention, by the emulator’s clock', () => {
    const world = aWorldWithArchive({ RetentionDays: 2 });
    putEvents(world, {});
    advance(world, DAY_MS);
    putEvents(world, {});
    advance(world, DAY_MS);
    expect(countOf(world)).toBe(1);
    asCustomer(world, 'UpdateArchive', { ...kept, RetentionDays: 0 });
    advance(world, 1000 * DAY_MS);
    expect(countOf(world)).toBe(2);
  });

  test('is changed in what is given, and keeps the rest', () => {
    const world = aWorldWithArchive({ Description: 'first', RetentionDays: 1 });
    putEvents(world, {});
    const EventPattern = '{"detail-type":["pull"]}';
    expect(asCustomer(world, 'UpdateArchive', { ...kept, EventPattern })).toMatchObject({
      ArchiveArn: ARCHIVE,
      State: 'ENABLED',
    });
    putEvents(world, {}, { DetailType: 'pull' });
    expect(describeIt(world)).toMatchObject({
      Description: 'first',
      RetentionDays: 1,
      EventPattern,
      EventCount: 2,
    });
    expect(asCustomer(world, 'UpdateArchive', { ...kept, EventPattern: '{"a":[]}' })).toBe(
      'InvalidEventPatternException',
    );
  });

  test('goes with its events', () => {
    const world = aWorldWithArchive();
    putEvents(world, {});
    expect(asCustomer(world, 'DeleteArchive', kept)).toEqual({});
    expect(describeIt(world)).toBe('ResourceNotFoundException');
    create(world);
    expect(countOf(world)).toBe(0);
  });

  test('can be deleted when its rule and its bus are gone', () => {
    const world = aWorldWithArchive();
    const rule = { Name: 'Events-Archive-kept', EventBusName: SOURCE, Force: true };
    asCustomer(world, 'RemoveTargets', { ...rule, Rule: rule.Name, Ids: [rule.Name] });
    asCustomer(world, 'DeleteRule', rule);
    expect(asCustomer(world, 'DeleteEventBus', { Name: SOURCE })).toEqual({});
    expect(asCustomer(world, 'DeleteArchive', kept)).toEqual({});
    expect(describeIt(world)).toBe('ResourceNotFoundException');
  });

  test('keeps nothing of another bus, and nothing of a disabled rule of its own', () => {
    const world = aWorldWithArchive();
    asCustomer(world, 'PutEvents', {
      Entries: [{ Source: 'a', DetailType: 'push', Detail: '{}' }],
    });
    expect(countOf(world)).toBe(0);
  });

  test('is the account’s own', () => {
    const world = aWorldWithArchive();
    expect(call(world, OTHER_CUSTOMER, 'DescribeArchive', kept)).toBe('ResourceNotFoundException');
    expect(listIn(call(world, OTHER_CUSTOMER, 'ListArchives', {}), 'Archives')).toEqual([]);
  });
});

const names = (world: World, filter: object) => {
  const answer = asCustomer(world, 'ListArchives', filter);
  if (typeof answer === 'string') return answer;
  return listIn(answer, 'Archives').map((archive) => memberIn(archive, 'ArchiveName'));
};

describe('archives', () => {
  test('are listed by prefix, bus or state, and in pages', () => {
    const world = aWorldWithArchive();
    create(world, { ArchiveName: 'all' });
    const other = BUS.replace(SOURCE, 'default');
    create(world, { ArchiveName: 'other', EventSourceArn: other });
    expect(names(world, {})).toEqual(['all', 'kept', 'other']);
    expect(names(world, { NamePrefix: 'k' })).toEqual(['kept']);
    expect(names(world, { EventSourceArn: other })).toEqual(['other']);
    expect(names(world, { State: 'ENABLED' })).toEqual(['all', 'kept', 'other']);
    expect(names(world, { State: 'DISABLED' })).toEqual([]);
    expect(names(world, { Limit: 2 })).toEqual(['all', 'kept']);
    const { NextToken } = asCustomer(world, 'ListArchives', { Limit: 2 }) as { NextToken: string };
    expect(names(world, { Limit: 2, NextToken })).toEqual(['other']);
    expect(names(world, { EventSourceArn: BUS.replace(SOURCE, 'none') })).toBe(
      'ResourceNotFoundException',
    );
  });

  test('are listed by one filter at most', () => {
    expect(refusalOf(aWorld(), 'ListArchives', { NamePrefix: 'k', State: 'ENABLED' })).toBe(
      'AwsError: At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.',
    );
  });
});

describe('an archive is refused', () => {
  test('when the rule that it needs is a customer’s, which stays', () => {
    const world = activeWorld();
    const rule = { Name: 'Events-Archive-kept', EventBusName: SOURCE };
    asCustomer(world, 'PutRule', { ...rule, EventPattern: '{"source":["mine"]}' });
    expect(create(world)).toBe('ResourceAlreadyExistsException');
    expect(asCustomer(world, 'DescribeRule', rule)).toMatchObject({
      EventPattern: '{"source":["mine"]}',
    });
    expect(describeIt(world)).toBe('ResourceNotFoundException');
  });

  // The texts are those that LocalStack and cdk-preflight have recorded of AWS.
  test.each([
    ['CreateArchive', {}, 'AwsError: Archive kept already exists.'],
    [
      'CreateArchive',
      { ArchiveName: 'b', EventSourceArn: BUS.replace(SOURCE, 'none') },
      'AwsError: Event bus none does not exist.',
    ],
    [
      'CreateArchive',
      { ArchiveName: 'b', EventSourceArn: BUS.replace(REGION, 'eu-west-1') },
      `AwsError: Event bus ${SOURCE} does not exist.`,
    ],
    ['DescribeArchive', { ArchiveName: 'none' }, 'AwsError: Archive none does not exist.'],
    ['DeleteArchive', { ArchiveName: 'none' }, 'AwsError: Archive none does not exist.'],
    [
      'UpdateArchive',
      { ArchiveName: 'none' },
      'AwsError: Service encountered unexpected problem. Please try again.',
    ],
  ] as const)('by %s with %j', (name, change, text) => {
    const body = { ...kept, EventSourceArn: BUS, ...change };
    expect(refusalOf(aWorldWithArchive(), name, body)).toBe(text);
  });

  test.each([
    ['a name of 49 characters', { ArchiveName: 'x'.repeat(49) }, 'ValidationException'],
    ['a name with a slash', { ArchiveName: 'a/b' }, 'ValidationException'],
    ['no bus', { EventSourceArn: undefined }, 'ValidationException'],
    [
      'a queue in the place of a bus',
      { EventSourceArn: `arn:aws:sqs:${REGION}:${CUSTOMER}:q` },
      'ValidationException',
    ],
    ['a negative retention', { RetentionDays: -1 }, 'ValidationException'],
    ['a bad pattern', { EventPattern: '{"a":[]}' }, 'InvalidEventPatternException'],
    ['a pattern that is no object', { EventPattern: '[1]' }, 'InvalidEventPatternException'],
  ])('with %s', (_what, change, error) => {
    const world = activeWorld();
    expect(create(world, change)).toBe(error);
    expect(listIn(asCustomer(world, 'ListArchives', {}), 'Archives')).toEqual([]);
    expect(asCustomer(world, 'DeleteEventBus', { Name: SOURCE })).toEqual({});
  });

  test('beyond the quota of rules of its bus', () => {
    const world = aWorld({ quotas: { rulesPerBus: 1 } });
    const EventSourceArn = BUS.replace(SOURCE, 'default');
    expect(create(world, { EventSourceArn })).toBeInstanceOf(Object);
    expect(create(world, { ArchiveName: 'b', EventSourceArn })).toBe('LimitExceededException');
    expect(asCustomer(world, 'DescribeArchive', { ArchiveName: 'b' })).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('the rule of an archive', () => {
  const rule = { Name: 'Events-Archive-kept', Rule: 'Events-Archive-kept', EventBusName: SOURCE };

  test('is one of its bus, which EventBridge manages', () => {
    const world = aWorldWithArchive();
    const shown = {
      Name: 'Events-Archive-kept',
      EventPattern: '{"replay-name":[{"exists":false}]}',
      State: 'ENABLED',
      ManagedBy: 'prod.vhs.events.aws.internal',
    };
    expect(asCustomer(world, 'DescribeRule', rule)).toMatchObject({
      ...shown,
      CreatedBy: CUSTOMER,
    });
    const listed = listIn(asCustomer(world, 'ListRules', { EventBusName: SOURCE }), 'Rules');
    expect(listed).toEqual([expect.objectContaining(shown)]);
    expect(listed[0]).not.toHaveProperty('CreatedBy');
    expect(listIn(asCustomer(world, 'ListTargetsByRule', rule), 'Targets')).toEqual([
      expect.objectContaining({ Id: rule.Name, Arn: `arn:aws:events:${REGION}:::` }),
    ]);
    expect(asCustomer(world, 'DeleteEventBus', { Name: SOURCE })).toBe('ValidationException');
  });

  test.each([
    ['PutRule', { EventPattern: '{"source":["a"]}' }],
    ['DeleteRule', {}],
    ['DisableRule', {}],
    ['EnableRule', {}],
    ['PutTargets', { Targets: [{ Id: 'x', Arn: `arn:aws:sqs:${REGION}:${CUSTOMER}:q` }] }],
    ['RemoveTargets', { Ids: [rule.Name] }],
  ] as const)('is not changed by %s', (name, change) => {
    expect(refusalOf(aWorldWithArchive(), name, { ...rule, ...change })).toBe(
      "AwsError: Events-Archive-kept is a managed rule. Set 'force' parameter to true to override.",
    );
  });

  test('is deleted by force, and then the archive keeps nothing more', () => {
    const world = aWorldWithArchive();
    const force = { ...rule, Ids: [rule.Name], Force: true };
    expect(asCustomer(world, 'DeleteRule', force)).toBe('ValidationException');
    expect(asCustomer(world, 'RemoveTargets', force)).toMatchObject({ FailedEntryCount: 0 });
    putEvents(world, {});
    expect(asCustomer(world, 'DeleteRule', force)).toEqual({});
    putEvents(world, {});
    expect(countOf(world)).toBe(0);
    expect(asCustomer(world, 'DeleteArchive', kept)).toEqual({});
  });

  test('has no tags of a customer', () => {
    const world = aWorldWithArchive();
    const ResourceARN = `arn:aws:events:${REGION}:${CUSTOMER}:rule/${SOURCE}/${rule.Name}`;
    const Tags = [{ Key: 'k', Value: 'v' }];
    expect(asCustomer(world, 'TagResource', { ResourceARN, Tags })).toBe('ManagedRuleException');
  });
});
