import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  describeJsonType,
  isJsonObject,
  parseJson,
  writeJson,
} from '../../../lambdas/domain/json.ts';

const copy = (text: string) => JSON.stringify(parseJson(text));

describe('numbers that a double cannot hold come through as they were written', () => {
  test.each([
    '12345678901234567890',
    '-9223372036854775808',
    '0.1234567890123456789',
    '100000000000000000000000000000000000001',
    '1e400',
    '-1E+999',
    '1e-400',
    '123456789.123456789e5',
  ])('%s, in an object, an array and alone after white space', (number) => {
    expect(copy(`{"a":${number}}`)).toBe(`{"a":${number}}`);
    expect(copy(`[ ${number} , ${number}]`)).toBe(`[${number},${number}]`);
    expect(copy(`{"a":\n\t{"b" : [[ ${number}]]}}`)).toBe(`{"a":{"b":[[${number}]]}}`);
  });

  test('every integer and every decimal keeps its value', () => {
    const whole = fc.bigInt({ min: 1n, max: 10n ** 40n });
    const digits = fc.stringMatching(/^\d{0,30}$/);
    fc.assert(
      fc.property(fc.constantFrom('', '-'), whole, digits, (sign, integer, part) => {
        expect(copy(`[${sign}${integer}1]`)).toBe(`[${sign}${integer}1]`);
        expect(copy(`[${sign}${integer}.${part}1234567890123456]`)).toBe(
          `[${sign}${integer}.${part}1234567890123456]`,
        );
      }),
    );
  });
});

test('what a double can hold stays a plain number', () => {
  expect(parseJson('[1,-2.5,123456789012345,"12345678901234567890"]')).toStrictEqual([
    1,
    -2.5,
    123456789012345,
    '12345678901234567890',
  ]);
});

test('a short number is a plain one, however it was written', () => {
  expect(parseJson('[1.0, 2.50,-0.10]')).toStrictEqual([1, 2.5, -0.1]);
});

test('what JSON.stringify leaves and SQS refuses is escaped', () => {
  expect(writeJson({ a: '\uFFFE\uFFFF\uFFFD' })).toBe('{"a":"\\uFFFE\\uFFFF\uFFFD"}');
});

test('any JSON value comes through', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
      expect(JSON.parse(copy(text))).toStrictEqual(JSON.parse(text));
    }),
  );
});

test('an object is an object: not an array, not null, not a number kept as text', () => {
  expect(isJsonObject(parseJson('{}'))).toBe(true);
  for (const text of ['[]', 'null', '"{}"', '1', 'true']) {
    expect(isJsonObject(parseJson(text))).toBe(false);
  }
  const keptAsText = Object(parseJson('{"big":12345678901234567890}')).big;
  expect(isJsonObject(keptAsText)).toBe(false);
  expect(describeJsonType(keptAsText)).toBe('a number');
});

test.each([
  ['{}', 'an object'],
  ['[]', 'an array'],
  ['null', 'null'],
  ['"x"', 'a string'],
  ['1', 'a number'],
  ['true', 'a boolean'],
])('%s is called %s', (text, name) => {
  expect(describeJsonType(parseJson(text))).toBe(name);
});
