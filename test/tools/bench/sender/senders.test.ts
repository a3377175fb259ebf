import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { floor, ours, parsingFloor, variants } from '../../../../tools/bench/sender/variants.ts';
import { makeEvents } from '../../../../tools/bench/sender/events.ts';
import { countEntries, startStub, type Stub } from '../../../../tools/bench/sender/stub.ts';
import { sendAll } from './send-and-check.ts';

let stub: Stub;
const before = { ...process.env };

beforeAll(async () => {
  for (const method of ['log', 'info'] as const) {
    jest.spyOn(console, method).mockImplementation(() => undefined);
  }
  stub = await startStub();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_EVENTBRIDGE: stub.url,
    AWS_ENDPOINT_URL_SQS: stub.url,
    AWS_ENDPOINT_URL_S3: stub.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: '999999999999',
    AWS_SECRET_ACCESS_KEY: 'any',
    // Powertools writes to the console then, which is silent here.
    POWERTOOLS_DEV: 'true',
  });
});

afterAll(async () => {
  await stub.close();
  jest.restoreAllMocks();
  process.env = before;
});

// Those of other vendors' packages: test/tools/bench/peers.
describe.each(variants.filter((one) => one.isInstalledApart !== true))('$name', (variant) => {
  test.each(['small', 'github'] as const)('delivers %s events as it claims', async (payload) => {
    const check = await sendAll(variant, payload, stub);

    expect(check).not.toThrow();
  });
});

test.each([floor, parsingFloor])('$name sends what the fan-out function sends', async (variant) => {
  const events = await makeEvents('small', 45);
  const bodies: string[][] = [];
  for (const sender of [ours, variant]) {
    const prepare = await sender.load();
    const send = await prepare(events);
    stub.begin(0);
    await send();
    // The time is when each was prepared.
    const sent = stub.received().map(({ body }) => body.replaceAll(/"Time":[\d.]+/g, '"Time":0'));
    bodies.push(sent.toSorted());
  }

  expect(bodies[0]!.length).toBeGreaterThan(2);
  expect(bodies[1]).toEqual(bodies[0]);
});

test('the stub forgets what arrived before its restart', async () => {
  stub.begin(0);

  expect(stub.received()).toEqual([]);
});

test('entries are counted, whatever their details hold', () => {
  const nasty = JSON.stringify({ text: '"Source":', Source: ['"Source":"'] });
  const Entries = [
    { Source: 'one', Detail: nasty },
    { Source: '"Source":', Detail: '{}' },
  ];

  expect(countEntries(Buffer.from(JSON.stringify({ Entries })))).toBe(2);
  expect(countEntries(Buffer.from('{"Entries":[]}'))).toBe(0);
});
