import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeJson, roomForEscaped } from '../../../lambdas/aws/escape-json.ts';
import { anyCharacter } from '../../support/any-character.ts';

/** What is written of a text, between bytes that must stay as they are. */
function escaped(text: string, before = 3): string {
  const bytes = Buffer.alloc(before + roomForEscaped(text) + 2, '.');
  const end = escapeJson(text, bytes, before);
  expect(bytes.toString('latin1', 0, before)).toBe('.'.repeat(before));
  expect(bytes.toString('latin1', before + roomForEscaped(text))).toBe('..');
  return bytes.toString('utf8', before, end);
}

/** The model. */
const stringified = (text: string) => JSON.stringify(text).slice(1, -1);

const wellFormed = fc.string({ unit: anyCharacter }).map((text) => text.toWellFormed());
const jsonText = fc
  .tuple(fc.json({ stringUnit: anyCharacter }), fc.constantFrom('', ' ', '\n', '\t', '\r\n'))
  .map(([json, space]) => `${space}${json}${space}`.toWellFormed());

describe('a text within a JSON string', () => {
  test.each([
    ['nothing', ''],
    ['plain', '{}'],
    ['quoted', '{"a":"b"}'],
    ['with escapes', String.raw`{"a":"\"\\\u0000\u00e4\ud800"}`],
    ['with white space', '{\r\n\t"a" : [ 1,\n2 ]\n}'],
    ['with every control character', String.fromCharCode(...Array.from({ length: 33 }).keys())],
    ['with DEL and what follows', '\u007F\u0080\u00FF'],
    ['in two bytes, three and four', 'größe 日本語 😀 \u2028\u2029'],
    ['with noncharacters', '\uFFFE\uFFFF\u{10FFFF}'],
  ])('is written as JSON.stringify writes it: %s', (_, text) => {
    expect(escaped(text)).toBe(stringified(text));
    expect(escaped(`"${text}日"`)).toBe(stringified(`"${text}日"`));
  });

  test('is the bytes of JSON.stringify for any well-formed text', () => {
    fc.assert(
      fc.property(fc.oneof(wellFormed, jsonText), fc.nat({ max: 8 }), (text, before) => {
        expect(escaped(text, before)).toBe(stringified(text));
      }),
    );
  });

  test('is read back as the text, also one that is longer than any before it', () => {
    const long = `{"text":"${String.raw`größe\n`.repeat(100_000)}"}`;

    expect(JSON.parse(`"${escaped(long)}"`)).toBe(long);
    expect(JSON.parse(`"${escaped('{"a":1}')}"`)).toBe('{"a":1}');
  });
});
