import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';
import { failureOf, NO_FAILURE } from '../support.ts';

const matches = (pattern: object, event: object) =>
  matchesEvent(parseEventPattern(JSON.stringify(pattern)), eventOfText(JSON.stringify(event)));

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const text = fc.string({ maxLength: 12 });
const comparable = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((n) => n / 100);

describe('an event pattern', () => {
  test('made of an event’s own values matches it', () => {
    expect(
      failureOf(
        fc.property(fc.dictionary(fc.string({ minLength: 1 }), leaf, { minKeys: 1 }), (event) => {
          const fields = Object.entries(event).filter(([name]) => name !== '$or');
          fc.pre(fields.length > 0);
          const pattern = Object.fromEntries(fields.map(([name, value]) => [name, [value]]));
          return matches(pattern, event);
        }),
      ),
    ).toBe(NO_FAILURE);
  });

  test('anything-but is the opposite of exact for an existing field', () => {
    expect(
      failureOf(
        fc.property(text, leaf, (excluded, value) => {
          const event = { a: value };
          return (
            matches({ a: [{ 'anything-but': excluded }] }, event) !==
            matches({ a: [excluded] }, event)
          );
        }),
      ),
    ).toBe(NO_FAILURE);
  });

  test.each(['prefix', 'suffix', 'wildcard', 'equals-ignore-case'])(
    'anything-but %s is the opposite of it for a field that is there',
    (operator) => {
      expect(
        failureOf(
          fc.property(
            fc.stringMatching(/^[a-c]{1,3}$/u),
            fc.stringMatching(/^[a-cA-C]{0,4}$/u),
            (operand, value) => {
              const plain = matches({ a: [{ [operator]: operand }] }, { a: value });
              const negated = matches(
                { a: [{ 'anything-but': { [operator]: operand } }] },
                { a: value },
              );
              return plain !== negated;
            },
          ),
        ),
      ).toBe(NO_FAILURE);
    },
  );

  test('exists true and exists false never agree', () => {
    expect(
      failureOf(
        fc.property(fc.jsonValue(), (value) => {
          const event = { a: value };
          return (
            matches({ a: [{ exists: true }] }, event) !== matches({ a: [{ exists: false }] }, event)
          );
        }),
      ),
    ).toBe(NO_FAILURE);
  });

  test('numeric compares as numbers do', () => {
    expect(
      failureOf(
        fc.property(comparable, comparable, (value, bound) => {
          const event = { a: value };
          return (
            matches({ a: [{ numeric: ['<', bound] }] }, event) === value < bound &&
            matches({ a: [{ numeric: ['>=', bound] }] }, event) === value >= bound &&
            matches({ a: [{ numeric: ['=', bound] }] }, event) === (value === bound)
          );
        }),
      ),
    ).toBe(NO_FAILURE);
  });

  test('a wildcard agrees with the regular expression it stands for', () => {
    const pieces = fc.array(fc.stringMatching(/^[ab]{1,2}$/u), { minLength: 1, maxLength: 4 });
    expect(
      failureOf(
        fc.property(
          pieces,
          fc.boolean(),
          fc.stringMatching(/^[ab]{0,10}$/u),
          (literals, open, value) => {
            const wildcard = literals.join('*') + (open ? '*' : '');
            const expression = new RegExp(`^${wildcard.replaceAll('*', '.*')}$`, 'u');
            return matches({ a: [{ wildcard }] }, { a: value }) === expression.test(value);
          },
        ),
      ),
    ).toBe(NO_FAILURE);
  });

  test('several wildcards in one anything-but, not too complex, are found as each alone', () => {
    const wildcards = fc.array(fc.stringMatching(/^(?:[ab]{1,2}\*){0,2}[ab]{0,2}$/u), {
      minLength: 1,
      maxLength: 3,
    });
    expect(
      failureOf(
        fc.property(wildcards, fc.stringMatching(/^[ab]{0,10}$/u), (texts, value) => {
          fc.pre(texts.join('').split('*').length < 5);
          const alone = texts.some((wildcard) => matches({ a: [{ wildcard }] }, { a: value }));
          return matches({ a: [{ 'anything-but': { wildcard: texts } }] }, { a: value }) !== alone;
        }),
      ),
    ).toBe(NO_FAILURE);
  });

  test('several anything-but in one field hold if the value is not in all of them', () => {
    const list = fc.array(fc.constantFrom<string>('a', 'b', 'c'), { minLength: 1, maxLength: 3 });
    const lists = fc.array(list, { minLength: 2, maxLength: 3 });
    expect(
      failureOf(
        fc.property(lists, fc.constantFrom('a', 'b', 'c', 'd'), (excluded, value) => {
          const pattern = { a: excluded.map((texts) => ({ 'anything-but': texts })) };
          return matches(pattern, { a: value }) === !excluded.every((one) => one.includes(value));
        }),
      ),
    ).toBe(NO_FAILURE);
  });

  test('$or matches when one of its alternatives does', () => {
    const small = fc.integer({ min: 0, max: 2 });
    const event = fc.record({ a: small, b: small, c: small });
    expect(
      failureOf(
        fc.property(small, small, event, (a, b, values) => {
          const either = matches({ c: [1], $or: [{ a: [a] }, { b: [b] }] }, values);
          return either === (values.c === 1 && (values.a === a || values.b === b));
        }),
      ),
    ).toBe(NO_FAILURE);
  });

  test('never throws on a JSON event', () => {
    const pattern = parseEventPattern(
      '{"a":{"b":[{"prefix":"x"},{"exists":false}]},"c":[{"cidr":"10.0.0.0/8"}]}',
    );
    expect(
      failureOf(
        fc.property(fc.record({ a: fc.jsonValue(), c: fc.jsonValue() }), (event) => {
          matchesEvent(pattern, eventOfText(JSON.stringify(event)));
        }),
      ),
    ).toBe(NO_FAILURE);
  });
});
