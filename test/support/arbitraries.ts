import * as fc from 'fast-check';
import { detailProblem } from '../../lambdas/domain/detail-problem.ts';
import { writeJson } from '../../lambdas/domain/json.ts';
import {
  maxPayloadBytes,
  type PayloadReference,
  type SeenReference,
} from '../../lambdas/domain/payload/payload-reference.ts';
import type { DomainEvent } from '../../lambdas/domain/domain-event.ts';
import { anyCharacter } from './any-character.ts';

/** Text of whole characters of any plane, at least one of them. */
export const anyText = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 });

const segmentText = fc.oneof(
  fc.string({ unit: fc.constantFrom('_', '.', '-', 'a', '2', 'F', 'é', '😀'), minLength: 1 }),
  anyText,
);

/** An event generator: two to four segments, many of them with what the encoding must escape. */
export const anyGenerator = fc
  .array(
    segmentText.map((text) => text.replaceAll('/', '|')),
    { minLength: 2, maxLength: 4 },
  )
  .map((segments) => segments.join('/'));

// As a double too it stays within 64 bits.
const largeInteger = 2n ** 63n - 1024n;

/** A JSON object as text, with integers that a double cannot hold in it. */
const anyDetailJson = fc
  .tuple(
    fc.dictionary(anyText, fc.jsonValue({ stringUnit: anyCharacter, maxDepth: 2 }), { maxKeys: 4 }),
    fc.bigInt({ min: -largeInteger, max: largeInteger }),
  )
  .map(([detail, big]) => `{"big":${big},"rest":${writeJson(detail)}}`)
  // A double such as 1e20 is written as an integer that EventBridge does not take.
  .filter((detailJson) => detailProblem(detailJson) === undefined);

/** A checked domain event of any text. */
export const anyDomainEvent: fc.Arbitrary<DomainEvent> = fc.record({
  id: anyText.filter((id) => id !== '.' && id !== '..'),
  generator: anyGenerator,
  detailType: anyText,
  time: fc
    .date({
      noInvalidDate: true,
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-01-01T00:00:00Z'),
    })
    .map((date) => date.toISOString()),
  resources: fc.array(anyText, { maxLength: 3 }),
  detailJson: anyDetailJson,
});

const hexDigits = Array.from('0123456789abcdef');

/** A reference as a producer writes it, before anybody has seen the object. */
export const anyPayloadReference: fc.Arbitrary<PayloadReference> = fc.record({
  bucket: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  key: fc.stringMatching(/^(?:in|out)\/[0-9a-f]{32}\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}$/),
  sizeBytes: fc.integer({ min: 2, max: maxPayloadBytes }),
  sha256: fc.string({ unit: fc.constantFrom(...hexDigits), minLength: 64, maxLength: 64 }),
});

/** A reference to an object that was seen. */
export const anySeenReference: fc.Arbitrary<SeenReference> = fc
  .tuple(
    anyPayloadReference,
    fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2036-01-01T00:00:00Z'),
      noInvalidDate: true,
    }),
  )
  .map(([reference, date]) => ({ ...reference, expiresAt: date.toISOString() }));
