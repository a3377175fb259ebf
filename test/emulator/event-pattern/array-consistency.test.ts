import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';
import { failureOf, NO_FAILURE } from '../support.ts';
import { type ReferenceCondition, referenceMatch } from './reference-matcher.ts';

const pairs = 10_000;

const name = fc.constantFrom('a', 'b', 'c', 'a.b', 'b.c');
const value = fc.integer({ min: 0, max: 2 });

const { event } = fc.letrec<{ event: object; value: unknown }>((tie) => ({
  event: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 3 }),
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    value,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('event'),
  ),
}));

const path = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
  .map((steps) => steps.join('.'));
const condition = fc.record<ReferenceCondition>({
  values: fc.uniqueArray(value, { maxLength: 2 }),
  orAbsent: fc.boolean(),
});
const rule = fc.dictionary(
  path,
  condition.filter(({ values, orAbsent }) => orAbsent || values.length > 0),
  { minKeys: 1, maxKeys: 4 },
);

function patternOf(conditions: Readonly<Record<string, ReferenceCondition>>): object {
  return Object.fromEntries(
    Object.entries(conditions).map(([field, { values, orAbsent }]) => [
      field,
      orAbsent ? [...values, { exists: false }] : values,
    ]),
  );
}

const matches = (pattern: object, given: object) =>
  matchesEvent(parseEventPattern(JSON.stringify(pattern)), eventOfText(JSON.stringify(given)));

test('10,000 patterns and events match as in a matcher that tries everything', () => {
  expect(
    failureOf(
      fc.property(
        rule,
        event,
        (conditions, given) =>
          matches(patternOf(conditions), given) === referenceMatch(conditions, given),
      ),
      pairs,
    ),
  ).toBe(NO_FAILURE);
});

test('$or matches if one of the patterns it stands for does, few or many', () => {
  expect(
    failureOf(
      fc.property(fc.array(rule, { minLength: 2, maxLength: 12 }), event, (rules, given) => {
        const any = rules.some((conditions) => referenceMatch(conditions, given));
        return matches({ $or: rules.map(patternOf) }, given) === any;
      }),
      pairs / 5,
    ),
  ).toBe(NO_FAILURE);
});

/** The same value, the members of its objects the other way round. */
function reversed(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(reversed);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(
    Object.entries(given)
      .toReversed()
      .map(([field, inner]) => [field, reversed(inner)]),
  );
}

test('10,000 patterns and events match the same with their members in another order', () => {
  expect(
    failureOf(
      fc.property(rule, event, (conditions, given) => {
        const pattern = patternOf(conditions);
        const other = matches(Object(reversed(pattern)), Object(reversed(given)));
        return matches(pattern, given) === other;
      }),
      pairs,
    ),
  ).toBe(NO_FAILURE);
});

const copies = (count: number) =>
  `{${Array.from({ length: count }, () => '"x":[{"a":1},{"b":1},{"c":1}]').join()}}`;

test.each([
  [false, 1],
  [false, 2],
  [true, 3],
  [true, 100],
])('three fields of one array match (%p) if a name is given %d times', (isMatch, count) => {
  const pattern = parseEventPattern('{"x":{"a":[1],"b":[1],"c":[1]}}');

  expect(matchesEvent(pattern, eventOfText(copies(count)))).toBe(isMatch);
});

// Gone through by name, the first twenty fields have more ways than there is time for: `y` is in one place alone.
test('a field in one place decides what the others choose', () => {
  const fields = Array.from({ length: 20 }, (_, index) => `f${10 + index}`);
  const arrays = fields.map((field, index) => {
    const [next, afterNext] = [fields[(index + 1) % 20], fields[(index + 2) % 20]];
    const y = index === 0 ? '"y":1,' : '';
    return `"x":[{"${field}":1},{${y}"${next}":1}],"x":[{"${field}":1},{"${afterNext}":1}]`;
  });
  const conditions = fields.map((field) => `"${field}":[1]`);
  const pattern = parseEventPattern(`{"x":{${conditions.join()},"y":[1]}}`);

  expect(matchesEvent(pattern, eventOfText(`{${arrays.join()}}`))).toBe(true);
});
