import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  hasIntegerAbove63Bits,
  hasIntegerBelow63Bits,
  hasNumberBeyondDouble,
  isTooDeep,
} from '../../../emulator/put-events/detail-limits.ts';

/** A detail that is nested so many levels deep, itself the first. */
const objects = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
const arrays = (levels: number) =>
  `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)},"b":[]}`;

describe('a detail', () => {
  test.each([objects, arrays])('may be nested 1,000 levels deep, and no more', (nested) => {
    expect(isTooDeep(nested(1000), 1000)).toBe(false);
    expect(isTooDeep(nested(1001), 1000)).toBe(true);
  });

  test.each([objects, arrays])('may be nested as deep as the limit says', (nested) => {
    for (const levels of [2, 3, 50, 1100]) {
      expect(isTooDeep(nested(levels), levels)).toBe(false);
      expect(isTooDeep(nested(levels + 1), levels)).toBe(true);
    }
  });

  test('is not deep for having many brackets, one after another or in its texts', () => {
    expect(isTooDeep(`{"a":[${'[],'.repeat(5000)}{}]}`, 1000)).toBe(false);
    const texts = JSON.stringify({ a: '[{'.repeat(5000), b: '\\"{'.repeat(5000) });
    expect(isTooDeep(texts, 1000)).toBe(false);
  });

  test('of any kind is as deep as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 990, max: 1010 }), (key, text, n) => {
        const open = `{${JSON.stringify(key)}:[${JSON.stringify(text)},`;
        const json = `${open.repeat(n / 2)}1${']}'.repeat(n / 2)}`;
        expect(isTooDeep(json, 1000)).toBe(2 * Math.floor(n / 2) > 1000);
      }),
    );
  });

  test.each([
    ['9223372036854775807', 'held'],
    ['-9223372036854775808', 'held'],
    ['9223372036854775808', 'above'],
    ['-9223372036854775809', 'below'],
    ['10000000000000000000', 'above'],
    ['-10000000000000000000', 'below'],
    ['1'.repeat(300_000), 'above, beyond'],
    [`-${'1'.repeat(310)}`, 'below, beyond'],
    ['9223372036854775808.0', 'held'],
    ['9223372036854775808e0', 'held'],
    ['1e30', 'held'],
    ['1.7976931348623157e308', 'held'],
    ['1e400', 'beyond'],
    ['-1E+400', 'beyond'],
    ['1e-400', 'held'],
    ['0.12345678901234567890123', 'held'],
    ['"9223372036854775808"', 'held'],
    ['"1e400"', 'held'],
    ['"\\"9223372036854775808"', 'held'],
    ['"\\"1e400"', 'held'],
  ])('with the number %s: %s', (number, expected) => {
    for (const json of [`{"a":${number}}`, `{"a":[1, ${number} ]}`, `{"a":${number},"a":1}`]) {
      const found = [
        hasIntegerAbove63Bits(json) && 'above',
        hasIntegerBelow63Bits(json) && 'below',
        hasNumberBeyondDouble(json) && 'beyond',
      ].filter(Boolean);
      expect(found.join(', ') || 'held').toBe(expected);
    }
  });

  test('with a long number as a name is taken', () => {
    const json = '{"9223372036854775808": 1, "-9223372036854775809": 1, "1e400": 1}';
    expect(hasIntegerAbove63Bits(json)).toBe(false);
    expect(hasIntegerBelow63Bits(json)).toBe(false);
    expect(hasNumberBeyondDouble(json)).toBe(false);
  });
});
