import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { tenantKey } from '../../../lambdas/aws/payloads/payload-key.ts';
import { maxMessageBytes } from '../../../lambdas/domain/dead-letter.ts';
import { entrySizeBytes, type Delivery } from '../../../lambdas/domain/delivery.ts';
import { readDomainEvent } from '../../../lambdas/domain/read-domain-event.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { maxEventBytes } from '../../../lambdas/domain/message-size.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import type { OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import { fakeServices, testSettings } from '../../support/delivery-services.ts';
import { aMapping, anEventBody, anEventValue, testNowMs } from '../../support/domain-builders.ts';
import { fakeHistorySink } from '../../support/fake-history-sink.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { fakeMessageQueue, refuseAll } from '../../support/fake-message-queue.ts';
import { fakePayloads, type FakePayloads } from '../../support/fake-payloads.ts';
import {
  accept,
  answerEach,
  refuse,
  type PutScript,
} from '../../support/fake-put-partner-events.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { anInvocation, anSqsEventOf } from '../../support/sqs-builders.ts';

type Overrides = NonNullable<Parameters<typeof fakeServices>[0]>;
type Message = Pick<OutgoingMessage, 'body' | 'attributes'>;

const { maxEntryBytes } = testSettings;

function customers(count: number, fields: Partial<Mapping> = {}): Mapping[] {
  return Array.from({ length: count }, (_, index) =>
    aMapping({ account: String(index).padStart(12, '0'), ...fields }),
  );
}

/** What a customer has of an entry: its detail, fetched if there is a link to it. */
function received({ event, stubJson }: Delivery, payloads: FakePayloads): string | undefined {
  if (stubJson === undefined) return event.reference === undefined ? event.detailJson : undefined;
  return payloads.fetch(JSON.parse(stubJson).payload_url);
}

/** The function with a payload bucket, and what was put to EventBridge. */
function aWorld({ callMs, ...overrides }: Overrides & { readonly callMs?: number } = {}) {
  const fakes = fakeServices({
    mappings: fakeMappingTable(aMapping()),
    payloads: (time) => fakePayloads({ time, ...(callMs !== undefined && { callMs }) }),
    ...overrides,
  });
  const payloads = fakes.payloads!;
  const handle = fanOutHandler(fakes.services);
  async function invoke(...messages: readonly Message[]) {
    const answer = handle(anSqsEventOf(messages), anInvocation());
    const { batchItemFailures } = await fakes.clock.runUntil(answer);
    return batchItemFailures.length;
  }
  const put = () => fakes.calls.flatMap(({ deliveries }) => deliveries);
  return {
    ...fakes,
    payloads,
    invoke,
    put,
    details: () => put().map((delivery) => received(delivery, payloads)),
    sum: (count: 'events' | 'storedPayloads' | 'payloadsNotStored' | 'accepted' | 'entries') =>
      fakes.reported.reduce((total, counters) => total + counters[count], 0),
  };
}

/** A body whose entry for the given mapping has exactly so many bytes. */
function bodyOf(entryBytes: number, mapping = aMapping(), fill = 'x', fields = {}): string {
  const empty = anEventValue({ ...fields, detail: { text: '' } });
  const checked = readDomainEvent(JSON.stringify(empty), testNowMs);
  if (checked.kind === 'invalid') throw new Error(checked.reason);
  const { event } = checked;
  const least = entrySizeBytes(event, mapping.sourceName, `event/${event.id}`);
  const fillBytes = Buffer.byteLength(fill);
  const text = fill.repeat(Math.floor((entryBytes - least) / fillBytes));
  const rest = 'x'.repeat((entryBytes - least) % fillBytes);
  return JSON.stringify({ ...empty, detail: { text: text + rest } });
}

/** A body of exactly so many bytes, without anything that it could be written without. */
function bodyOfBytes(bytes: number): string {
  const written = anEventBody({ resources: undefined, detail: { text: '' } });
  return written.replace('""', `"${'x'.repeat(bytes - Buffer.byteLength(written))}"`);
}

function detailOf(body: string): string {
  return JSON.stringify(JSON.parse(body).detail);
}

describe('an event whose entry', () => {
  test.each([
    [-1, 'inline', 'x'],
    [0, 'inline', 'x'],
    [1, 'by the link', 'x'],
    [-1, 'inline', 'ü'],
    [0, 'inline', '😀'],
    [1, 'by the link', '語'],
  ])('is the limit and %i bytes more reaches a customer %s (%s)', async (more, how, fill) => {
    const body = bodyOf(maxEntryBytes + more, aMapping(), fill);
    const world = aWorld();

    expect(await world.invoke({ body })).toBe(0);
    expect(world.details()).toEqual([detailOf(body)]);
    expect(world.put()[0]!.stubJson === undefined).toBe(how === 'inline');
    expect(world.payloads.puts).toHaveLength(how === 'inline' ? 0 : 1);
    expect(world.sum('storedPayloads')).toBe(how === 'inline' ? 0 : 1);
  });

  test('is too large is stored once for a thousand customers, each with a link of its own', async () => {
    const world = aWorld({ mappings: fakeMappingTable(...customers(1_000)) });
    const body = bodyOf(2 * maxEntryBytes);
    await world.invoke({ body });

    expect(world.put()).toHaveLength(1_000);
    expect(new Set(world.details())).toEqual(new Set([detailOf(body)]));
    expect(world.payloads.puts).toHaveLength(1);
    const urls = world.put().map(({ stubJson = '' }) => JSON.parse(stubJson).payload_url);
    expect(new Set(urls).size).toBe(1_000);
  });

  test('is too large for a long name alone is inline for the others', async () => {
    const [short, long] = [aMapping({ account: '1' }), aMapping({ account: '1'.repeat(12) })];
    const body = bodyOf(maxEntryBytes, short);
    const world = aWorld({ mappings: fakeMappingTable(short, long) });
    await world.invoke({ body });

    expect(world.put().map(({ stubJson }) => stubJson === undefined)).toEqual([true, false]);
    expect(world.details()).toEqual([detailOf(body), detailOf(body)]);
    expect(world.put().every(({ sizeBytes }) => sizeBytes <= maxEntryBytes)).toBe(true);
  });

  test('has type, time and resources as always, and a stub with size, hash and expiry', async () => {
    const fields = { resources: ['arn:aws:s3:::b'], time: '2026-11-20T00:00:00Z' };
    const world = aWorld();
    const body = bodyOf(2 * maxEntryBytes, aMapping(), 'x', fields);
    await world.invoke({ body });

    const [{ event, idResource, stubJson = '' }] = world.put() as [Delivery];
    expect({ event, idResource }).toMatchObject({
      event: { detailType: 'push', ...fields },
      idResource: 'event/event-1',
    });
    expect(JSON.parse(stubJson)).toEqual({
      payload_url: expect.stringMatching(/^https:/),
      payload_size_bytes: Buffer.byteLength(detailOf(body)),
      payload_sha256: world.payloads.puts[0]!.slice(-64),
      expires_at: new Date(testNowMs + 7 * 24 * 60 * 60_000).toISOString(),
    });
  });

  test('keeps the members that the catalogue lists, unless the stub would be too large with them', async () => {
    const detail = { action: 'opened', secret: 'x', text: 'x'.repeat(maxEntryBytes) };
    const body = anEventBody({ detail });
    const world = aWorld({ keptMembersOf: () => new Set(['action']) });
    await world.invoke({ body });
    const small = aWorld({
      keptMembersOf: () => new Set(Array.from({ length: 9 }, (_, index) => `m${index}`)),
      settings: { maxEntryBytes: 1_500 },
    });
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`m${index}`, 'x'.repeat(200)]),
    );
    await small.invoke({ body: anEventBody({ detail: many }) });

    const [stub, smallStub] = [world, small].map((one) => JSON.parse(one.put()[0]!.stubJson!));
    expect(stub).toMatchObject({ action: 'opened' });
    expect(stub).not.toHaveProperty('secret');
    expect(Object.keys(smallStub)).toHaveLength(4);
  });

  test('keeps no members where their list cannot be read', async () => {
    const world = aWorld({
      keptMembersOf: () => {
        throw new Error('no such file');
      },
    });
    const body = bodyOf(2 * maxEntryBytes);
    await world.invoke({ body });

    expect(world.details()).toEqual([detailOf(body)]);
    expect(world.log.lines.map(({ level }) => level)).toContain('error');
  });

  test('is too large for a stage that relays none is a dead letter, as ever', async () => {
    const world = fakeServices({ mappings: fakeMappingTable(aMapping()) });
    await fanOutHandler(world.services)(
      anSqsEventOf([{ body: bodyOf(maxEntryBytes + 1) }]),
      anInvocation(),
    );

    expect(world.calls).toEqual([]);
    expect(world.reported[0]!.deadLettered.entryTooLarge).toBe(1);
  });

  test('is too large with its resources alone is a dead letter', async () => {
    const world = aWorld();
    const resources = Array.from({ length: 200 }, () => 'r'.repeat(2_000));
    await world.invoke({ body: anEventBody({ resources }) });

    expect(world.put()).toEqual([]);
    expect(world.reported[0]!.deadLettered.entryTooLarge).toBe(1);
  });

  test('nobody wants costs nothing', async () => {
    const world = aWorld({ mappings: fakeMappingTable(aMapping({ detailTypes: ['issues'] })) });
    await world.invoke({ body: bodyOf(2 * maxEntryBytes) });

    expect(world.payloads.puts).toEqual([]);
    expect(world.payloads.opened).toEqual([]);
    expect(world.reported[0]!.dropped.filtered).toBe(1);
  });

  test('is held for a paused source is held by reference', async () => {
    const sink = fakeHistorySink();
    const pausedAt = new Date(testNowMs).toISOString();
    const world = aWorld({ history: sink, mappings: fakeMappingTable(aMapping({ pausedAt })) });
    await world.invoke({ body: bodyOf(2 * maxEntryBytes) });

    expect(sink.records).toMatchObject([
      { row: { outcome: 'held' }, event: { reference: { key: world.payloads.puts[0] } } },
    ]);
    expect(sink.records[0]!.text!.length).toBeLessThan(1_000);
  });
});

describe('an event that the retry queue could not hold', () => {
  const settings = { maxEntryBytes: maxMessageBytes, maxRequestBytes: maxMessageBytes };

  test.each([maxEventBytes - 1, maxEventBytes, maxEventBytes + 1, maxMessageBytes])(
    'of %i bytes reaches the customer, and waits in a message that SQS takes',
    async (bytes) => {
      const body = bodyOfBytes(bytes);
      const world = aWorld({ settings, script: answerEach(refuse('ThrottlingException')) });
      await world.invoke({ body });

      expect(world.details()).toEqual([detailOf(body)]);
      expect(world.put()[0]!.stubJson === undefined).toBe(bytes <= maxEventBytes);
      const [waiting] = world.retryQueue.messages;
      expect(Buffer.byteLength(waiting!.body)).toBeLessThanOrEqual(maxMessageBytes);
      expect(readRetryMessage(waiting!.body).kind).toBe('delivery');
    },
  );

  test('is refused if it could not even by reference', async () => {
    const world = aWorld({ settings });
    const resources = Array.from({ length: 521 }, () => 'r'.repeat(2_000));
    await world.invoke({ body: anEventBody({ resources, detail: { text: 'x'.repeat(2_000) } }) });

    expect(world.payloads.puts).toEqual([]);
    expect(world.reported[0]!.deadLettered.invalidEvent).toBe(1);
    expect(world.eventDeadLetters.messages[0]!.attributes!['reason']).toMatch(/without its detail/);
  });
});

/** A message that refers to a detail, as a producer writes it. */
function referring(payloads: FakePayloads, text: string, fields = {}): string {
  const detailReference = { ...payloads.upload('acct1', 'one', text), ...fields };
  const { detail: _, ...event } = anEventValue();
  return JSON.stringify({ ...event, detailReference });
}

describe('an event that refers to its detail', () => {
  test.each([1, 1_000])('of 5 MB reaches %i customers by the link', async (count) => {
    const world = aWorld({ mappings: fakeMappingTable(...customers(count)) });
    const text = JSON.stringify({ text: 'ü'.repeat(2_500_000) });
    await world.invoke({ body: referring(world.payloads, text) });

    expect(world.details().every((detail) => detail === text)).toBe(true);
    expect(world.put()).toHaveLength(count);
    expect(world.payloads.looks).toHaveLength(1);
    expect(world.payloads.puts).toEqual([]);
  });

  test('keeps its small members in the stub, those that the catalogue lists', async () => {
    const world = aWorld({ keptMembersOf: () => new Set(['action']) });
    const value = JSON.parse(referring(world.payloads, '{"action":"opened"}'));
    const body = JSON.stringify({ ...value, detail: { action: 'opened', other: 1 } });
    await world.invoke({ body });

    const stub = JSON.parse(world.put()[0]!.stubJson!);
    expect(stub).toMatchObject({ action: 'opened' });
    expect(stub).not.toHaveProperty('other');
  });

  test.each([
    ['another bucket', { bucket: 'payloads-eu-west-1' }],
    ['another tenant’s object', { key: `in/${tenantKey('acct2')}/one` }],
    ['an object that is not there', { key: `in/${tenantKey('acct1')}/two` }],
    ['an object of another size', { sizeBytes: 3 }],
    ['an object with another hash', { sha256: '0'.repeat(64) }],
  ])('of %s is a dead letter with its reason, as it was written', async (_, fields) => {
    const world = aWorld({ mappings: fakeMappingTable(...customers(3)) });
    const body = referring(world.payloads, '{}', fields);
    const attributes = { sourceArn: customers(3)[1]!.sourceArn };

    expect(await world.invoke({ body, attributes })).toBe(0);
    expect(world.put()).toEqual([]);
    expect(world.reported[0]!.deadLettered.payloadWrong).toBe(1);
    expect(world.eventDeadLetters.messages).toMatchObject([
      { body, attributes: { ...attributes, errorCode: 'payloadWrong' } },
    ]);
  });

  test('is relayed after a redrive, once its object is there', async () => {
    const world = aWorld();
    const body = referring(world.payloads, '{"a":1}');
    const found = [...world.payloads.objects];
    world.payloads.objects.clear();
    await world.invoke({ body });
    for (const [key, object] of found) world.payloads.objects.set(key, object);
    await world.invoke(world.eventDeadLetters.messages[0]!);

    expect(world.details()).toEqual(['{"a":1}']);
  });

  test('that is wrong stops no other event of its message', async () => {
    const world = aWorld();
    const wrong = referring(world.payloads, '{}', { sizeBytes: 3 });
    const right = anEventBody({ id: 'right' });
    await world.invoke({ body: `[${wrong},${right}]` });

    expect(world.put().map(({ event }) => event.id)).toEqual(['right']);
    expect(world.eventDeadLetters.messages.map(({ body }) => body)).toEqual([wrong]);
    expect(world.sum('events')).toBe(1);
  });

  test('that is wrong comes again while the dead-letter queue does not take it', async () => {
    const world = aWorld({ eventDeadLetters: fakeMessageQueue(refuseAll) });
    const wrong = referring(world.payloads, '{}', { sizeBytes: 3 });

    expect(await world.invoke({ body: wrong })).toBe(1);
    expect(await world.invoke({ body: `[${wrong},${anEventBody({ id: 'right' })}]` })).toBe(0);
    expect(world.put().map(({ event }) => event.id)).toEqual(['right']);
    expect(world.eventsQueue.messages.map(({ body }) => body)).toEqual([wrong]);
  });

  test('is invalid for a stage that relays none', async () => {
    const payloads = fakePayloads({ time: { now: () => testNowMs, sleep: async () => {} } });
    const world = fakeServices({ mappings: fakeMappingTable(aMapping()) });
    const body = referring(payloads, '{}');
    await fanOutHandler(world.services)(anSqsEventOf([{ body }]), anInvocation());

    expect(world.calls).toEqual([]);
    expect(world.eventDeadLetters.messages).toMatchObject([{ body }]);
    expect(world.reported[0]!.deadLettered.invalidEvent).toBe(1);
  });
});

describe('a divided message', () => {
  test('has each detail stored once, and its parts are not looked at again', async () => {
    const mappings = fakeMappingTable(...customers(3_000));
    const world = aWorld({ mappings });
    const body = bodyOf(2 * maxEntryBytes);
    await world.invoke({ body });
    const parts = world.eventsQueue.messages.splice(0);
    for (const part of parts) await world.invoke(part);

    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((part) => part.body.length < 1_000)).toBe(true);
    expect(world.put()).toHaveLength(3_000);
    expect(new Set(world.details())).toEqual(new Set([detailOf(body)]));
    expect(world.payloads.puts).toHaveLength(1);
    expect(world.payloads.looks).toEqual([]);
    expect(world.sum('events')).toBe(1);
    expect(world.sum('entries')).toBe(3_000);
  });

  test('has a part looked at again once the time of its object is over', async () => {
    const world = aWorld({ mappings: fakeMappingTable(...customers(3_000)) });
    await world.invoke({ body: bodyOf(2 * maxEntryBytes) });
    const [part] = world.eventsQueue.messages.splice(0);
    world.clock.advance(8 * 24 * 60 * 60_000);
    await world.invoke(part!);

    expect(world.payloads.looks).toHaveLength(1);
    expect(world.eventDeadLetters.messages).toMatchObject([
      { body: part!.body, attributes: { ...part!.attributes, errorCode: 'payloadWrong' } },
    ]);
  });

  test('that somebody else made leads to no other tenant’s object', async () => {
    const world = aWorld();
    const foreign = world.payloads.upload('acct2', 'one', '{"secret":1}');
    const expiresAt = new Date(testNowMs + 1_000).toISOString();
    const body = referring(world.payloads, '{}', { ...foreign, expiresAt });
    const attributes = { part: JSON.stringify({ queuedAtMs: testNowMs }) };
    await world.invoke({ body, attributes });

    expect(world.put()).toEqual([]);
    expect(world.eventDeadLetters.messages).toMatchObject([
      { body, attributes: { errorCode: 'payloadWrong' } },
    ]);
  });

  test('that comes twice is stored under the same key', async () => {
    const world = aWorld();
    const body = bodyOf(2 * maxEntryBytes);
    await world.invoke({ body });
    await world.invoke({ body });

    expect(new Set(world.payloads.puts).size).toBe(1);
    expect(world.payloads.objects.size).toBe(1);
  });
});

describe('while S3 is out of reach', () => {
  const large = bodyOf(2 * maxEntryBytes);
  const small = anEventBody({ id: 'small' });

  test('the event goes back by itself, once for a thousand customers, and small events go on', async () => {
    const world = aWorld({ mappings: fakeMappingTable(...customers(1_000)) });
    world.payloads.state.isOut = true;

    expect(await world.invoke({ body: `[${large},${small}]` }, { body: small })).toBe(0);
    expect(new Set(world.put().map(({ event }) => event.id))).toEqual(new Set(['small']));
    expect(world.retryQueue.messages).toEqual([]);
    expect(world.eventsQueue.messages).toMatchObject([
      { body: large, groupId: expect.any(String), delaySeconds: expect.any(Number) },
    ]);
    expect(JSON.parse(world.eventsQueue.messages[0]!.attributes!['part']!)).toMatchObject({
      failingSinceMs: testNowMs,
    });
    expect(world.sum('events')).toBe(3);
    expect(world.sum('payloadsNotStored')).toBe(1);
  });

  test('the event keeps its scope and its time, and is counted once', async () => {
    const [, second] = customers(2);
    const world = aWorld({ mappings: fakeMappingTable(...customers(2)) });
    world.payloads.state.isOut = true;
    const attributes = { sourceArn: second!.sourceArn };
    await world.invoke({ body: large, attributes });
    const [part] = world.eventsQueue.messages.splice(0);
    world.clock.advance(60_000);
    world.payloads.state.isOut = false;
    await world.invoke(part!);

    expect(world.put()).toMatchObject([{ sourceArn: second!.sourceArn, queuedAtMs: testNowMs }]);
    expect(world.details()).toEqual([detailOf(large)]);
    expect(world.sum('events')).toBe(1);
  });

  test('it waits longer and longer, and is a dead letter after a day, which a redrive starts anew', async () => {
    const world = aWorld({ random: () => 0.99 });
    world.payloads.state.isOut = true;
    let message: Message = { body: large };
    const delays: number[] = [];
    for (;;) {
      await world.invoke(message);
      const [part] = world.eventsQueue.messages.splice(0);
      if (part === undefined) break;
      delays.push(part.delaySeconds!);
      world.clock.advance(part.delaySeconds! * 1000);
      message = part;
    }
    expect(delays[0]).toBe(5);
    expect(delays.every((delay, index) => delay >= (delays[index - 1] ?? 0))).toBe(true);
    expect(delays.at(-1)).toBe(900);
    expect(delays.length).toBeLessThan(120);
    const [deadLetter] = world.eventDeadLetters.messages;
    expect(deadLetter).toMatchObject({ body: large, attributes: { errorCode: 'tooOld' } });

    await world.invoke(deadLetter!);
    expect(world.eventDeadLetters.messages).toHaveLength(1);
    expect(world.eventsQueue.messages).toMatchObject([{ delaySeconds: 5 }]);
  });

  test('a message of which an event went back comes back no more, though another of its batch is divided', async () => {
    const other = aMapping({ generator: 'acct2/repo2' });
    const world = aWorld({
      mappings: fakeMappingTable(...customers(3_000), other),
      settings: { ...testSettings, minCallMs: 2_000 },
    });
    const both = [bodyOf(2 * maxEntryBytes, other, 'x', { generator: 'acct2/repo2' })];
    both.push(anEventBody({ id: 'small', generator: 'acct2/repo2' }));
    const messages = [{ body: anEventBody() }, { body: `[${both.join(',')}]` }];
    const withoutTimeForCalls = anInvocation(testSettings.settleMs + 1_000);
    const answer = fanOutHandler(world.services)(anSqsEventOf(messages), withoutTimeForCalls);

    expect(await world.clock.runUntil(answer)).toEqual({ batchItemFailures: [] });
    expect(world.put()).toEqual([]);
    expect(world.eventsQueue.messages.map(({ body }) => body)).toEqual([
      both[0],
      anEventBody(),
      anEventBody(),
      both[1],
    ]);
  });

  test('a message whose part the queue does not take comes back whole', async () => {
    const world = aWorld({ eventsQueue: fakeMessageQueue(refuseAll) });
    world.payloads.state.isOut = true;

    expect(await world.invoke({ body: `[${large},${small}]` }, { body: small })).toBe(1);
    expect(world.put().map(({ event }) => event.id)).toEqual(['small']);
    expect(world.sum('events')).toBe(1);
  });

  test('a message without room for the attributes of a part comes back whole', async () => {
    const world = aWorld();
    world.payloads.state.isOut = true;

    expect(await world.invoke({ body: bodyOfBytes(maxMessageBytes) })).toBe(1);
    expect(world.eventsQueue.messages).toEqual([]);
  });

  test.each(['missing', 'out'] as const)(
    'or the key for links is %s, nothing is stored, and no stub is sent',
    async (links) => {
      const world = aWorld();
      world.payloads.state.links = links;
      await world.invoke({ body: large });

      expect(world.payloads.puts).toEqual([]);
      expect(world.put()).toEqual([]);
      expect(world.eventsQueue.messages).toMatchObject([{ body: large }]);
      expect(world.log.lines.some(({ message }) => /key for links/.test(message))).toBe(true);
    },
  );

  test('a slow S3 takes a share of the batch’s time, and sixteen calls at once', async () => {
    const world = aWorld({ callMs: 60_000 });
    const beganMs = world.clock.now();
    const bodies = Array.from({ length: 40 }, (_, index) =>
      bodyOf(maxEntryBytes + 1, aMapping(), 'x', { id: `large-${index}` }),
    );
    await world.invoke(...bodies.map((body) => ({ body })), { body: small });

    expect(world.clock.now() - beganMs).toBeLessThanOrEqual(testSettings.payloadMs);
    expect(world.payloads.mostUnderWay()).toBe(16);
    expect(world.put().map(({ event }) => event.id)).toEqual(['small']);
    expect(world.eventsQueue.messages).toHaveLength(40);
  });
});

describe('what is left of a large event', () => {
  test('waits on the retry queue as a small message', async () => {
    const world = aWorld({ script: answerEach(refuse('ThrottlingException')) });
    await world.invoke({ body: bodyOf(2 * maxEntryBytes) });

    const [waiting] = world.retryQueue.messages;
    expect(waiting!.body.length).toBeLessThan(2_000);
    expect(readRetryMessage(waiting!.body)).toMatchObject({
      delivery: { event: { reference: { key: world.payloads.puts[0] } } },
    });
  });

  test('goes back to the events queue by itself where no queue takes it, by reference', async () => {
    const world = aWorld({
      mappings: fakeMappingTable(...customers(2)),
      script: answerEach(({ sourceName }) =>
        (sourceName.endsWith('1') ? refuse('ThrottlingException') : accept)(),
      ),
      retryQueue: fakeMessageQueue(refuseAll),
    });
    await world.invoke({ body: bodyOf(2 * maxEntryBytes) });

    expect(world.eventsQueue.messages).toHaveLength(1);
    expect(world.eventsQueue.messages[0]!.body.length).toBeLessThan(1_000);
  });

  test('is recorded by reference, and inline where it was inline', async () => {
    const sink = fakeHistorySink();
    const [short, long] = [aMapping({ account: '1' }), aMapping({ account: '1'.repeat(12) })];
    const world = aWorld({ history: sink, mappings: fakeMappingTable(short, long) });
    const body = bodyOf(maxEntryBytes, short);
    await world.invoke({ body });

    const [inline, referred] = sink.records;
    expect(inline).toMatchObject({ text: body });
    const event = readDomainEvent(referred!.text!, testNowMs);
    expect(event).toMatchObject({
      event: { detailJson: '{}', reference: { key: world.payloads.puts[0] } },
    });
  });
});

/** Faults of each call in turn; none once they are used up. */
const faults = fc.array(fc.constantFrom('s3', 'links', 'queue', 'put', 'none'), { maxLength: 8 });
const sizes = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 5 });

describe('whatever fails for a while', () => {
  test('every customer gets every detail byte for byte, and no stub without its object', async () => {
    await fc.assert(
      fc.asyncProperty(faults, sizes, fc.integer({ min: 1, max: 4 }), async (each, some, count) => {
        const mappings = customers(count);
        const bodies = some.map((more, index) =>
          bodyOf(maxEntryBytes + more, mappings[0], 'ü', { id: `e${index}` }),
        );
        expect(await deliverAll(bodies, mappings, each)).toEqual(
          new Map(
            bodies.flatMap((body, index) =>
              mappings.map(({ sourceArn }) => [`e${index} ${sourceArn}`, [detailOf(body)]]),
            ),
          ),
        );
      }),
      { numRuns: propertyRuns(25) },
    );
  });
});

/** Runs messages until nothing is left; returns the distinct details that each customer got of each event. */
async function deliverAll(
  bodies: readonly string[],
  mappings: readonly Mapping[],
  each: readonly string[],
): Promise<ReadonlyMap<string, readonly (string | undefined)[]>> {
  let fault = 'none';
  const got = new Map<string, (string | undefined)[]>();
  const script: PutScript = (call) => {
    if (fault === 'put') return { kind: 'failed', failure: { code: 'ECONNRESET', message: '' } };
    for (const delivery of call.deliveries) {
      const key = `${delivery.event.id} ${delivery.sourceArn}`;
      const detail = received(delivery, world.payloads);
      got.set(key, [...new Set([...(got.get(key) ?? []), detail])]);
    }
    return answerEach(accept)(call);
  };
  const world = aWorld({
    mappings: fakeMappingTable(...mappings),
    script,
    eventsQueue: fakeMessageQueue(() => fault === 'queue'),
  });
  const handle = fanOutHandler(world.services);
  let waiting: Message[] = bodies.map((body) => ({ body }));
  for (let round = 0; waiting.length > 0 && round < 50; round += 1) {
    fault = each[round] ?? 'none';
    world.payloads.state.isOut = fault === 's3' || fault === 'queue';
    world.payloads.state.links = fault === 'links' ? 'out' : 'written';
    const batch = anSqsEventOf(waiting);
    const { batchItemFailures } = await world.clock.runUntil(handle(batch, anInvocation()));
    const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    waiting = waiting.filter((_, index) => returned.has(batch.Records[index]!.messageId));
    waiting.push(...world.eventsQueue.messages.splice(0));
  }
  for (const { body } of world.retryQueue.messages) {
    const read = readRetryMessage(body);
    if (read.kind !== 'delivery') throw new Error(read.reason);
    const { event, sourceArn } = read.delivery;
    const { reference } = event;
    const detail = reference ? world.payloads.objects.get(reference.key)?.text : event.detailJson;
    got.set(`${event.id} ${sourceArn}`, [detail]);
  }
  return got;
}
