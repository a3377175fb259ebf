import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { writeEvent, type OutgoingEvent } from '../../producer/outgoing-event.ts';
import { anyDomainEvent } from '../support/arbitraries.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { anOutgoingEvent } from './builders.ts';

const maxEntryBytes = 262_144;
const notTakenBySqs = /[^ -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const write = (event: unknown) => writeEvent(event as OutgoingEvent, maxEntryBytes);
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
    [anOutgoingEvent({ time: new Date(Number.NaN) }), '"time" must be a string, not null'],
    [{ ...anOutgoingEvent(), detailtype: 'push' }, '"detailtype" is not a field'],
    [anOutgoingEvent({ id: 'half \uD83D' }), '"id" holds half a character'],
    [anOutgoingEvent({ detail: { count: 1n } }), 'holds a BigInt, and JSON has none'],
    [anOutgoingEvent({ detail: circular }), 'cannot be written as JSON: Converting circular'],
    [anOutgoingEvent({ detail: { deep } }), 'the event is nested too deeply'],
    [[anOutgoingEvent()], 'a domain event is a JSON object, not an array'],
    [null, 'a domain event is a JSON object, not null'],
    [undefined, 'a domain event is an object, and this is undefined'],
    ['{}', 'a domain event is an object, and this is string'],
    [() => {}, 'a domain event is an object, and this is function'],
    [{ toJSON: () => [anOutgoingEvent()] }, 'a domain event is a JSON object, not an array'],
  ])('case %#: %o', (event, reason) => {
    expect(write(event)).toEqual(refused(expect.stringContaining(reason) as never));
  });

  test('when no source could take it, and by a byte', () => {
    const room = maxEntryBytes - 194 - 'push'.length - '{"x":""}'.length - '"_ü"'.length;

    expect(write(eventWithText(room)).kind).toBe('written');
    expect(write(eventWithText(room + 1))).toEqual({
      kind: 'refused',
      code: 'entryTooLarge',
      reason: 'the entry has 262145 bytes without its source, 262144 are allowed',
    });
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

  test('with characters that SQS does not take as they are', () => {
    const text = '\u0000\u001F\uFFFE\uFFFF\uD83D';
    const event = anOutgoingEvent({ detail: { text } });
    const read = readBack(event) as { detailJson: string };

    expect(write(event)).toMatchObject({ text: expect.not.stringMatching(notTakenBySqs) as never });
    expect(JSON.parse(read.detailJson)).toEqual({ text });
  });
});

describe('laws', () => {
  const value = fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.constant(undefined));
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
      { numRuns: 500 },
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

  test('whatever is written, SQS takes its characters', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const written = write(event);
        const text = written.kind === 'written' ? written.text : '{}';
        expect(text).not.toMatch(notTakenBySqs);
      }),
    );
  });
});
