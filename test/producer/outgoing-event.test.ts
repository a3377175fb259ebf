import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { maxEventBytes } from '../../lambdas/domain/message-size.ts';
import { maxPayloadBytes } from '../../lambdas/domain/payload/payload-reference.ts';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { writeEvent, type OutgoingEvent } from '../../producer/outgoing-event.ts';
import { anyCharacter } from '../support/any-character.ts';
import { anyDomainEvent } from '../support/arbitraries.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { aDetail, aLargeEvent, anOutgoingEvent } from './builders.ts';

const maxEntryBytes = 262_144;
const notTakenBySqs = /[^ -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const write = (event: unknown) => writeEvent(event as OutgoingEvent, { maxEntryBytes });
const refused = (reason: string) => ({ kind: 'refused', code: 'invalidEvent', reason });

function eventWithText(length: number): OutgoingEvent {
  return anOutgoingEvent({ resources: ['ü'], detail: { x: 'a'.repeat(length) } });
}

function isObjectOrNull(value: unknown): boolean {
  return typeof value === 'object';
}

/** What the fan-out function makes of a written event. */
function readBack(event: unknown) {
  const written = write(event);
  if (written.kind === 'refused') return written;
  const [read] = readMessage(written.text, testNowMs);
  return read?.kind === 'event' ? read.event : read;
}

describe('an event is refused with its reason', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;

  test.each([
    [anOutgoingEvent({ id: '' }), '"id" is empty'],
    [anOutgoingEvent({ generator: 'acct1' }), '"generator" must be <tenant>/<resource>, and names'],
    [anOutgoingEvent({ detail: [] }), '"detail" must be a JSON object, not an array'],
    [anOutgoingEvent({ time: 'yesterday' }), '"time" is not a date and time'],
    [anOutgoingEvent({ time: new Date(Number.NaN) }), 'an invalid date at "time"'],
    [{ ...anOutgoingEvent(), detailtype: 'push' }, '"detailtype" is not a field'],
    [anOutgoingEvent({ id: 'half \uD83D' }), '"id" contains half a character'],
    [
      anOutgoingEvent({ detail: { count: 1n } }),
      'contains a BigInt (use a string, or JSON.rawJSON',
    ],
    [anOutgoingEvent({ detail: circular }), 'cannot be written as JSON: Converting circular'],
    [anOutgoingEvent({ detail: { deep } }), 'the event is nested too deeply'],
    [[anOutgoingEvent()], 'a domain event is a JSON object, not an array'],
    [null, 'a domain event is a JSON object, not null'],
    [undefined, 'a domain event must be an object, not undefined'],
    ['{}', 'a domain event must be an object, not string'],
    [() => {}, 'a domain event must be an object, not function'],
    [{ toJSON: () => [anOutgoingEvent()] }, 'a domain event is a JSON object, not an array'],
    [new Map([['id', 'a']]), 'the event contains an instance of Map, which JSON cannot represent'],
  ])('case %#: %o', (event, reason) => {
    expect(write(event)).toEqual(refused(expect.stringContaining(reason) as never));
  });

  test('when it fits no source, by one byte', () => {
    const room = maxEntryBytes - 194 - 'push'.length - '{"x":""}'.length - '"_ü"'.length;

    expect(write(eventWithText(room)).kind).toBe('written');
    expect(write(eventWithText(room + 1))).toEqual({
      kind: 'refused',
      code: 'entryTooLarge',
      reason:
        'the entry is 262145 bytes without its source; without largeEvents the limit is 262144',
    });
  });
});

const newPlace = (tenant: string) => ({ bucket: 'payloads', key: `in/${tenant}/1` });

describe('a large event', () => {
  const limits = { maxEntryBytes, newPlace };
  const writeLarge = (event: unknown) => writeEvent(event as OutgoingEvent, limits);
  const time = '2026-11-21T19:00:00.000Z';
  /** An event of exactly so many bytes. */
  const ofBytes = (bytes: number) => {
    const rest = Buffer.byteLength(JSON.stringify(anOutgoingEvent({ detail: {}, time })));
    return anOutgoingEvent({ time, detail: aDetail(bytes - rest + '{}'.length, { ref: 'main' }) });
  };

  test('names its detail and keeps the small members of it', () => {
    const event = aLargeEvent({ resources: ['a'], generator: 'acct1/repo1' });
    const detailJson = JSON.stringify(event.detail);
    const written = writeLarge(event);
    const reference = {
      bucket: 'payloads',
      key: 'in/acct1/1',
      sizeBytes: 1_048_577,
      sha256: createHash('sha256').update(detailJson).digest('hex'),
    };

    expect(written).toEqual({
      kind: 'written',
      generator: 'acct1/repo1',
      text: expect.any(String),
      payload: { detailJson, reference },
    });
    expect(readMessage((written as { text: string }).text, testNowMs)).toEqual([
      {
        kind: 'event',
        text: expect.any(String),
        event: {
          id: 'event-1',
          generator: 'acct1/repo1',
          detailType: 'push',
          time: new Date(testNowMs).toISOString(),
          resources: ['a'],
          detailJson: '{"ref":"main"}',
          reference,
        },
      },
    ]);
  });

  test('goes by reference from the size that no retry message holds, to the byte', () => {
    expect(writeLarge(ofBytes(maxEventBytes))).toEqual({
      kind: 'written',
      generator: 'acct1/repo1',
      text: JSON.stringify(ofBytes(maxEventBytes)),
    });
    expect(writeLarge(ofBytes(maxEventBytes + 1))).toMatchObject({
      kind: 'written',
      payload: { reference: { key: 'in/acct1/1' } },
    });
  });

  test('is written whole if only an entry cannot hold it', () => {
    expect(writeLarge(eventWithText(maxEntryBytes))).toEqual({
      kind: 'written',
      generator: 'acct1/repo1',
      text: JSON.stringify(eventWithText(maxEntryBytes)),
    });
  });

  test('is refused if its detail is larger than what travels, to the byte', () => {
    const fits = writeLarge(anOutgoingEvent({ detail: aDetail(maxPayloadBytes) }));
    const tooLarge = writeLarge(anOutgoingEvent({ detail: aDetail(maxPayloadBytes + 1) }));

    expect(fits).toMatchObject({ payload: { reference: { sizeBytes: maxPayloadBytes } } });
    expect(tooLarge).toEqual({
      kind: 'refused',
      code: 'payloadTooLarge',
      reason: 'the detail has 104857601 bytes as JSON; the limit is 104857600',
    });
  });

  test('is refused where large events are not sent, in words that name the option', () => {
    const all = { maxEntryBytes: 1_048_576 };

    expect(writeEvent(ofBytes(maxEventBytes), all)).toMatchObject({ kind: 'written' });
    expect(writeEvent(ofBytes(maxEventBytes + 1), all)).toEqual({
      kind: 'refused',
      code: 'messageTooLarge',
      reason: 'the event has 1044481 bytes as JSON; without largeEvents the limit is 1044480',
    });
  });

  test('is refused if it is too large without its detail', () => {
    const resources = Array.from({ length: 150 }, () => 'x'.repeat(2_000));
    const refusal = {
      kind: 'refused',
      code: 'entryTooLarge',
      reason: 'the entry is 300649 bytes without its source and its detail; the limit is 262144',
    };

    expect(writeLarge(anOutgoingEvent({ resources, detail: {} }))).toEqual(refusal);
    expect(writeLarge(aLargeEvent({ resources }))).toEqual(refusal);
  });

  test('goes by reference for its resources, too', () => {
    const resources = Array.from({ length: 500 }, () => 'x'.repeat(2_000));
    const event = anOutgoingEvent({ resources, detail: aDetail(100_000) });

    expect(writeEvent(event, { newPlace, maxEntryBytes: 1_048_576 })).toMatchObject({
      kind: 'written',
      payload: { reference: { sizeBytes: 100_000 } },
    });
  });

  const deep = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`) as unknown;

  test.each([
    [aLargeEvent({ id: '' }), '"id" is empty'],
    [aLargeEvent({ generator: 'acct1' }), '"generator" must be <tenant>/<resource>, and names'],
    [aLargeEvent({ detail: Object.values(aDetail(1_100_000)) }), '"detail" must be a JSON object'],
    [{ ...aLargeEvent(), detailtype: 'push' }, '"detailtype" is not a field'],
    [{ ...aLargeEvent(), detailReference: {} }, '"detailReference.bucket" is missing'],
    [[aLargeEvent()], 'a domain event is a JSON object, not an array'],
    [aLargeEvent({ detail: { ...aDetail(1_100_000), n: 1n } }), 'contains a BigInt'],
    [
      aLargeEvent({ detail: aDetail(1_100_000, { n: JSON.rawJSON('9223372036854775808') }) }),
      '"detail" holds an integer outside',
    ],
    [aLargeEvent({ detail: aDetail(1_100_000, { deep }) }), '"detail" is nested more than 1,000'],
    [
      aLargeEvent({ resources: Array.from({ length: 600 }, () => 'x'.repeat(2_000)) }),
      'the event has 12',
    ],
  ])('is refused with its reason like a small one: case %#', (event, reason) => {
    expect(writeLarge(event)).toEqual(refused(expect.stringContaining(reason) as never));
  });

  test('keeps its numbers and its characters as they are', () => {
    const detail = aDetail(1_100_000, {
      id: JSON.rawJSON('1234567890123456789'),
      ratio: JSON.rawJSON('300.0'),
      odd: '😀 \u0000 \uFFFE \uFFFF \uD83D',
    });
    const written = writeLarge(aLargeEvent({ detail })) as Required<
      Extract<ReturnType<typeof writeEvent>, { kind: 'written' }>
    >;
    const kept =
      '{"id":1234567890123456789,"ratio":300.0,"odd":"😀 \\u0000 \\uFFFE \\uFFFF \\ud83d"';

    expect(written.payload.detailJson.startsWith(`${kept},"text":"x`)).toBe(true);
    expect(written.text).toContain(`"detail":${kept}},"detailReference":`);
    expect(written.text).not.toMatch(notTakenBySqs);
  });
});

/** Throws whatever is asked of it. */
const hostile = new Proxy({}, { get: () => fail('get'), ownKeys: () => fail('ownKeys') });
function fail(what: unknown): never {
  throw what instanceof Error ? what : new Error(String(what));
}

const throwing = (error: unknown) => ({
  toJSON() {
    throw error;
  },
});

describe('an event whose JSON cannot be had is refused', () => {
  const badMessage = Object.defineProperty(new Error('x'), 'message', { get: () => fail('no') });

  test.each([
    [throwing(new Error('first\nsecond')), 'the event cannot be written as JSON: first'],
    [throwing('a text'), 'the event cannot be written as JSON: a text'],
    [throwing(undefined), 'the event cannot be written as JSON: undefined'],
    [throwing(null), 'the event cannot be written as JSON: null'],
    [throwing(Symbol('s')), 'the event cannot be written as JSON: Symbol(s)'],
    [throwing(Object.create(null)), 'it throws an error without a message'],
    [throwing(badMessage), 'it throws an error without a message'],
    [throwing(new RangeError('Invalid time value')), 'as JSON: Invalid time value'],
    [{ toJSON: () => undefined }, 'contains an object whose toJSON returns undefined'],
    [hostile, 'the event cannot be written as JSON: '],
    [Object.defineProperty({}, 'x', { enumerable: true, get: () => fail('got') }), 'JSON: got'],
  ])('case %#', (value, reason) => {
    const expected = refused(expect.stringContaining(reason) as never);

    expect(write(value)).toEqual(expected);
    expect(write(anOutgoingEvent({ detail: { value } }))).toEqual(expected);
  });
});

describe('what JSON would lose is refused', () => {
  class Hidden {
    readonly #amount = 7;
    amount() {
      return this.#amount;
    }
  }
  const values: readonly unknown[] = [
    // oxlint-disable-next-line no-sparse-arrays -- the hole is the case
    [1, , 3],
    Array.from({ length: 3 }),
    Object.assign([], { length: 3 }),
    [undefined],
    [() => 1],
    () => 1,
    Symbol('s'),
    [Symbol('s')],
    Number.NaN,
    Number.POSITIVE_INFINITY,
    [Number.NEGATIVE_INFINITY],
    new Date(Number.NaN),
    1n,
    new Map([['a', 1]]),
    new Map(),
    Object.assign(new Map([['a', 1]]), { own: 1 }),
    new Set([1]),
    new WeakMap(),
    new Error('why'),
    Object.assign(new Error('why'), { code: 1 }),
    /pattern/,
    Promise.resolve(1),
    new ArrayBuffer(2),
    new Hidden(),
    { toJSON: () => new Map([['a', 1]]) },
    { toJSON: () => undefined },
  ];

  test.each(values.map((value) => [value]))('case %#: %p', (value) => {
    for (const detail of [
      { lost: value },
      { deeper: { lost: value } },
      { list: [{ lost: value }] },
    ]) {
      expect(write(anOutgoingEvent({ detail }))).toEqual(
        refused(
          expect.stringMatching(
            /^the event contains .+ at "\w+", which JSON cannot represent$/,
          ) as never,
        ),
      );
    }
  });

  class Money {
    readonly amount: number;
    constructor(amount: number) {
      this.amount = amount;
    }
    half() {
      return this.amount / 2;
    }
  }

  test.each([
    [{ absent: undefined }, '{}'],
    [{ nothing: null, list: [null, []], text: '', zero: -0 }, undefined],
    [new Money(5), '{"amount":5}'],
    [{ price: new Money(5) }, '{"price":{"amount":5}}'],
    [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    [{ url: new URL('https://a.example/') }, '{"url":"https://a.example/"}'],
    [{ bytes: Buffer.from('a') }, '{"bytes":{"type":"Buffer","data":[97]}}'],
    [{ set: { toJSON: () => [1] } }, '{"set":[1]}'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [{ text: Object('boxed'), number: Object(1), truth: Object(false) }, undefined],
    [{ id: JSON.rawJSON('1e400') }, '{"id":1e400}'],
  ])('and nothing else: %p', (detail, detailJson = JSON.stringify(detail)) => {
    expect(readBack(anOutgoingEvent({ detail }))).toMatchObject({ detailJson });
  });
});

describe('an event is read back', () => {
  test('with its time, from a Date too, or with that of the queue', () => {
    const time = '2026-11-21T18:59:00.000Z';

    expect(readBack(anOutgoingEvent({ time }))).toMatchObject({ time });
    expect(readBack(anOutgoingEvent({ time: new Date(time) }))).toMatchObject({ time });
    expect(readBack(anOutgoingEvent({ time: undefined }))).toMatchObject({
      time: '2026-11-21T19:00:00.000Z',
    });
  });

  test('with numbers that a double cannot hold', () => {
    const detail = { id: JSON.rawJSON('1234567890123456789') };

    expect(readBack(anOutgoingEvent({ detail }))).toMatchObject({
      detailJson: '{"id":1234567890123456789}',
    });
  });

  test('with characters that SQS does not accept unescaped', () => {
    const text = '\u0000\u001F\uFFFE\uFFFF\uD83D';
    const event = anOutgoingEvent({ detail: { text } });
    const read = readBack(event) as { detailJson: string };

    expect(write(event)).toMatchObject({ text: expect.not.stringMatching(notTakenBySqs) as never });
    expect(JSON.parse(read.detailJson)).toEqual({ text });
  });
});

describe('invariants', () => {
  const value = fc.oneof(fc.jsonValue({ stringUnit: anyCharacter }), fc.constant(undefined));
  const oddEvent = fc.record(
    { id: value, generator: value, detailType: value, time: value, detail: value, more: value },
    { requiredKeys: [] },
  );
  const goodEvent = anyDomainEvent.map(({ detailJson, ...event }) => ({
    ...event,
    detail: JSON.parse(detailJson) as object,
  }));
  /** One field of a good event is replaced or taken away, so that each rule of the contract is met. */
  const almostGood = fc
    .tuple(goodEvent, fc.constantFrom('id', 'generator', 'detailType', 'time', 'detail'), value)
    .map(([event, field, odd]) => ({ ...event, [field]: odd }));
  const anyEvent = fc.oneof(goodEvent, almostGood, oddEvent, value.filter(isObjectOrNull));

  test('an event is refused exactly if the fan-out function would refuse it, and for the same reason', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const [read] = readMessage(`[${JSON.stringify(event)}]`, testNowMs);
        const verdict =
          read?.kind === 'invalid'
            ? refused(read.reason.replace('event 1 of 1: ', ''))
            : { kind: 'written' };

        expect(write(event)).toMatchObject(verdict);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('what is written reads back as the same event', () => {
    fc.assert(
      fc.property(goodEvent, ({ detail, ...event }) => {
        expect(readBack({ ...event, detail })).toEqual({
          ...event,
          detailJson: expect.any(String) as never,
        });
        const read = readBack({ ...event, detail }) as { detailJson: string };
        expect(JSON.parse(read.detailJson)).toEqual(JSON.parse(JSON.stringify(detail)));
      }),
    );
  });

  test('whatever is written, SQS accepts its characters', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const written = write(event);
        const text = written.kind === 'written' ? written.text : '{}';
        expect(text).not.toMatch(notTakenBySqs);
      }),
    );
  });
});
