import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { firstDelivery } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { writeJson } from '../../../lambdas/domain/json.ts';
import { maxEventBytes } from '../../../lambdas/domain/message-size.ts';
import { readDomainEvent } from '../../../lambdas/domain/read-domain-event.ts';
import { sentAs, type EntrySettings } from '../../../lambdas/fan-out/needs-reference.ts';
import { anyDomainEvent, anySeenReference } from '../../support/arbitraries.ts';
import { aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';

const anySettings: fc.Arbitrary<EntrySettings> = fc.record({
  maxEntryBytes: fc.integer({ min: 100, max: 6_000 }),
  eventIdIn: fc.constantFrom('resources', 'none'),
});

// Characters that take one to four bytes, and some that JSON escapes.
const anyFilling = fc
  .tuple(
    fc.constantFrom('x', 'ü', '語', '😀', '"', '\n', '\u{1}', '\u2028'),
    fc.nat({ max: 1_500 }),
  )
  .map(([character, count]) => character.repeat(count));

const mappings = ['1', '1'.repeat(12)].map((account) => aMapping({ account }));

test('no short cut takes an event for smaller than one of its entries', () => {
  fc.assert(
    fc.property(
      anyDomainEvent,
      anyFilling,
      anySettings,
      fc.boolean(),
      (any, text, settings, isAscii) => {
        const event = { ...any, detailJson: writeJson({ text }) };
        const written = writeDomainEvent(event);
        const body = isAscii ? escaped(written) : written;
        const asRead = {
          ...event,
          detailJson: isAscii ? escaped(event.detailJson) : event.detailJson,
        };
        expect(readDomainEvent(body, testNowMs)).toEqual({ kind: 'event', event: asRead });
        const { maxEntryBytes, eventIdIn } = settings;
        const isTooLarge = mappings.some(
          (mapping) => firstDelivery(asRead, mapping, 0, eventIdIn).sizeBytes > maxEntryBytes,
        );

        expect(sentAs({ event: asRead, text: body }, mappings, settings)).toBe(
          isTooLarge ? 'eachAsItFits' : 'whole',
        );
      },
    ),
  );
});

/** The same JSON in ASCII, as some services write it. */
function escaped(json: string): string {
  return json.replaceAll(
    /[^\u0020-\u007e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

test('what the retry queue could not hold goes by reference to everybody, to the byte', () => {
  const settings = { maxEntryBytes: 4 * maxEventBytes, eventIdIn: 'resources' } as const;
  const empty = aDomainEvent({ detailJson: '{"text":""}' });
  const room = maxEventBytes - Buffer.byteLength(writeDomainEvent(empty));
  const as = (bytes: number) => {
    const event = { ...empty, detailJson: `{"text":"${'x'.repeat(bytes)}"}` };
    return sentAs({ event, text: writeDomainEvent(event) }, mappings, settings);
  };

  expect(as(room)).toBe('whole');
  expect(as(room + 1)).toBe('byReference');
});

test('what came by reference stays so', () => {
  const settings = { maxEntryBytes: 1_000, eventIdIn: 'none' } as const;
  fc.assert(
    fc.property(anyDomainEvent, anySeenReference, (any, reference) => {
      const event = { ...any, reference };
      expect(sentAs({ event, text: writeDomainEvent(event) }, mappings, settings)).toBe(
        'byReference',
      );
    }),
  );
});
