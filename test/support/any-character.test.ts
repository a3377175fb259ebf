import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { anyCharacter } from './any-character.ts';

test("strings of any characters are those of fast-check's unit of all characters", () => {
  const seeded = { seed: 1, numRuns: 1_000 };
  const ours = fc.sample(fc.string({ unit: anyCharacter }), seeded);

  expect(ours).toEqual(fc.sample(fc.string({ unit: 'binary' }), seeded));
  expect(ours).toContain('__proto__');
});

test.each(['\uD7FF', '\uE000', '\u0000', '\u{10FFFF}'])('%j is shrunk as one character', (one) => {
  expect(anyCharacter.canShrinkWithoutContext(one)).toBe(true);
  expect(fc.string({ unit: anyCharacter }).canShrinkWithoutContext(`${one}${one}`)).toBe(true);
});

test.each(['', 'ab', '\uD800', '\uDFFF', 1, undefined])('%j is no character', (one) => {
  expect(anyCharacter.canShrinkWithoutContext(one)).toBe(false);
});
