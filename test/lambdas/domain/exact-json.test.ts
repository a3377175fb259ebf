import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseExact } from '../../../lambdas/domain/exact-json.ts';
import { anyCharacter } from '../../support/any-character.ts';

const copy = (text: string) => JSON.stringify(parseExact(text));

describe('numbers that a double cannot hold come through as they were written', () => {
  test.each([
    '12345678901234567890',
    '-9223372036854775808',
    '0.1234567890123456789',
    '100000000000000000000000000000000000001',
    '300.0',
    '-0',
    '1e3',
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
  expect(parseExact('[1,-2.5,123456789012345,"12345678901234567890"]')).toStrictEqual([
    1,
    -2.5,
    123456789012345,
    '12345678901234567890',
  ]);
});

test('any JSON value comes through', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: anyCharacter }), (text) => {
      expect(JSON.parse(copy(text))).toStrictEqual(JSON.parse(text));
    }),
  );
});
