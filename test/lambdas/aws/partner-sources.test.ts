import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { startEmulator, type Emulator } from '../../../emulator/server.ts';
import { failureOf } from '../../../lambdas/aws/failure-of.ts';
import { partnerSources } from '../../../lambdas/aws/partner-sources.ts';
import type { PartnerSources } from '../../../lambdas/ports/reconcile.ts';
import { useEventBridgeAt } from '../../support/aws-variables.ts';
import { isUnanswered } from '../../../lambdas/domain/outcome.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { startStubEventBridge } from '../../support/stub-event-bridge.ts';

const region = 'eu-west-1';
const customer = '111122223333';
const nameOf = (index: number) => `aws.partner/vendor.test/acct1/repo${index}/${customer}`;
const name = nameOf(0);
const exception = (type: string) => JSON.stringify({ __type: type, message: 'some words' });
let aws: PartnerSources;

describe('on the emulator', () => {
  let emulator: Emulator;
  let forget: () => void;

  beforeEach(async () => {
    emulator = await startEmulator({ realNowMs: () => testNowMs });
    forget = useEventBridgeAt(emulator.url);
    aws = partnerSources('vendor.test');
  });

  afterEach(async () => {
    forget();
    await emulator.close();
  });

  test('a new source is PENDING and expires', async () => {
    await aws.create(region, name, customer);

    expect(await aws.observe(region, name)).toEqual({
      kind: 'found',
      account: customer,
      state: 'PENDING',
      createdAt: '2026-11-21T19:00:00.000Z',
      expirationTime: '2026-11-28T19:00:00.000Z',
    });
  });

  test('an accepted source is ACTIVE and has no expiry', async () => {
    await aws.create(region, name, customer);
    const credentials = { accessKeyId: customer, secretAccessKey: 'any' };
    const client = new EventBridgeClient({ region, endpoint: emulator.url, credentials });
    await client.send(new CreateEventBusCommand({ Name: name, EventSourceName: name }));
    client.destroy();

    const seen = await aws.observe(region, name);
    expect(seen).toMatchObject({ kind: 'found', state: 'ACTIVE' });
    expect(seen).not.toHaveProperty('expirationTime');
  });

  test('what was never there, and what was deleted, does not exist', async () => {
    expect(await aws.observe(region, name)).toEqual({ kind: 'nonexistent' });

    await aws.create(region, name, customer);
    await aws.delete(region, name, customer);
    expect(await aws.observe(region, name)).toEqual({ kind: 'nonexistent' });
    await expect(aws.delete(region, name, customer)).resolves.toBeUndefined();
  });

  test('a source that exists is not made again', async () => {
    expect(await aws.create(region, name, customer)).toBe('created');
    expect(await aws.create(region, name, customer)).toBe('exists');
    expect(await aws.list(region)).toMatchObject({ sources: [{ name }] });
  });

  test('a source is looked for by its exact name, in its Region', async () => {
    await aws.create(region, nameOf(12), customer);

    expect(await aws.observe(region, nameOf(1))).toEqual({ kind: 'nonexistent' });
    expect(await aws.observe('us-east-1', nameOf(12))).toEqual({ kind: 'nonexistent' });
  });

  test('more than a page of sources is listed, each once, and only this partner’s', async () => {
    const names = Array.from({ length: 130 }, (_, index) => nameOf(index)).toSorted();
    for (const one of names) await aws.create(region, one, customer);
    await aws.create(region, `aws.partner/vendor.test2/acct1/repo/${customer}`, customer);
    const first = await aws.list(region);
    const second = await aws.list(region, first.nextToken);

    expect(first.sources).toHaveLength(100);
    expect(second).not.toHaveProperty('nextToken');
    const listed = [...first.sources, ...second.sources];
    expect(listed.map((one) => one.name).toSorted()).toEqual(names);
    expect(listed[0]!.arn).toBe(`arn:aws:events:${region}::event-source/${listed[0]!.name}`);
  });
});

const active = { Account: customer, State: 'ACTIVE' };

function accounts(...all: readonly object[]): string {
  return JSON.stringify({ PartnerEventSourceAccounts: all });
}

describe('an unclear answer', () => {
  let stub: Awaited<ReturnType<typeof startStubEventBridge>>;
  let forget: () => void;

  beforeEach(async () => {
    stub = await startStubEventBridge();
    forget = useEventBridgeAt(stub.url);
    aws = partnerSources('vendor.test');
  });

  afterEach(async () => {
    forget();
    await stub.close();
  });

  test.each([
    [200, '{}', /no account or no state/],
    [200, '{"PartnerEventSourceAccounts":[]}', /no account or no state/],
    [200, `{"PartnerEventSourceAccounts":[{"Account":"${customer}"}]}`, /no account or no state/],
    [200, '{"PartnerEventSourceAccounts":[{"State":"ACTIVE"}]}', /no account or no state/],
    [200, accounts({ Account: customer, State: 'ODD' }), /no account or no state/],
    [200, accounts({ Account: 'somebody', State: 'ACTIVE' }), /no account or no state/],
    [200, accounts({ ...active, ExpirationTime: 1e300 }), /./],
    [200, accounts(active, { ...active, Account: '222222222222' }), /several accounts/],
    [400, exception('ThrottlingException'), /some words/],
    [400, exception('AccessDeniedException'), /some words/],
    [400, exception('OperationDisabledException'), /some words/],
    [404, '<html>Not found</html>', /./],
    [500, exception('InternalException'), /some words/],
  ])(
    'is a failure, and never means that the source does not exist: HTTP %d %s',
    async (status, body, message) => {
      stub.answerWith({ status, body });

      await expect(aws.observe(region, name)).rejects.toThrow(message);
      expect(stub.requests).toHaveLength(1);
    },
  );

  test.each(['ThrottlingException', 'ConcurrentModificationException'])(
    'is a failure of a listing, a creation and a deletion too: %s',
    async (type) => {
      stub.answerWith({ status: 400, body: exception(type) });

      await expect(aws.list(region)).rejects.toThrow('some words');
      await expect(aws.create(region, name, customer)).rejects.toThrow('some words');
      await expect(aws.delete(region, name, customer)).rejects.toThrow('some words');
      expect(stub.requests).toHaveLength(3);
    },
  );

  test.each(['hang', 'headersAlone'] as const)(
    'there is none after the time that a call may take: %s',
    async (silence) => {
      stub.answerWith(silence);
      aws = partnerSources('vendor.test', { timeoutMs: 30 });

      for (const call of [() => aws.list(region), () => aws.observe(region, name, 20)]) {
        const failure = failureOf(await call().catch((reason: unknown) => reason));
        expect({ failure, isUnanswered: isUnanswered(failure) }).toMatchObject({
          isUnanswered: true,
        });
      }
    },
  );

  test('for a hundred sources keeps no other from being asked about', async () => {
    stub.answerWith('hang');
    const hanging = Array.from({ length: 100 }, () => aws.observe(region, name));
    const ended = Promise.allSettled(hanging);
    while (stub.requests.length < 100) await setImmediate();
    stub.answerWith({ status: 200, body: accounts(active) });

    await expect(aws.observe(region, name)).resolves.toMatchObject({ state: 'ACTIVE' });
    stub.hangUp();
    await ended;
  });

  test('a listing that returns the token of the request would never end, and is a failure', async () => {
    stub.answerWith({ status: 200, body: '{"PartnerEventSources":[],"NextToken":"same"}' });

    await expect(aws.list(region)).resolves.toEqual({ sources: [], nextToken: 'same' });
    await expect(aws.list(region, 'same')).rejects.toThrow('returned the token of the request');
  });

  test('an empty page of an unfinished listing has its token', async () => {
    stub.answerWith({ status: 200, body: '{"NextToken":"more"}' });

    expect(await aws.list(region)).toEqual({ sources: [], nextToken: 'more' });
  });
});
