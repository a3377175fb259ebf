import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlsOf } from '../../../emulator/handle/controls.ts';
import { runDue } from '../../../emulator/due/run-due.ts';
import type { ObservedRegion } from '../../../emulator/observed/observed.ts';
import type { EmulatorOptions } from '../../../emulator/options.ts';
import type { SavedState } from '../../../emulator/saved/saved-state.ts';
import type { World } from '../../../emulator/state/world.ts';
import { anObserved } from '../observed-cases.ts';
import {
  advance,
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  CUSTOMER,
  listIn,
  memberIn,
  OTHER_CUSTOMER,
  REGION,
  SOURCE,
  START_MS,
} from '../support.ts';

const arnOf = (resource: string, service = 'events', account = CUSTOMER) =>
  `arn:aws:${service}:${REGION}:${account}:${resource}`;
const BUS = arnOf(`event-bus/${SOURCE}`);
const onBus = { EventBusName: SOURCE };

function activeWorld(options: EmulatorOptions = {}): World {
  const world = aWorld(options);
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  return world;
}

const send = (world: World, ...changes: object[]) =>
  asPartner(world, 'PutPartnerEvents', { Entries: changes.map(anEntry) });

/** What is saved of a world, as a file has it. */
function saved(world: World): SavedState {
  return JSON.parse(JSON.stringify(controlsOf(world).save({ received: true })));
}

/** Another world that has loaded what was saved of this one. */
function reloaded(world: World, options: EmulatorOptions = {}): World {
  const other = aWorld(options);
  controlsOf(other).load(saved(world));
  return other;
}

/** For each event of a world, the rules that sent it to a target. */
const rulesOfEvents = (world: World) =>
  controlsOf(world)
    .received()
    .map(({ rules }) => rules);

const archivedIn = (world: World) =>
  listIn(asCustomer(world, 'ListArchives', { Limit: 100 }), 'Archives').map((archive) =>
    memberIn(archive, 'EventCount'),
  );

type Cases = { events: string[]; cases: [string, string, number, boolean | string][] };

const cases: Cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../event-pattern/cases/aws-user-guide.json'), 'utf8'),
);

describe('patterns of all kinds', () => {
  const patterns = cases.cases
    .filter(([, , , expected]) => typeof expected === 'boolean')
    .map(([, pattern]) => pattern);
  const details = cases.events.map((event) => JSON.stringify(JSON.parse(event).detail ?? {}));

  function aWorldWithPatterns(): World {
    const world = activeWorld();
    patterns.forEach((EventPattern, index) => {
      const Name = `r${index}`;
      asCustomer(world, 'PutRule', { Name, EventPattern, ...onBus });
      const Targets = [{ Id: 't', Arn: arnOf('log-group:/aws/events/x', 'logs') }];
      asCustomer(world, 'PutTargets', { Rule: Name, Targets, ...onBus });
      const archive = { ArchiveName: Name, EventSourceArn: BUS, EventPattern };
      asCustomer(world, 'CreateArchive', archive);
    });
    return world;
  }

  test('match the same events after they were saved and loaded, those of archives too', () => {
    const used = aWorldWithPatterns();
    const loaded = reloaded(used);
    for (const world of [used, loaded]) for (const Detail of details) send(world, { Detail });

    expect(patterns.length).toBeGreaterThan(50);
    expect(rulesOfEvents(loaded)).toEqual(rulesOfEvents(used));
    expect(new Set(rulesOfEvents(used).flat()).size).toBeGreaterThan(20);
    expect(archivedIn(loaded)).toEqual(archivedIn(used));
    expect(archivedIn(used).some((count) => count !== 0)).toBe(true);
    expect(saved(reloaded(used)).state).toEqual(saved(used).state);
  });
});

const aTarget = (service: string, resource: string, members: object = {}) => ({
  Arn: arnOf(resource, service),
  RoleArn: `arn:aws:iam::${CUSTOMER}:role/r`,
  ...members,
});

const targets = [
  aTarget('sqs', 'q.fifo', { SqsParameters: { MessageGroupId: 'g' } }),
  aTarget('sqs', 'q', { Input: '{"constant":1.0}' }),
  aTarget('lambda', 'function:f:live', { InputPath: '$.detail.n' }),
  aTarget('lambda', 'function:f', { InputPath: '$.detail.missing' }),
  aTarget('lambda', 'function:f', {
    InputTransformer: { InputPathsMap: { n: '$.detail.n' }, InputTemplate: '{"n":<n>}' },
    DeadLetterConfig: { Arn: arnOf('dead', 'sqs') },
    RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
  }),
  aTarget('events', 'event-bus/own'),
  aTarget('events', 'event-bus/missing'),
  aTarget('events', 'api-destination/d/1', { HttpParameters: { HeaderParameters: { a: 'b' } } }),
  aTarget('ecs', 'cluster/c', {
    EcsParameters: { TaskDefinitionArn: 'x', Tags: [{ Key: 'a', Value: 'b' }] },
  }),
  aTarget('batch', 'job/j', { BatchParameters: { JobDefinition: 'd', JobName: 'n' } }),
  aTarget('kinesis', 'stream/s', { KinesisParameters: { PartitionKeyPath: '$.id' } }),
];

const bodyOfPolicy = { EventBusName: 'own', StatementId: 's', Action: 'events:PutEvents' };

/** A world with everything that a customer can make. */
function aFullWorld(): World {
  const world = activeWorld();
  asCustomer(world, 'CreateEventBus', {
    Name: 'own',
    Description: 'mine',
    Tags: [{ Key: 'k', Value: 'v' }],
    DeadLetterConfig: { Arn: arnOf('dead', 'sqs') },
  });
  asCustomer(world, 'PutPermission', { ...bodyOfPolicy, Principal: OTHER_CUSTOMER });
  targets.forEach((target, index) => {
    const rule = { Name: `r${index}`, EventPattern: '{"detail":{"n":[300.0,1]}}', ...onBus };
    const Tags = [{ Key: 'n', Value: String(index) }];
    asCustomer(world, 'PutRule', { ...rule, Description: 'd', Tags });
    const Targets = [{ Id: 't', ...target }];
    asCustomer(world, 'PutTargets', { Rule: rule.Name, Targets, ...onBus });
  });
  const off = { Name: 'off', EventPattern: '{"id":[{"exists":true}]}', State: 'DISABLED' };
  asCustomer(world, 'PutRule', { ...off, ...onBus });
  for (const ArchiveName of ['kept', 'lost', 'stopped']) {
    asCustomer(world, 'CreateArchive', {
      ArchiveName,
      EventSourceArn: BUS,
      EventPattern: '{"detail":{"n":[{"numeric":[">",0]}]}}',
      RetentionDays: 9,
      Description: 'all',
    });
  }
  send(world, { Time: START_MS / 1000 - 120 }, { Detail: '{"n":3.00e2}' });
  return withReplays(world);
}

/** Starts replays that have completed, failed, been cancelled, and that run. */
function withReplays(world: World): World {
  const start = (ReplayName: string, archive: string, filter: object = {}) =>
    asCustomer(world, 'StartReplay', {
      ReplayName,
      EventSourceArn: arnOf(`archive/${archive}`),
      EventStartTime: START_MS / 1000 - 600,
      EventEndTime: START_MS / 1000,
      Destination: { Arn: BUS, ...filter },
    });
  start('completed', 'kept', { FilterArns: [arnOf(`rule/${SOURCE}/r0`)] });
  start('failed', 'lost');
  asCustomer(world, 'DeleteArchive', { ArchiveName: 'lost' });
  advance(world, 20_000);
  runDue(world);
  start('running', 'kept', { FilterArns: [arnOf(`rule/${SOURCE}/r1`)] });
  advance(world, 1000);
  runDue(world);
  start('cancelled', 'kept');
  asCustomer(world, 'CancelReplay', { ReplayName: 'cancelled' });
  return world;
}

/** What operations and views show of a world. */
function seen(world: World) {
  const rules = listIn(asCustomer(world, 'ListRules', { ...onBus, Limit: 100 }), 'Rules');
  const names = rules.map((rule) => String(memberIn(rule, 'Name')));
  const replays = listIn(asCustomer(world, 'ListReplays', {}), 'Replays');
  return {
    rules,
    targets: names.map((Rule) => asCustomer(world, 'ListTargetsByRule', { Rule, ...onBus })),
    tags: names.map((name) =>
      asCustomer(world, 'ListTagsForResource', { ResourceARN: arnOf(`rule/${SOURCE}/${name}`) }),
    ),
    buses: asCustomer(world, 'ListEventBuses', {}),
    own: asCustomer(world, 'DescribeEventBus', { Name: 'own' }),
    archives: asCustomer(world, 'ListArchives', {}),
    archive: asCustomer(world, 'DescribeArchive', { ArchiveName: 'kept' }),
    replays: replays.map((replay) =>
      asCustomer(world, 'DescribeReplay', { ReplayName: memberIn(replay, 'ReplayName') }),
    ),
    received: controlsOf(world).received(),
    deliveries: controlsOf(world).deliveries(),
  };
}

const anonymous = <Shown extends { event: object }>(shown: Shown) => ({
  ...shown,
  event: { ...shown.event, id: 'any' },
});

/** The same, without the ids that the emulator draws for events. */
function withoutIds({ received, deliveries, ...others }: ReturnType<typeof seen>) {
  return { ...others, received: received.map(anonymous), deliveries: deliveries.map(anonymous) };
}

describe('everything that a customer can make', () => {
  test('is shown the same after it was saved and loaded', () => {
    const used = aFullWorld();
    const expected = seen(used);

    expect(seen(reloaded(used))).toEqual(expected);
    expect(saved(reloaded(used)).state).toEqual(saved(used).state);
    expect(expected.targets.flatMap((answer) => listIn(answer, 'Targets'))).toHaveLength(
      targets.length + 2,
    );
    expect(expected.replays.map((replay) => memberIn(replay, 'State'))).toEqual([
      'CANCELLING',
      'COMPLETED',
      'FAILED',
      'RUNNING',
    ]);
    expect(expected.deliveries.length).toBeGreaterThan(targets.length);
  });

  test('goes on the same after it was saved and loaded', () => {
    const used = aFullWorld();
    const loaded = reloaded(used);
    for (const world of [used, loaded]) {
      advance(world, 20_000);
      runDue(world);
      send(world, { Time: START_MS / 1000 });
    }

    expect(withoutIds(seen(loaded))).toEqual(withoutIds(seen(used)));
  });

  test('has an archive without its rule stay without it', () => {
    const used = aFullWorld();
    const rule = { Name: 'Events-Archive-stopped', ...onBus, Force: true };
    asCustomer(used, 'RemoveTargets', { Rule: rule.Name, ...onBus, Ids: [rule.Name], Force: true });
    asCustomer(used, 'DeleteRule', rule);
    const loaded = reloaded(used);

    expect(asCustomer(used, 'DescribeRule', rule)).toBe('ResourceNotFoundException');
    expect(seen(loaded)).toEqual(seen(used));
  });

  test('has an archive whose rule has no target take no event', () => {
    const used = aFullWorld();
    const Rule = 'Events-Archive-stopped';
    asCustomer(used, 'RemoveTargets', { Rule, ...onBus, Ids: [Rule], Force: true });
    const loaded = reloaded(used);
    for (const world of [used, loaded]) send(world, {});

    expect(seen(loaded).archives).toEqual(seen(used).archives);
    expect(seen(loaded).targets).toEqual(seen(used).targets);
  });
});

describe('with what a real account saw', () => {
  const seenThere: ObservedRegion = {
    eventIdIsEventsId: false,
    pendingSeconds: 60,
    entries: {
      detailNotObject: { kind: 'accepted' },
      withoutDetailType: { kind: 'accepted' },
      loneSurrogate: { kind: 'accepted' },
      numberBeyondDouble: { kind: 'accepted' },
    },
  };
  const options = { observed: anObserved(seenThere) };
  const details = ['[{"n":1}]', '"text"', '7', 'null', '{"n":1e400}', String.raw`{"n":"\ud800"}`];

  test('every event that it lets through is saved, loaded and shown', () => {
    const used = activeWorld(options);
    for (const Detail of details) send(used, { Detail });
    send(used, { DetailType: undefined }, {});
    const loaded = reloaded(used, options);
    const shown = controlsOf(loaded).received();

    expect(shown).toEqual(controlsOf(used).received());
    expect(shown.slice(0, 4).map(({ event }) => event.detail)).toEqual([
      [{ n: 1 }],
      'text',
      7,
      null,
    ]);
    expect(shown.at(-2)?.event).toMatchObject({ 'detail-type': '' });
    expect(shown[0]?.entryId).not.toBe(shown[0]?.event.id);
    expect(loaded.received.snapshot()).toEqual(used.received.snapshot());
  });

  test('the answers are those of the emulator that loads, since they are an option and no state', () => {
    const used = activeWorld(options);
    asPartner(used, 'CreatePartnerEventSource', { Name: `${SOURCE}b`, Account: CUSTOMER });
    const expiries = [options, {}].map((ofLoading) =>
      controlsOf(reloaded(used, ofLoading))
        .sources()
        .map(({ expirationTime }) => expirationTime),
    );

    expect(expiries).toEqual([
      [null, new Date(START_MS + 60_000).toISOString()],
      [null, new Date(START_MS + 7 * 86_400_000).toISOString()],
    ]);
  });
});
