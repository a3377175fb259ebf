import {
  CreatePartnerEventSourceCommand,
  DescribePartnerEventSourceCommand,
  PutPartnerEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { noFaults } from '../../emulator/faults/fault-settings.ts';
import { changeFaults } from '../../emulator/faults/faults.ts';
import { seededRandom } from '../../emulator/faults/random.ts';
import { TokenBucket } from '../../emulator/faults/token-bucket.ts';
import type { Emulator } from '../../emulator/server.ts';
import {
  aClient,
  anEmulator,
  anEntry,
  asPartner,
  aWorld,
  closeAll,
  control,
  CUSTOMER,
  listIn,
  memberIn,
  SOURCE,
} from './support.ts';

afterEach(closeAll);

async function withSource(faults: object): Promise<Emulator> {
  const emulator = await anEmulator();
  await aClient(emulator).send(
    new CreatePartnerEventSourceCommand({ Name: SOURCE, Account: CUSTOMER }),
  );
  await control(emulator, 'POST', 'faults', faults);
  return emulator;
}

const put = (emulator: Emulator, count = 1) =>
  aClient(emulator).send(
    new PutPartnerEventsCommand({ Entries: Array.from({ length: count }, () => anEntry()) }),
  );

function failuresOf(changes: object, calls = 50): unknown[] {
  const world = aWorld();
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  changeFaults(world.faults, changes);
  const Entries = Array.from({ length: 20 }, () => anEntry());
  const answers = Array.from({ length: calls }, () =>
    asPartner(world, 'PutPartnerEvents', { Entries }),
  );
  return answers.flatMap((answer) =>
    listIn(answer, 'Entries').map((entry) => memberIn(entry, 'ErrorCode') ?? 'taken'),
  );
}

const share = (codes: unknown[], code: string) =>
  codes.filter((one) => one === code).length / codes.length;

async function askAbout(emulator: Emulator, abortSignal?: AbortSignal) {
  return await aClient(emulator).send(
    new DescribePartnerEventSourceCommand({ Name: SOURCE }),
    abortSignal && { abortSignal },
  );
}

describe('faults of calls about one source', () => {
  test('make them fail, and no call about another', async () => {
    const emulator = await withSource({ sourceCalls: [{ source: SOURCE, errorCode: 'Odd' }] });
    await expect(askAbout(emulator)).rejects.toMatchObject({ name: 'Odd' });

    const other = new CreatePartnerEventSourceCommand({ Name: `${SOURCE}2`, Account: CUSTOMER });
    await expect(aClient(emulator).send(other)).resolves.toBeDefined();
    expect((await put(emulator)).FailedEntryCount).toBe(0);
    await control(emulator, 'DELETE', 'faults');
    await expect(askAbout(emulator)).resolves.toMatchObject({ Name: SOURCE });
  });

  test('leave them without an answer, for as long as the client waits', async () => {
    const emulator = await withSource({ sourceCalls: [{ source: SOURCE }] });
    await expect(askAbout(emulator, AbortSignal.timeout(30))).rejects.toThrow('aborted');
    expect((await put(emulator)).FailedEntryCount).toBe(0);
  });

  test('do not keep the emulator from closing', async () => {
    const emulator = await withSource({ sourceCalls: [{ source: SOURCE }] });
    const ended = Promise.allSettled([askAbout(emulator)]);
    await setImmediate();
    await emulator.close();
    expect(await ended).toMatchObject([{ status: 'rejected' }]);
  });
});

describe('faults of entries', () => {
  test('throttlingRate and internalFailureRate fail about that share of the entries', () => {
    const codes = failuresOf({ throttlingRate: 0.3, internalFailureRate: 0.2, seed: 1 }, 100);
    expect(share(codes, 'ThrottlingException')).toBeCloseTo(0.3, 1);
    expect(share(codes, 'InternalFailure')).toBeCloseTo(0.2, 1);
    expect(share(codes, 'taken')).toBeCloseTo(0.5, 1);
  });

  test('a seed makes them repeatable, another seed makes others', () => {
    const faults = { throttlingRate: 0.5, seed: 7 };
    expect(failuresOf(faults)).toEqual(failuresOf(faults));
    expect(failuresOf(faults)).not.toEqual(failuresOf({ ...faults, seed: 8 }));
  });

  test('a rate of 1 fails every entry, of 0 none', () => {
    expect(new Set(failuresOf({ throttlingRate: 1 }))).toEqual(new Set(['ThrottlingException']));
    expect(new Set(failuresOf({ internalFailureRate: 1 }))).toEqual(new Set(['InternalFailure']));
    expect(new Set(failuresOf({ throttlingRate: 0 }))).toEqual(new Set(['taken']));
  });

  test('a source can be given any error, all of the time or part of it', () => {
    const error = { source: SOURCE, errorCode: 'AccessDeniedException', rate: 1 };
    expect(new Set(failuresOf({ sourceErrors: [error] }))).toEqual(
      new Set(['AccessDeniedException']),
    );
    expect(new Set(failuresOf({ sourceErrors: [{ ...error, source: 'other' }] }))).toEqual(
      new Set(['taken']),
    );
    const half = failuresOf({ sourceErrors: [{ ...error, rate: 0.5 }], seed: 3 });
    expect(share(half, 'AccessDeniedException')).toBeCloseTo(0.5, 1);
  });
});

describe('faults of calls', () => {
  test('requestFailureRate fails the call with InternalException, and nothing is taken', async () => {
    const emulator = await withSource({ requestFailureRate: 1 });
    await expect(put(emulator)).rejects.toMatchObject({
      name: 'InternalException',
      $metadata: { httpStatusCode: 500 },
    });
    expect(await control(emulator, 'GET', 'counters')).toMatchObject({
      putPartnerEventsCalls: 1,
      requestFailures: 1,
      entries: 0,
    });
  });

  test('requestThrottlingRate refuses the call with ThrottlingException', async () => {
    const emulator = await withSource({ requestThrottlingRate: 1 });
    await expect(put(emulator)).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await control(emulator, 'GET', 'counters')).toMatchObject({ throttledRequests: 1 });
  });

  test('lostResponseRate accepts the events and closes the connection', async () => {
    const emulator = await withSource({ lostResponseRate: 1 });
    await expect(put(emulator, 3)).rejects.toThrow('socket hang up');
    expect(await control(emulator, 'GET', 'counters')).toMatchObject({
      acceptedEntries: 3,
      lostResponses: 1,
      lostResponseEntries: 3,
    });
  });

  test('latencyMs delays the answer, but the events are accepted at once', async () => {
    const emulator = await withSource({ latencyMs: 300 });
    const startMs = performance.now();
    const answer = put(emulator);
    expect(await answer).toMatchObject({ FailedEntryCount: 0 });
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(290);
  });

  test('a held back answer does not keep the emulator from closing', async () => {
    const emulator = await withSource({ latencyMs: 600_000 });
    const answer = put(emulator).catch((error: unknown) => error);
    while (memberIn(await control(emulator, 'GET', 'counters'), 'acceptedEntries') === 0);
    await emulator.close();
    expect(String(await answer)).toContain('socket hang up');
  });

  test('apply to PutPartnerEvents alone, unless other operations are named', async () => {
    const emulator = await withSource({ requestFailureRate: 1 });
    const describeSource = () =>
      aClient(emulator).send(new DescribePartnerEventSourceCommand({ Name: SOURCE }));
    expect(await describeSource()).toMatchObject({ Name: SOURCE });
    await control(emulator, 'POST', 'faults', { operations: ['DescribePartnerEventSource'] });
    await expect(describeSource()).rejects.toMatchObject({ name: 'InternalException' });
    expect(await put(emulator)).toMatchObject({ FailedEntryCount: 0 });
    await control(emulator, 'POST', 'faults', { operations: ['*'] });
    await expect(describeSource()).rejects.toMatchObject({ name: 'InternalException' });
    await expect(put(emulator)).rejects.toMatchObject({ name: 'InternalException' });
  });

  test('a rate quota refuses what is over it, and fills again with the clock', async () => {
    const emulator = await anEmulator({ realNowMs: () => 0 });
    const send = () =>
      put(emulator).then(
        () => 'taken',
        (error: unknown) => memberIn(error, 'name'),
      );
    await control(emulator, 'POST', 'faults', { rateQuota: { requestsPerSecond: 2, burst: 3 } });
    const taken = ['taken', 'taken', 'taken'];
    expect([await send(), await send(), await send(), await send()]).toEqual([
      ...taken,
      'ThrottlingException',
    ]);
    await control(emulator, 'POST', 'clock', { advanceSeconds: 0.5 });
    expect([await send(), await send()]).toEqual(['taken', 'ThrottlingException']);
    await control(emulator, 'POST', 'clock', { advanceSeconds: 60 });
    expect([await send(), await send(), await send(), await send()]).toEqual([
      ...taken,
      'ThrottlingException',
    ]);
  });
});

describe('the faults endpoint', () => {
  test('changes the fields it is given, leaves the others, and DELETE clears all', async () => {
    const emulator = await anEmulator();
    await control(emulator, 'POST', 'faults', { throttlingRate: 0.5 });
    expect(await control(emulator, 'POST', 'faults', { latencyMs: 5 })).toEqual({
      ...noFaults,
      throttlingRate: 0.5,
      latencyMs: 5,
    });
    expect(await control(emulator, 'DELETE', 'faults')).toEqual(noFaults);
    expect(await control(emulator, 'GET', 'faults')).toEqual(noFaults);
  });

  test.each([
    [{ throtlingRate: 1 }, 'Unknown field: throtlingRate.'],
    [{ throttlingRate: 2 }, 'throttlingRate'],
    [{ throttlingRate: -0.1 }, 'throttlingRate'],
    [{ throttlingRate: '0.5' }, 'throttlingRate'],
    [{ latencyMs: -1 }, 'latencyMs'],
    [{ seed: 1.5 }, 'seed'],
    [{ operations: ['CreateEndpoint'] }, 'operations'],
    [{ sourceErrors: [{ source: 'x' }] }, 'sourceErrors.0.errorCode'],
    [{ rateQuota: { requestsPerSecond: 1 } }, 'rateQuota.burst'],
    [{ rateQuota: { requestsPerSecond: 1, burst: 1, brust: 1 } }, 'rateQuota.brust'],
    [[], 'JSON object'],
  ])('refuses %j in one line', async (faults, reason) => {
    const { url } = await anEmulator();
    const response = await fetch(`${url}/_emulator/faults`, {
      method: 'POST',
      body: JSON.stringify(faults),
    });
    const message = memberIn(await response.json(), 'message');
    expect(response.status).toBe(400);
    expect(message).toContain(reason);
    expect(message).not.toContain('\n');
  });
});

describe('the parts of faults', () => {
  test('the generator stays in [0, 1) and is even', () => {
    const random = seededRandom(42);
    const drawn = Array.from({ length: 10_000 }, random);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(0.5, 1);
  });

  test('a bucket never holds more than its burst, and a clock moved back removes nothing', () => {
    const bucket = new TokenBucket({ requestsPerSecond: 10, burst: 2 }, 0);
    expect([bucket.take(10_000), bucket.take(10_000), bucket.take(10_000)]).toEqual([
      true,
      true,
      false,
    ]);
    expect([bucket.take(0), bucket.take(100)]).toEqual([false, true]);
  });
});
