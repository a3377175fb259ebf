import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { jsonBytes, shorten, shortenForJson } from '../../../lambdas/domain/text-size.ts';
import { anyCharacter } from '../../support/any-character.ts';

const anyLongText = fc.string({ unit: anyCharacter, maxLength: 50 });
// Halves of characters and what JSON escapes are among them.
const anyUnits = fc.string({
  unit: fc.constantFrom('\uD83D', '\uDE00', '\uFFFE', '\u0000', '"', '\\', 'ü', '語', 'x'),
});

describe('shortening', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['abc', 0, ''],
    ['abc', -1, ''],
    ['üü', 3, 'ü'],
    ['x😀', 4, 'x'],
    ['x😀', 5, 'x😀'],
  ])('%j to %d bytes of UTF-8 is %j', (text, maxBytes, shortened) => {
    expect(shorten(text, maxBytes)).toBe(shortened);
  });

  test.each([
    ['"""', 4, '""'],
    ['\u0000x', 5, ''],
    ['\u0000x', 6, '\u0000'],
    ['\uFFFFx', 6, '\uFFFF'],
    ['\n\n', 3, '\n'],
  ])('%j to %d bytes of JSON is %j', (text, maxBytes, shortened) => {
    expect(shortenForJson(text, maxBytes)).toBe(shortened);
  });

  test('leaves a beginning that fits, and to which the next character would not', () => {
    const anyText = fc.oneof(anyLongText, anyUnits);
    fc.assert(
      fc.property(anyText, fc.nat(60), (text, maxBytes) => {
        for (const [short, bytesOf] of [
          [shorten(text, maxBytes), (one: string) => Buffer.byteLength(one)],
          [shortenForJson(text, maxBytes), (one: string) => jsonBytes(one) - 2],
        ] as const) {
          expect(text.startsWith(short)).toBe(true);
          expect(bytesOf(short)).toBeLessThanOrEqual(maxBytes);
          const [next] = text.slice(short.length);
          const nextBytes = next === undefined ? Number.POSITIVE_INFINITY : bytesOf(next);
          expect(bytesOf(short) + nextBytes).toBeGreaterThan(maxBytes);
        }
      }),
    );
  });
});
