import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bodyMemory } from '../../../lambdas/aws/body-memory.ts';
import { bodyJoiner, type EntriesBody } from '../../../lambdas/aws/entries-body.ts';
import { escapeJson } from '../../../lambdas/aws/escape-json.ts';
import { keptEntries } from '../../../lambdas/aws/kept-entries.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { aDelivery, aDomainEvent } from '../../support/domain-builders.ts';

/** The model: the body as JSON.stringify writes it. */
function modelOf(deliveries: readonly Delivery[]): string {
  return JSON.stringify({
    Entries: deliveries.map(({ event, sourceName, idResource, stubJson }) => ({
      Source: sourceName,
      Time: Date.parse(event.time) / 1000,
      DetailType: event.detailType,
      Resources: [...event.resources, ...(idResource === undefined ? [] : [idResource])],
      Detail: stubJson ?? event.detailJson,
    })),
  });
}

/** Joins with little memory of its own, so that it is soon written over, and counts the escapes. */
function aJoiner(bytes = 4_096) {
  const escaped: string[] = [];
  const kept = keptEntries({
    bytes,
    escape(text, into, at) {
      escaped.push(text);
      return escapeJson(text, into, at);
    },
  });
  return { join: bodyJoiner(bodyMemory(1_048_576), kept), escaped };
}

const text = fc
  .string({ unit: anyCharacter, minLength: 1, maxLength: 40 })
  .map((one) => one.toWellFormed());
const anEvent = fc
  .record({
    detailType: text,
    resources: fc.array(text, { maxLength: 2 }),
    time: fc.constantFrom('2026-11-21T18:59:00Z', '2026-11-21T20:00:00.250+01:00'),
    detailJson: fc
      .tuple(
        fc.json({ stringUnit: anyCharacter }),
        fc.constantFrom('', '\n', '\t ', '\n'.repeat(100)),
        fc.nat(300),
      )
      .map(([json, space, times]) => `{"a":${space}${json},"b":"${'ü"'.repeat(times)}"}`),
  })
  .map(aDomainEvent);
const aRequest = (events: number) =>
  fc.array(
    fc.record({
      event: fc.nat({ max: events - 1 }),
      sourceName: fc.oneof(fc.constant('aws.partner/vendor.test/acct1/1'), text),
      idResource: fc.constantFrom(undefined, 'event/1', 'replay/r/event/1'),
      stubJson: fc.option(fc.constant('{"payload_url":"https://x/\\"ü"}'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 20 },
  );

describe('the body of a request', () => {
  test('has the bytes of JSON.stringify, whatever was written before it and is given back', () => {
    fc.assert(
      fc.property(
        fc.array(anEvent, { minLength: 3, maxLength: 3 }),
        fc.array(fc.tuple(aRequest(3), fc.boolean()), { minLength: 1, maxLength: 5 }),
        (events, requests) => {
          const { join } = aJoiner();
          const waiting: [EntriesBody, string][] = [];
          for (const [entries, isGivenBack] of requests) {
            const deliveries = entries.map(({ event, stubJson, ...fields }) => {
              const { idResource: _, ...delivery } = aDelivery({ event: events[event]! });
              const given = Object.entries({ ...fields, stubJson });
              return {
                ...delivery,
                ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
              };
            });
            const body = join(deliveries);
            expect(body.bytes.toString()).toBe(modelOf(deliveries));
            if (isGivenBack) body.giveBack();
            else waiting.push([body, modelOf(deliveries)]);
          }
          for (const [body, model] of waiting) expect(body.bytes.toString()).toBe(model);
        },
      ),
    );
  });

  test('has each detail byte for byte as its event has it', () => {
    const details = [
      '{}',
      '{ "a" : 300.0,\r\n\t"b":12345678901234567890 }',
      String.raw`{"a":"\u00e4\ud83d\ude00\ud800\/\"\\"}`,
      '{"größe":"日本語 😀 \u2028 \uFFFD \u007F"}',
    ];
    const { join } = aJoiner();
    const deliveries = details.map((detailJson) =>
      aDelivery({ event: aDomainEvent({ detailJson }) }),
    );
    const { Entries: entries } = JSON.parse(join(deliveries).bytes.toString());

    expect(entries.map(({ Detail }: { Detail: string }) => Detail)).toEqual(details);
  });
});

describe('what the entries of an event share', () => {
  test('is made once for all its sources, requests and replays', () => {
    const { join, escaped } = aJoiner();
    const event = aDomainEvent();
    const others = Array.from({ length: 5 }, (_, index) => aDomainEvent({ id: `other-${index}` }));
    for (const some of [[event], [event, event], [...others, event], others]) {
      join(some.map((one) => aDelivery({ event: one }))).giveBack();
    }
    join([aDelivery({ event, idResource: 'replay/r/event/event-1' })]);

    expect(escaped).toHaveLength(6);
  });

  test('is made again when the memory was needed for others since, and is right then', () => {
    const { join, escaped } = aJoiner(2_000);
    const events = Array.from({ length: 30 }, (_, index) =>
      aDomainEvent({ detailJson: `{"index":${index},"text":"${'x'.repeat(90)}"}` }),
    );
    const deliveries = [...events, ...events].map((event) => aDelivery({ event }));

    expect(join(deliveries).bytes.toString()).toBe(modelOf(deliveries));
    expect(escaped.length).toBeGreaterThan(30);
  });

  test('is right where the memory is written over again with line breaks, whose escapes are counted in the end', () => {
    for (let lineBreaks = 1; lineBreaks < 150; lineBreaks += 1) {
      const { join } = aJoiner(1_000);
      const small = Array.from({ length: 6 }, () => aDomainEvent());
      const spaced = aDomainEvent({ detailJson: `{${'\n'.repeat(lineBreaks)}}` });
      const deliveries = [...small, spaced, ...small.toReversed()].map((event) =>
        aDelivery({ event }),
      );

      expect(join(deliveries).bytes.toString()).toBe(modelOf(deliveries));
    }
  });

  test('may be larger than the memory', () => {
    const { join, escaped } = aJoiner(1_000);
    const event = aDomainEvent({ detailJson: `{"text":"${'ü'.repeat(5_000)}"}` });
    const deliveries = [aDelivery({ event }), aDelivery(), aDelivery({ event })];

    expect(join(deliveries).bytes.toString()).toBe(modelOf(deliveries));
    expect(escaped).toHaveLength(2);
  });

  test('is nothing of an event that each source gets a stub of', () => {
    const { join, escaped } = aJoiner();
    join([aDelivery({ stubJson: '{}' }), aDelivery({ stubJson: '{"a":1}' })]);

    expect(escaped).toEqual([]);
  });
});
