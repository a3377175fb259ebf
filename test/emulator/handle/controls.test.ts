import { PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../emulator/index.ts';
import {
  aClient,
  anEmulator,
  anEntry,
  closeAll,
  control,
  CUSTOMER,
  REGION,
  SOURCE,
  START_MS,
} from '../support.ts';
import { acceptSource, addRule } from './accepted-source.ts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await anEmulator({ realNowMs: () => START_MS });
  await acceptSource(emulator);
});
afterEach(closeAll);

async function send(...entries: object[]): Promise<void> {
  const Entries = entries.map(anEntry);
  await aClient(emulator).send(new PutPartnerEventsCommand({ Entries }));
}

describe('a test that has started the emulator', () => {
  test('sees what the buses received, and the rules that sent it on, as the endpoint shows it', async () => {
    await addRule(emulator, '{"detail-type":["push"]}');
    await send({}, { DetailType: 'pull' });
    const shown = emulator.received();

    expect(shown).toEqual(await control(emulator, 'GET', 'received'));
    expect(shown).toMatchObject([
      {
        sequence: 1,
        rules: ['all'],
        region: REGION,
        account: CUSTOMER,
        bus: SOURCE,
        event: { source: SOURCE, 'detail-type': 'push', detail: { n: 1 } },
      },
      { sequence: 2, rules: [], event: { 'detail-type': 'pull' } },
    ]);
    expect(emulator.deliveries()).toEqual(await control(emulator, 'GET', 'deliveries'));
    expect(emulator.deliveries()).toMatchObject([{ rule: 'all', targetId: 'log' }]);
  });

  test.each([
    [{ account: CUSTOMER, region: REGION, bus: SOURCE }, [1, 2, 3]],
    [{ account: '000000000102' }, []],
    [{ region: 'eu-west-1' }, []],
    [{ bus: 'default' }, []],
    [{ detailType: 'push' }, [1, 3]],
    [{ after: 1 }, [2, 3]],
    [{ limit: 1 }, [3]],
    [{ detailType: 'push', limit: 1, after: 2 }, [3]],
  ])('selects events by %j', async (selection, sequences) => {
    await addRule(emulator, `{"source":["${SOURCE}"]}`);
    await send({}, { DetailType: 'pull' }, {});

    expect(emulator.received(selection).map(({ sequence }) => sequence)).toEqual(sequences);
    expect(emulator.deliveries(selection).map(({ sequence }) => sequence)).toEqual(sequences);
  });

  test('refuses to select events by what they do not have: all of them would be selected', () => {
    const misspelt: object = { acount: CUSTOMER };

    expect(() => emulator.received(misspelt)).toThrow('Events cannot be selected by acount.');
    expect(() => emulator.deliveries(misspelt)).toThrow('Events cannot be selected by acount.');
  });

  test('sees the sources and the totals', async () => {
    await send({});

    expect(emulator.sources()).toEqual(await control(emulator, 'GET', 'sources'));
    expect(emulator.sources()).toMatchObject([{ name: SOURCE, state: 'ACTIVE', hasBus: true }]);
    expect(emulator.counters()).toEqual(await control(emulator, 'GET', 'counters'));
  });

  test('moves the clock, both ways and to a time', () => {
    expect(emulator.advanceClock(86_400)).toEqual(new Date(START_MS + 86_400_000));
    expect(emulator.advanceClock(-400)).toEqual(new Date(START_MS + 86_000_000));
    expect(emulator.setClock(new Date('2027-01-01T00:00:00Z'))).toEqual(emulator.now());
    expect(emulator.now().toISOString()).toBe('2027-01-01T00:00:00.000Z');
    expect(() => emulator.advanceClock(NaN)).toThrow(RangeError);
    expect(() => emulator.setClock(new Date('+010000-01-01'))).toThrow(RangeError);
    expect(() => emulator.setClock(START_MS as never)).toThrow(
      'The time of setClock must be a Date.',
    );
    expect(emulator.now().toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  test('sets faults and clears them', async () => {
    const fault = { source: SOURCE, errorCode: 'InternalFailure' };

    expect(emulator.faults({ sourceErrors: [fault] }).sourceErrors).toEqual([
      { ...fault, rate: 1 },
    ]);
    expect(emulator.faults({ latencyMs: 1 })).toEqual(await control(emulator, 'GET', 'faults'));
    expect(() => emulator.faults({ latencyMs: -1 })).toThrow(/^Invalid value of latencyMs/u);
    await send({});
    expect(emulator.received()).toEqual([]);
    emulator.clearFaults();
    expect(emulator.faults()).toMatchObject({ sourceErrors: [], latencyMs: 0 });
  });

  test('is not shown what later changes', () => {
    emulator.faults().operations.push('*');
    emulator.counters().calls['PutEvents'] = 1;

    expect(emulator.faults().operations).toEqual(['PutPartnerEvents']);
    expect(emulator.counters().calls).not.toHaveProperty('PutEvents');
  });

  test.each([
    ['reset()', () => Promise.resolve(emulator.reset())],
    ['DELETE /_emulator/state', () => control(emulator, 'DELETE', 'state')],
  ])('has an emulator as at its start after %s', async (_, reset) => {
    await send({});
    emulator.faults({ latencyMs: 1 });
    emulator.advanceClock(5);
    await reset();

    expect(emulator.sources()).toEqual([]);
    expect(emulator.received()).toEqual([]);
    expect(emulator.counters()).toMatchObject({ entries: 0, calls: {} });
    expect(emulator.faults().latencyMs).toBe(0);
    expect(emulator.now()).toEqual(new Date(START_MS));
    await acceptSource(emulator);
    await send({});
    expect(emulator.received()).toMatchObject([{ sequence: 2 }]);
  });

  test('closes it by leaving its block', async () => {
    let url: string;
    {
      await using own = await startEmulator();
      ({ url } = own);
      expect((await fetch(`${url}/_emulator/clock`)).status).toBe(200);
    }
    await expect(fetch(`${url}/_emulator/clock`)).rejects.toThrow('fetch failed');
  });
});

test('an option observed of another form is refused by name', async () => {
  const observed = { version: 1 as const, observedAt: 'today', regions: {} };

  await expect(startEmulator({ observed })).rejects.toThrow(
    'The option observed: observedAt must be an RFC 3339 time',
  );
});
