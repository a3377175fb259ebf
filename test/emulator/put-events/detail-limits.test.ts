import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { detailProblem } from '../../../emulator/put-events/detail-limits.ts';

/** A detail that is nested so many levels deep, itself the first. */
const objects = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
const arrays = (levels: number) =>
  `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)},"b":[]}`;

describe('a detail', () => {
  test.each([objects, arrays])('may be nested 1,000 levels deep, and no more', (nested) => {
    expect(detailProblem(nested(1000))).toBeUndefined();
    expect(detailProblem(nested(1001))).toContain('more than 1000 levels');
  });

  test('is not deep for having many brackets, one after another or in its texts', () => {
    expect(detailProblem(`{"a":[${'[],'.repeat(5000)}{}]}`)).toBeUndefined();
    expect(detailProblem(JSON.stringify({ a: '[{'.repeat(5000), b: '\\"{'.repeat(5000) }))).toBe(
      undefined,
    );
  });

  test('of any kind is as deep as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 990, max: 1010 }), (key, text, n) => {
        const open = `{${JSON.stringify(key)}:[${JSON.stringify(text)},`;
        const json = `${open.repeat(n / 2)}1${']}'.repeat(n / 2)}`;
        expect(detailProblem(json) === undefined).toBe(2 * Math.floor(n / 2) <= 1000);
      }),
    );
  });

  test.each([
    ['9223372036854775807', true],
    ['-9223372036854775808', true],
    ['9223372036854775808', false],
    ['-9223372036854775809', false],
    ['10000000000000000000', false],
    ['1'.repeat(300_000), false],
    ['9223372036854775808.0', true],
    ['9223372036854775808e0', true],
    ['1e30', true],
    ['0.12345678901234567890123', true],
    ['"9223372036854775808"', true],
    ['"\\"9223372036854775808"', true],
  ])('with the number %s: %j', (number, isTaken) => {
    for (const json of [`{"a":${number}}`, `{"a":[1, ${number} ]}`, `{"a":${number},"a":1}`]) {
      expect(detailProblem(json) === undefined).toBe(isTaken);
    }
  });

  test('with a long number as a name is taken', () => {
    expect(detailProblem('{"9223372036854775808": 1}')).toBeUndefined();
  });
});
