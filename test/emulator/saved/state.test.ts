import { createHash } from 'node:crypto';
import { PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type SavedState, startEmulator } from '../../../emulator/index.ts';
import { acceptSource, addRule } from '../handle/accepted-source.ts';
import {
  aClient,
  anEmulator,
  anEntry,
  closeAll,
  control,
  CUSTOMER,
  DAY_MS,
  rawCall,
  REGION,
  SOURCE,
  START_MS,
} from '../support.ts';

afterEach(closeAll);

const OTHER = `${SOURCE}b`;
const atStart = { realNowMs: () => START_MS };

/** An emulator with an active source, one that waits, one that is deleted, a rule, an event, a fault and its own time. */
async function aUsedEmulator(): Promise<Emulator> {
  const emulator = await anEmulator(atStart);
  await acceptSource(emulator);
  await addRule(emulator, '{"detail-type":["push"]}');
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: OTHER, Account: CUSTOMER });
  const gone = `${SOURCE}c`;
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: gone, Account: CUSTOMER });
  await rawCall(emulator, 'CreateEventBus', { Name: gone, EventSourceName: gone }, CUSTOMER);
  await rawCall(emulator, 'DeletePartnerEventSource', { Name: gone, Account: CUSTOMER });
  await rawCall(
    emulator,
    'CreateEventBus',
    { Name: 'own', Tags: [{ Key: 'k', Value: 'v' }] },
    CUSTOMER,
  );
  const other = { EventBusName: 'own', StatementId: 's', Principal: '000000000102' };
  await rawCall(emulator, 'PutPermission', { ...other, Action: 'events:PutEvents' }, CUSTOMER);
  await rawCall(
    emulator,
    'TagResource',
    { ResourceARN: arnOf('rule/' + SOURCE + '/all'), Tags: [{ Key: 'a', Value: 'b' }] },
    CUSTOMER,
  );
  const archive = {
    ArchiveName: 'kept',
    EventSourceArn: arnOf('event-bus/' + SOURCE),
    RetentionDays: 9,
  };
  await rawCall(emulator, 'CreateArchive', archive, CUSTOMER);
  await send(emulator, { Detail: '{"long":12345678901234567890.10}' });
  emulator.faults({ latencyMs: 1, sourceErrors: [{ source: OTHER, errorCode: 'E' }] });
  emulator.advanceClock(3600);
  return emulator;
}

async function send(emulator: Emulator, entry: object = {}): Promise<void> {
  const command = new PutPartnerEventsCommand({ Entries: [anEntry(entry)] });
  await aClient(emulator).send(command);
}

const arnOf = (resource: string) => `arn:aws:events:${REGION}:${CUSTOMER}:${resource}`;

/** What anyone can see of an emulator, its events apart. */
async function seen(emulator: Emulator) {
  const ofBus = { EventBusName: SOURCE };
  const asCustomer = async (name: string, body: object) =>
    (await rawCall(emulator, name, body, CUSTOMER)).json();
  return {
    sources: emulator.sources(),
    buses: await asCustomer('ListEventBuses', {}),
    rules: await asCustomer('ListRules', ofBus),
    own: await asCustomer('DescribeEventBus', { Name: 'own' }),
    tags: [
      await asCustomer('ListTagsForResource', { ResourceARN: arnOf('event-bus/own') }),
      await asCustomer('ListTagsForResource', { ResourceARN: arnOf(`rule/${SOURCE}/all`) }),
    ],
    archiveRule: await asCustomer('DescribeRule', { Name: 'Events-Archive-kept', ...ofBus }),
    replays: await asCustomer('ListReplays', {}),
    targets: await asCustomer('ListTargetsByRule', { Rule: 'all', ...ofBus }),
    faults: emulator.faults(),
    now: emulator.now(),
  };
}

async function archived(emulator: Emulator): Promise<unknown> {
  const answer = await rawCall(emulator, 'DescribeArchive', { ArchiveName: 'kept' }, CUSTOMER);
  return answer.json();
}

describe('a saved state', () => {
  test('makes another emulator the same, by the option, by load() and by the endpoint', async () => {
    const used = await aUsedEmulator();
    const saved = used.save();
    const throughJson: unknown = JSON.parse(JSON.stringify(saved, undefined, 2));
    const byOption = await anEmulator({ ...atStart, state: saved });
    const byLoad = await anEmulator(atStart);
    await acceptSource(byLoad);
    byLoad.load(throughJson as SavedState);
    const byEndpoint = await anEmulator(atStart);
    const answer = await control(byEndpoint, 'POST', 'state', throughJson as object);

    const expected = await seen(used);
    expect(expected.sources).toMatchObject([
      { state: 'ACTIVE' },
      { state: 'PENDING' },
      { state: 'DELETED' },
    ]);
    expect(await seen(byOption)).toEqual(expected);
    expect(await seen(byLoad)).toEqual(expected);
    expect(await seen(byEndpoint)).toEqual(expected);
    expect(answer).toEqual(used.sources());
    expect(byOption.save()).toEqual(saved);
  });

  test('has the rules match as before, and a source expire when it would have', async () => {
    const emulator = await anEmulator({ ...atStart, state: (await aUsedEmulator()).save() });
    emulator.clearFaults();
    await send(emulator);
    await send(emulator, { DetailType: 'pull' });

    expect(emulator.received().map(({ rules }) => rules)).toEqual([['all'], []]);
    emulator.setClock(new Date(START_MS + 7 * DAY_MS - 1));
    expect(emulator.sources()).toMatchObject([{ name: SOURCE }, { name: OTHER }, {}]);
    emulator.setClock(new Date(START_MS + 7 * DAY_MS));
    expect(emulator.sources().map(({ name }) => name)).not.toContain(OTHER);
  });

  test('has the received events only when they are wanted, with every digit and the rules', async () => {
    const used = await aUsedEmulator();
    const without = await anEmulator({ state: used.save() });
    const withEvents = await anEmulator(atStart);
    const saved = await control(used, 'GET', 'state?received=true');
    await control(withEvents, 'POST', 'state', saved as object);
    const shown = await fetch(`${withEvents.url}/_emulator/received`);

    expect(without.received()).toEqual([]);
    expect(await archived(without)).toMatchObject({ RetentionDays: 9, EventCount: 0 });
    expect(await archived(withEvents)).toEqual(await archived(used));
    expect(await archived(used)).toMatchObject({ EventCount: 1 });
    expect(withEvents.received()).toEqual(used.received());
    expect(withEvents.deliveries()).toEqual(used.deliveries());
    expect(withEvents.received()).toMatchObject([{ rules: ['all'] }]);
    expect(await shown.text()).toContain('"detail":{"long":12345678901234567890.10}');
    expect(await control(used, 'GET', 'state')).toEqual(used.save());
    expect(await control(used, 'GET', 'state?recieved=true')).toEqual({
      message: 'The only query parameter is received, which is true or false.',
    });
  });
});

/** The state with a part replaced, and a check that fits it. */
function changed({ state }: SavedState, part: object): SavedState {
  const other = { ...state, ...part };
  const sha256 = createHash('sha256').update(JSON.stringify(other)).digest('hex');
  return { version: 1, sha256, state: other };
}

const aRegion = (part: object) => ({
  name: 'eu-west-1',
  sources: [],
  buses: [],
  archives: [],
  replays: [],
  ...part,
});
const aBus = (rules: unknown[]) => ({
  account: CUSTOMER,
  name: 'own',
  createdAtMs: 0,
  sourceCreatedAtMs: null,
  shown: {},
  tags: [],
  policy: [],
  rules,
});

const wrongParts: [part: object, reason: RegExp][] = [
  [{ clockOffsetMs: '0' }, /^The state is wrong at state\.clockOffsetMs: /u],
  [{ faults: {} }, /^The state is wrong at state\.faults\.throttlingRate: /u],
  [{ other: 1 }, /^The state is wrong at state\.other: /u],
  [{ regions: [aRegion({ sources: [{}] })] }, /state\.regions\.0\.sources\.0\.name: /u],
  [{ regions: [aRegion({ buses: [{}] })] }, /state\.regions\.0\.buses\.0\.account: /u],
  [{ received: [{ event: {}, deliveries: [] }] }, /state\.received\.0\.event\.region: /u],
  [
    {
      regions: [
        aRegion({ buses: [aBus([{ rule: { Name: 'r', EventPattern: '{' }, targets: [] }])] }),
      ],
    },
    /^The state has a wrong rule: Event pattern is not valid\./u,
  ],
];

test('a replay that was running when it was saved goes on when it is loaded', async () => {
  const used = await aUsedEmulator();
  const replay = {
    ReplayName: 'again',
    EventSourceArn: arnOf('archive/kept'),
    EventStartTime: START_MS / 1000 - 60,
    EventEndTime: START_MS / 1000 + 60,
    Destination: { Arn: arnOf(`event-bus/${SOURCE}`) },
  };
  await rawCall(used, 'StartReplay', replay, CUSTOMER);
  const loaded = await anEmulator({ ...atStart, state: used.save({ received: true }) });
  for (let minute = 0; minute < 20; minute += 1) loaded.advanceClock(60);

  expect(await (await rawCall(loaded, 'ListReplays', {}, CUSTOMER)).json()).toMatchObject({
    Replays: [{ ReplayName: 'again', State: 'COMPLETED' }],
  });
  expect(loaded.received({ after: used.received().length })).toMatchObject([
    { event: { 'replay-name': 'again' } },
  ]);
});

describe('a state that is wrong', () => {
  test.each(wrongParts)(
    'with %j is refused in one line, and nothing changes',
    async (part, reason) => {
      const emulator = await aUsedEmulator();
      const before = [await seen(emulator), emulator.received()];
      const wrong = changed(emulator.save(), part);

      expect(() => emulator.load(wrong)).toThrow(reason);
      expect(await control(emulator, 'POST', 'state', wrong)).toEqual({
        message: expect.stringMatching(reason),
      });
      await expect(startEmulator({ state: wrong })).rejects.toThrow(reason);
      expect([await seen(emulator), emulator.received()]).toEqual(before);
    },
  );

  test.each([
    [[], 'The state is not a saved state of the emulator.'],
    [{ version: 1 }, 'The state is not a saved state of the emulator.'],
    [{ version: 2, state: {} }, 'The state is of version 2; this emulator reads version 1.'],
    [
      { version: 1, sha256: '0', state: {} },
      'The state was changed after it was saved (remove its sha256 if that was on purpose).',
    ],
  ])('as a whole is refused: %j', async (wrong, message) => {
    const emulator = await anEmulator();

    expect(await control(emulator, 'POST', 'state', wrong)).toEqual({ message });
  });

  test('may be written by hand, without its check', async () => {
    const emulator = await anEmulator(atStart);
    const { version, state } = emulator.save();
    emulator.load({ version, state: { ...state, clockOffsetMs: 1000 } });

    expect(emulator.now()).toEqual(new Date(START_MS + 1000));
  });
});
