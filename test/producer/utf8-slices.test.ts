import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { utf8Slices } from '../../producer/utf8-slices.ts';

const together = (text: string) => Buffer.concat(Array.from(utf8Slices(text)));

describe('the slices of a text', () => {
  test.each([
    ['', []],
    ['ü', [2]],
    ['x'.repeat(65_536), [65_536]],
    ['x'.repeat(65_537), [65_536, 1]],
    ['ü'.repeat(65_537), [131_072, 2]],
    // The pair that a slice would cut in two begins the next one.
    [`${'x'.repeat(65_535)}😀x`, [65_535, 5]],
    [`${'x'.repeat(65_534)}😀x`, [65_538, 1]],
  ])('case %#: have so many bytes', (text, bytes) => {
    expect(Array.from(utf8Slices(text), ({ length }) => length)).toEqual(bytes);
    expect(together(text).equals(Buffer.from(text))).toBe(true);
  });

  test('are together the text in UTF-8, wherever its characters are', () => {
    const unit = fc.constantFrom('x', 'ü', '€', '😀');
    const text = fc
      .array(fc.tuple(unit, fc.integer({ min: 1, max: 40_000 })), { maxLength: 8 })
      .map((parts) => parts.map(([one, times]) => one.repeat(times)).join(''));
    fc.assert(
      fc.property(text, (any) => {
        expect(together(any).equals(Buffer.from(any))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
