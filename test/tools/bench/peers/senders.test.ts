import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { byDetail, checkRequests } from '../../../../tools/bench/sender/check-requests.ts';
import { makeEvents } from '../../../../tools/bench/sender/events.ts';
import { sourceOf } from '../../../../tools/bench/sender/sources.ts';
import { startStub, type Stub } from '../../../../tools/bench/sender/stub.ts';
import { variants } from '../../../../tools/bench/sender/variants.ts';

let stub: Stub;
const before = { ...process.env };

beforeAll(async () => {
  stub = await startStub();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_EVENTBRIDGE: stub.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: '999999999999',
    AWS_SECRET_ACCESS_KEY: 'any',
  });
});

afterAll(async () => {
  await stub.close();
  process.env = before;
});

const installedApart = variants.filter((one) => one.isInstalledApart === true);

test('castore and typebridge are installed apart', () => {
  expect(installedApart.map(({ name }) => name)).toEqual([
    '@castore/message-bus-adapter-event-bridge',
    'typebridge',
  ]);
});

describe.each(installedApart)('$name', (variant) => {
  test.each(['small', 'github'] as const)('delivers %s events as it claims', async (payload) => {
    const events = await makeEvents(payload, 45);
    const prepare = await variant.load();
    const send = await prepare(events);
    stub.begin(0);
    await send();

    expect(() =>
      checkRequests(stub.received(), byDetail(events), variant.claims, sourceOf),
    ).not.toThrow();
  });
});
