import {
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  PutPartnerEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Emulator } from '../../emulator/server.ts';
import {
  aClient,
  anEmulator,
  anEntry,
  closeAll,
  control,
  CUSTOMER,
  OTHER_CUSTOMER,
  PARTNER,
  REGION,
  SOURCE,
  START_MS,
} from './support.ts';

afterEach(closeAll);

async function activeEmulator(): Promise<Emulator> {
  const emulator = await anEmulator({ realNowMs: () => START_MS });
  const request = { Name: SOURCE, Account: CUSTOMER };
  await aClient(emulator).send(new CreatePartnerEventSourceCommand(request));
  const bus = { Name: SOURCE, EventSourceName: SOURCE };
  await aClient(emulator, CUSTOMER).send(new CreateEventBusCommand(bus));
  return emulator;
}

const put = (emulator: Emulator, Entries = [anEntry()]) =>
  aClient(emulator).send(new PutPartnerEventsCommand({ Entries }));

describe('the control endpoints', () => {
  test('received shows what reached a bus, and DELETE empties it', async () => {
    const emulator = await activeEmulator();
    expect(await control(emulator, 'GET', 'received')).toEqual([]);
    await put(emulator);
    const received = await control(emulator, 'GET', 'received');
    expect(received).toMatchObject([
      { region: REGION, account: CUSTOMER, bus: SOURCE, event: { detail: { n: 1 } } },
    ]);
    expect(await control(emulator, 'DELETE', 'received')).toEqual([]);
    expect(await control(emulator, 'GET', 'received')).toEqual([]);
    expect(await control(emulator, 'GET', 'counters')).toMatchObject({ received: 1 });
  });

  test('received serves a long view whole', async () => {
    const emulator = await activeEmulator();
    const Entries = Array.from({ length: 20 }, (_, n) =>
      anEntry({ Detail: JSON.stringify({ n, text: 'é'.repeat(2000) }) }),
    );
    for (let call = 0; call < 50; call += 1) await put(emulator, Entries);
    const text = await fetch(`${emulator.url}/_emulator/received`).then((response) =>
      response.text(),
    );
    const received: unknown = JSON.parse(text);
    expect(text.length).toBeGreaterThan(2_000_000);
    expect(received).toHaveLength(1000);
  });

  test('received names the rules that sent an event to a target', async () => {
    const emulator = await activeEmulator();
    const customer = aClient(emulator, CUSTOMER);
    for (const [Name, type] of [
      ['all', 'push'],
      ['again', 'push'],
      ['other', 'pull'],
      ['idle', 'push'],
    ] as const) {
      const EventPattern = JSON.stringify({ 'detail-type': [type] });
      await customer.send(new PutRuleCommand({ Name, EventBusName: SOURCE, EventPattern }));
      if (Name === 'idle') continue;
      const Targets = ['1', '2'].map((Id) => ({ Id, Arn: 'arn:aws:logs:us-east-2:0:log-group:a' }));
      await customer.send(new PutTargetsCommand({ Rule: Name, EventBusName: SOURCE, Targets }));
    }
    await put(emulator, [anEntry(), anEntry({ DetailType: 'fork' })]);

    expect(await control(emulator, 'GET', 'received')).toMatchObject([
      { sequence: 1, rules: ['all', 'again'], event: { 'detail-type': 'push' } },
      { sequence: 2, rules: [], event: { 'detail-type': 'fork' } },
    ]);
    expect(await control(emulator, 'GET', 'deliveries?after=1&limit=2')).toMatchObject([
      { sequence: 3, rule: 'again', targetId: '1' },
      { sequence: 4, rule: 'again', targetId: '2' },
    ]);
    expect(await control(emulator, 'GET', `deliveries?account=${OTHER_CUSTOMER}`)).toEqual([]);
  });

  test.each([
    ['after=0&limit=2', [3, 4]],
    ['after=2', [3, 4]],
    ['after=4', []],
    ['limit=0', []],
    ['maxBytes=0', [4]],
    ['maxBytes=1100', [3, 4]],
    [`account=${CUSTOMER}&region=${REGION}`, [1, 3]],
    [`account=${CUSTOMER}&after=1&limit=1`, [3]],
    [`account=${CUSTOMER}&region=eu-west-1`, []],
    [`account=${OTHER_CUSTOMER}`, [2, 4]],
  ])('received?%s shows what was asked for', async (query, sequences) => {
    const emulator = await activeEmulator();
    const Name = `${SOURCE}2`;
    const other = { Name, Account: OTHER_CUSTOMER };
    await aClient(emulator).send(new CreatePartnerEventSourceCommand(other));
    const bus = { Name, EventSourceName: Name };
    await aClient(emulator, OTHER_CUSTOMER).send(new CreateEventBusCommand(bus));
    const twoBuses = [anEntry(), anEntry({ Source: Name })];
    await put(emulator, [...twoBuses, ...twoBuses]);

    const shown = await control(emulator, 'GET', `received?${query}`);
    expect(shown).toMatchObject(sequences.map((sequence) => ({ sequence })));
    expect(shown).toHaveLength(sequences.length);
  });

  test('a sequence is never used again, also after DELETE', async () => {
    const emulator = await activeEmulator();
    await put(emulator);
    await control(emulator, 'DELETE', 'received');
    await put(emulator);
    expect(await control(emulator, 'GET', 'received?after=1')).toMatchObject([{ sequence: 2 }]);
  });

  test.each(['after=-1', 'after=x', 'limit=1.5', 'limit=', 'bus=a'])(
    'received?%s is refused in one line',
    async (query) => {
      const { url } = await anEmulator();
      const response = await fetch(`${url}/_emulator/received?${query}`);
      const field = query.split('=')[0] === 'bus' ? 'account' : query.split('=')[0];
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ message: expect.stringContaining(field!) });
    },
  );

  test('sources shows every source with its state', async () => {
    const emulator = await activeEmulator();
    await aClient(emulator, PARTNER, 'eu-west-1').send(
      new CreatePartnerEventSourceCommand({ Name: `${SOURCE}2`, Account: '000000000102' }),
    );
    expect(await control(emulator, 'GET', 'sources')).toEqual([
      {
        region: REGION,
        account: CUSTOMER,
        name: SOURCE,
        state: 'ACTIVE',
        hasBus: true,
        partnerAccount: PARTNER,
        creationTime: '2026-11-21T19:00:00.000Z',
        expirationTime: null,
      },
      {
        region: 'eu-west-1',
        account: '000000000102',
        name: `${SOURCE}2`,
        state: 'PENDING',
        hasBus: false,
        partnerAccount: PARTNER,
        creationTime: '2026-11-21T19:00:00.000Z',
        expirationTime: '2026-11-28T19:00:00.000Z',
      },
    ]);
  });

  test('clock is shown and moved, and sources expire by it', async () => {
    const emulator = await anEmulator({ realNowMs: () => START_MS, pendingDays: 2 });
    await aClient(emulator).send(
      new CreatePartnerEventSourceCommand({ Name: SOURCE, Account: CUSTOMER }),
    );
    expect(await control(emulator, 'GET', 'clock')).toEqual({
      now: '2026-11-21T19:00:00.000Z',
      offsetSeconds: 0,
    });
    expect(await control(emulator, 'POST', 'clock', { advanceSeconds: 86_400 })).toEqual({
      now: '2026-11-22T19:00:00.000Z',
      offsetSeconds: 86_400,
    });
    expect(await control(emulator, 'GET', 'sources')).toHaveLength(1);
    await control(emulator, 'POST', 'clock', { now: '2026-11-23T19:00:00Z' });
    expect(await control(emulator, 'GET', 'sources')).toEqual([]);
  });

  test.each([
    {},
    { advanceSeconds: '1' },
    { now: 'tomorrow' },
    { seconds: 1 },
    { advanceSeconds: 1, now: '2026-11-21T19:00:00Z' },
    [],
  ])('clock is not moved by %j', async (move) => {
    const { url } = await anEmulator();
    const response = await fetch(`${url}/_emulator/clock`, {
      method: 'POST',
      body: JSON.stringify(move),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.stringContaining('advanceSeconds') });
  });

  test.each([{ advanceSeconds: 1e300 }, { advanceSeconds: -1e10 }, { advanceSeconds: 1e12 }])(
    'clock does not leave the years it can write, as by %j',
    async (move) => {
      const { url } = await anEmulator();
      const response = await fetch(`${url}/_emulator/clock`, {
        method: 'POST',
        body: JSON.stringify(move),
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ message: expect.stringContaining('9999') });
    },
  );

  test('counters can be set back to zero', async () => {
    const emulator = await activeEmulator();
    await put(emulator);
    const before = await control(emulator, 'GET', 'counters');
    expect(before).toMatchObject({
      putPartnerEventsCalls: 1,
      calls: { CreateEventBus: 1, PutPartnerEvents: 1 },
    });
    expect(await control(emulator, 'DELETE', 'counters')).toMatchObject({
      putPartnerEventsCalls: 0,
      calls: {},
    });
  });

  test('name unknown paths and methods', async () => {
    const { url } = await anEmulator();
    const nowhere = await fetch(`${url}/_emulator/nowhere`);
    expect([nowhere.status, await nowhere.json()]).toEqual([
      404,
      { message: 'There is no /_emulator/nowhere.' },
    ]);
    const wrong = await fetch(`${url}/_emulator/faults`, { method: 'PUT' });
    expect([wrong.status, await wrong.json()]).toEqual([
      405,
      { message: 'Use one of: GET faults, POST faults, DELETE faults.' },
    ]);
  });
});
