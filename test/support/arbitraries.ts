import * as fc from 'fast-check';
import { writeJson } from '../../lambdas/domain/json.ts';
import type { DomainEvent } from '../../lambdas/domain/domain-event.ts';

/** Text of whole characters of any plane, at least one of them. */
export const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });

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

/** A JSON object as text, with numbers that a double cannot hold in it. */
const anyDetailJson = fc
  .tuple(
    fc.dictionary(anyText, fc.jsonValue({ stringUnit: 'binary', maxDepth: 2 }), { maxKeys: 4 }),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  )
  .map(([detail, big]) => `{"big":${big},"rest":${writeJson(detail)}}`);

/** A checked domain event of any text. */
export const anyDomainEvent: fc.Arbitrary<DomainEvent> = fc.record({
  id: anyText,
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
