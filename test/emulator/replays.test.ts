import { afterEach, describe, expect, test } from '@jest/globals';
import type { Archive, ArchivedEvent } from '../../emulator/state/archive.ts';
import { regionOf, type World } from '../../emulator/state/world.ts';
import {
  advance,
  anEmulator,
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  call,
  closeAll,
  control,
  CUSTOMER,
  DAY_MS,
  listIn,
  memberIn,
  OTHER_CUSTOMER,
  rawCall,
  refusalOf,
  REGION,
  SOURCE,
  START_MS,
} from './support.ts';

afterEach(closeAll);

const BUS = `arn:aws:events:${REGION}:${CUSTOMER}:event-bus/${SOURCE}`;
const ARCHIVE = `arn:aws:events:${REGION}:${CUSTOMER}:archive/kept`;
const RULE = `arn:aws:events:${REGION}:${CUSTOMER}:rule/${SOURCE}/`;
const LOG_ARN = `arn:aws:logs:${REGION}:${CUSTOMER}:log-group:/aws/events/all`;
const START = START_MS / 1000;
const again = { ReplayName: 'again' };
const MINUTE_MS = 60_000;

const replayOf = (change: object = {}) => ({
  ...again,
  EventSourceArn: ARCHIVE,
  EventStartTime: START - 3600,
  EventEndTime: START + 3600,
  Destination: { Arn: BUS },
  ...change,
});

const start = (world: World, change: object = {}) =>
  asCustomer(world, 'StartReplay', replayOf(change));
const shown = (world: World, ReplayName = 'again') =>
  asCustomer(world, 'DescribeReplay', { ReplayName });
const stateOf = (world: World, name?: string) => memberIn(shown(world, name), 'State');

/** Moves the clock and looks, as the server does. */
function later(world: World, ms: number): unknown {
  advance(world, ms);
  return stateOf(world);
}

function putRule(world: World, Name: string) {
  const rule = { EventBusName: SOURCE, EventPattern: '{"source":[{"prefix":"aws.partner"}]}' };
  asCustomer(world, 'PutRule', { Name, ...rule });
  const Targets = [{ Id: 'log', Arn: LOG_ARN }];
  asCustomer(world, 'PutTargets', { Rule: Name, EventBusName: SOURCE, Targets });
}

/** An archive with an event in each of these minutes, and rules `a` and `b`. */
function aWorldWithEvents(...minutes: number[]): World {
  const world = aWorld();
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  asCustomer(world, 'CreateArchive', { ArchiveName: 'kept', EventSourceArn: BUS });
  for (const minute of minutes) {
    const Entries = [anEntry({ Detail: `{"n": ${minute}.0}`, Time: START + 60 * minute })];
    asPartner(world, 'PutPartnerEvents', { Entries });
  }
  putRule(world, 'a');
  putRule(world, 'b');
  return world;
}

const deliveredBy = (world: World) =>
  world.deliveries.snapshot().map(({ rule, event }) => `${rule} ${event.detail}`);

describe('a replay', () => {
  test('starts, runs a minute of events at a time by the emulator’s clock, and completes', () => {
    const world = aWorldWithEvents(2, 0, 2, 1);
    expect(start(world, { Description: 'for a test' })).toEqual({
      ReplayArn: `arn:aws:events:${REGION}:${CUSTOMER}:replay/again`,
      State: 'STARTING',
      ReplayStartTime: START,
    });
    expect(later(world, 999)).toBe('STARTING');
    expect(later(world, 1)).toBe('RUNNING');
    expect(deliveredBy(world)).toEqual([]);
    expect(later(world, 1000)).toBe('RUNNING');
    expect(deliveredBy(world)).toEqual(['a {"n": 0.0}', 'b {"n": 0.0}']);
    expect(shown(world)).toMatchObject({ EventLastReplayedTime: START });
    expect(shown(world)).not.toHaveProperty('ReplayEndTime');
    expect(later(world, DAY_MS)).toBe('COMPLETED');
    expect(deliveredBy(world).filter((one) => one.startsWith('a'))).toEqual([
      'a {"n": 0.0}',
      'a {"n": 1.0}',
      'a {"n": 2.0}',
      'a {"n": 2.0}',
    ]);
    expect(shown(world)).toEqual({
      ReplayName: 'again',
      ReplayArn: `arn:aws:events:${REGION}:${CUSTOMER}:replay/again`,
      Description: 'for a test',
      State: 'COMPLETED',
      EventSourceArn: ARCHIVE,
      Destination: { Arn: BUS },
      EventStartTime: START - 3600,
      EventEndTime: START + 3600,
      EventLastReplayedTime: START + 120,
      ReplayStartTime: START,
      ReplayEndTime: START + 4,
    });
  });

  test('sends events with its name, which patterns can match, and no archive keeps', () => {
    const world = aWorldWithEvents(0);
    const EventPattern = '{"replay-name":["again"]}';
    asCustomer(world, 'PutRule', { Name: 'a', EventBusName: SOURCE, EventPattern });
    start(world);
    later(world, DAY_MS);
    const [first, second, ...rest] = world.received.snapshot();
    expect(rest).toEqual([]);
    expect(second).toEqual({ ...first, replayName: 'again' });
    expect(deliveredBy(world)).toEqual(['a {"n": 0.0}', 'b {"n": 0.0}']);
    expect(asCustomer(world, 'DescribeArchive', { ArchiveName: 'kept' })).toMatchObject({
      EventCount: 1,
    });
  });

  test('goes only to the rules that are chosen', () => {
    const world = aWorldWithEvents(0);
    const Destination = { Arn: BUS, FilterArns: [`${RULE}b`] };
    start(world, { Destination });
    later(world, DAY_MS);
    expect(deliveredBy(world)).toEqual(['b {"n": 0.0}']);
    expect(shown(world)).toMatchObject({ Destination });
  });

  test('has the events of its range', () => {
    const world = aWorldWithEvents(0, 1, 2, 3);
    start(world, { EventStartTime: START + 60, EventEndTime: START + 120 });
    later(world, DAY_MS);
    expect(deliveredBy(world).filter((one) => one.startsWith('a'))).toEqual([
      'a {"n": 1.0}',
      'a {"n": 2.0}',
    ]);
  });

  test('of many minutes at once looks at each event a few times only', () => {
    const world = aWorldWithEvents(0);
    const { events } = regionOf(world, REGION).archivesOf(CUSTOMER).get('kept') as Archive;
    const [first] = events.snapshot() as [ArchivedEvent];
    const minutes = 2000;
    let looks = 0;
    for (let minute = 1; minute < minutes; minute += 1) {
      const timeMs = {
        enumerable: true,
        get: () => {
          looks += 1;
          return START_MS + minute * MINUTE_MS;
        },
      };
      events.push({ ...first, event: Object.defineProperty({ ...first.event }, 'timeMs', timeMs) });
    }
    start(world, { EventEndTime: START + minutes * 60 });
    expect(later(world, DAY_MS)).toBe('COMPLETED');
    expect(deliveredBy(world).length).toBe(2 * minutes);
    expect(looks).toBeLessThan(100 * minutes);
  });

  test('of nothing completes', () => {
    const world = aWorldWithEvents();
    start(world);
    expect(later(world, 1000)).toBe('COMPLETED');
    expect(shown(world)).not.toHaveProperty('EventLastReplayedTime');
    expect(shown(world)).toMatchObject({ ReplayEndTime: START + 1 });
  });

  test('can be cancelled while it runs, and keeps what it has sent', () => {
    const world = aWorldWithEvents(0, 1);
    start(world);
    later(world, 2000);
    expect(asCustomer(world, 'CancelReplay', again)).toEqual({
      ReplayArn: `arn:aws:events:${REGION}:${CUSTOMER}:replay/again`,
      State: 'CANCELLING',
    });
    expect(stateOf(world)).toBe('CANCELLING');
    expect(shown(world)).not.toHaveProperty('ReplayEndTime');
    expect(refusalOf(world, 'CancelReplay', again)).toBe(
      'AwsError: Replay again is not in a valid state for this operation.',
    );
    expect(later(world, 1000)).toBe('CANCELLED');
    expect(shown(world)).toMatchObject({ ReplayEndTime: START + 3, EventLastReplayedTime: START });
    later(world, DAY_MS);
    expect(deliveredBy(world)).toEqual(['a {"n": 0.0}', 'b {"n": 0.0}']);
  });

  test('cannot be cancelled once it has ended', () => {
    const world = aWorldWithEvents();
    start(world);
    later(world, MINUTE_MS);
    expect(asCustomer(world, 'CancelReplay', again)).toBe('IllegalStatusException');
  });

  test.each([
    [
      'has deactivated',
      (world: World) => asCustomer(world, 'DeactivateEventSource', { Name: SOURCE }),
    ],
    [
      'has lost',
      (world: World) =>
        asPartner(world, 'DeletePartnerEventSource', { Name: SOURCE, Account: CUSTOMER }),
    ],
  ])('sends nothing to the rules of a source that the customer %s', (_how, end) => {
    const world = aWorldWithEvents(0);
    start(world);
    end(world);
    expect(later(world, DAY_MS)).toBe('COMPLETED');
    expect(deliveredBy(world)).toEqual([]);
  });

  test('fails when its bus is deleted', () => {
    const world = aWorldWithEvents(0);
    start(world);
    const events = world.received.snapshot().length;
    for (const Rule of ['a', 'b', 'Events-Archive-kept']) {
      const rule = { EventBusName: SOURCE, Force: true };
      const Ids = ['log', 'Events-Archive-kept'];
      asCustomer(world, 'RemoveTargets', { ...rule, Rule, Ids });
      asCustomer(world, 'DeleteRule', { ...rule, Name: Rule });
    }
    asCustomer(world, 'DeleteEventBus', { Name: SOURCE });
    expect(later(world, DAY_MS)).toBe('FAILED');
    expect(memberIn(shown(world), 'StateReason')).toBe(`Event bus ${SOURCE} does not exist.`);
    expect(world.received.snapshot()).toHaveLength(events);
  });

  test('fails when its archive is deleted', () => {
    const world = aWorldWithEvents(0);
    start(world);
    asCustomer(world, 'DeleteArchive', { ArchiveName: 'kept' });
    expect(later(world, 1000)).toBe('FAILED');
    expect(shown(world)).toMatchObject({ StateReason: 'Archive kept does not exist.' });
  });

  test('is one of ten at a time in an account and Region', () => {
    const world = aWorldWithEvents();
    for (let n = 0; n < 10; n += 1) start(world, { ReplayName: `r${n}` });
    expect(start(world)).toBe('LimitExceededException');
    expect(refusalOf(world, 'StartReplay', replayOf())).toBe(
      'AwsError: The requested resource exceeds the maximum number allowed.',
    );
    advance(world, 1000);
    expect(start(world)).toBeInstanceOf(Object);
  });

  test('is the account’s own', () => {
    const world = aWorldWithEvents();
    start(world);
    expect(call(world, OTHER_CUSTOMER, 'DescribeReplay', again)).toBe('ResourceNotFoundException');
    expect(call(world, OTHER_CUSTOMER, 'CancelReplay', again)).toBe('ResourceNotFoundException');
  });
});

const notValid = (parameter: string, reason: string) =>
  `AwsError: Parameter ${parameter} is not valid. Reason: ${reason}`;

describe('a replay is refused', () => {
  const other = BUS.replace(SOURCE, 'default');

  // The texts are those that LocalStack has recorded of AWS, or moto's.
  test.each([
    [
      { EventSourceArn: ARCHIVE.replace('kept', 'none') },
      notValid('EventSourceArn', 'Archive none does not exist.'),
    ],
    [
      { EventSourceArn: ARCHIVE.replace(CUSTOMER, OTHER_CUSTOMER) },
      notValid('EventSourceArn', 'Archive kept does not exist.'),
    ],
    [
      { Destination: { Arn: BUS.replace(SOURCE, 'none') } },
      'AwsError: Event bus none does not exist.',
    ],
    [
      { Destination: { Arn: other } },
      notValid('Destination.Arn', 'Cross event bus replay is not permitted.'),
    ],
    [
      { Destination: { Arn: LOG_ARN } },
      notValid('Destination.Arn', 'Must contain an event bus ARN.'),
    ],
    [
      { EventEndTime: START - 3600 },
      notValid('EventEndTime', 'EventStartTime must be before EventEndTime.'),
    ],
    [
      { EventEndTime: START - 3610 },
      notValid('EventEndTime', 'EventStartTime must be before EventEndTime.'),
    ],
    [
      { Destination: { Arn: BUS, FilterArns: [`${RULE}none`] } },
      notValid('Destination.FilterArns', `${RULE}none is not a rule of the event bus.`),
    ],
    [{ ReplayName: 'x'.repeat(65) }, /length less than or equal to 64/u],
    [{ ReplayName: 'a/b' }, /regular expression/u],
    [{ EventStartTime: undefined }, /'eventStartTime'.*must not be null/u],
  ])('%j', (change, text) => {
    expect(refusalOf(aWorldWithEvents(), 'StartReplay', replayOf(change))).toMatch(text);
  });

  test('when its name is taken, also by one that has ended', () => {
    const world = aWorldWithEvents();
    start(world);
    expect(refusalOf(world, 'StartReplay', replayOf())).toBe(
      'AwsError: Replay again already exists.',
    );
    advance(world, DAY_MS);
    expect(start(world)).toBe('ResourceAlreadyExistsException');
  });

  test.each(['DescribeReplay', 'CancelReplay'] as const)('by %s when it is none', (name) => {
    expect(refusalOf(aWorld(), name, again)).toBe('AwsError: Replay again does not exist.');
  });
});

test('replays are listed by prefix, archive or state, and by one of them at most', () => {
  const world = aWorldWithEvents();
  start(world, { ReplayName: 'one' });
  advance(world, 1000);
  start(world, { ReplayName: 'two' });
  const names = (filter: object) =>
    listIn(asCustomer(world, 'ListReplays', filter), 'Replays').map((replay) =>
      memberIn(replay, 'ReplayName'),
    );
  expect(names({})).toEqual(['one', 'two']);
  expect(names({ NamePrefix: 't' })).toEqual(['two']);
  expect(names({ State: 'COMPLETED' })).toEqual(['one']);
  expect(names({ EventSourceArn: ARCHIVE })).toEqual(['one', 'two']);
  expect(names({ EventSourceArn: ARCHIVE.replace('kept', 'none') })).toEqual([]);
  expect(names({ Limit: 1 })).toEqual(['one']);
  expect(asCustomer(world, 'ListReplays', { NamePrefix: 't', State: 'COMPLETED' })).toBe(
    'ValidationException',
  );
  const [first] = listIn(asCustomer(world, 'ListReplays', {}), 'Replays');
  expect(first).not.toHaveProperty('Destination');
});

test('a server replays as soon as its clock is moved', async () => {
  const emulator = await anEmulator();
  const asOwner = (name: string, body: object) => rawCall(emulator, name, body, CUSTOMER);
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  await asOwner('CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  await asOwner('CreateArchive', { ArchiveName: 'kept', EventSourceArn: BUS });
  await rawCall(emulator, 'PutPartnerEvents', { Entries: [anEntry()] });
  const times = { EventStartTime: 0, EventEndTime: 4_000_000_000 };
  expect(await asOwner('StartReplay', replayOf(times))).toMatchObject({ status: 200 });
  await control(emulator, 'POST', 'clock', { advanceSeconds: 60 });
  const received = await control(emulator, 'GET', 'received');
  expect(received).toMatchObject([
    { event: { source: SOURCE } },
    { event: { 'replay-name': 'again' } },
  ]);
});
