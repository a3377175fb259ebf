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
