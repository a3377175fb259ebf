import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStub, type Stub } from '../../../../tools/bench/sender/stub.ts';
import { variants } from '../../../../tools/bench/sender/variants.ts';
import { sendAll } from '../sender/send-and-check.ts';

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
    const check = await sendAll(variant, payload, stub);

    expect(check).not.toThrow();
  });
});
