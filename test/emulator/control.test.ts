import {
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  PutPartnerEventsCommand,
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

  test('say which paths and methods there are not', async () => {
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
