import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isJson } from '../../../lambdas/domain/json.ts';
import { syntaxErrorAt } from '../../../lambdas/domain/syntax-error-at.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { anySpacedObject } from '../../support/spaced-json.ts';

describe('the index from which on a text is not JSON is that of', () => {
  // The mark stands before the character.
  test.each([
    ['a comma with nothing after it', '{"a":1,▾}'],
    ['a comma with nothing after it, in an array', '[1,▾]'],
    ['a comma with nothing before it', '[▾,1]'],
    ['a missing comma', '{"a":1 ▾"b":2}'],
    ['a missing colon', '{"a" ▾1}'],
    ['another mark than a colon', '{"a"▾=1}'],
    ['a name without quotes', '{▾a:1}'],
    ['a name in single quotes', "{ ▾'a':1}"],
    ['a number that none is', '{"a":▾01}'],
    ['a word that none is', '{"a": ▾NaN, "b": 1}'],
    ['a comment', '{"a":1, ▾// more\n"b":2}'],
    ['a closing bracket of the other kind', '{"a":[1▾}]'],
    ['a closing bracket too much', '{"a":1}▾}'],
    ['a second value', '{"a":1}\n▾{"a":2}'],
    ['a line feed in a text', '{"a":"x▾\ny"}'],
    ['a tab in a name', '{"a▾\tb":1}'],
    ['an escape that none is', '{"a":"\\"▾\\x"}'],
    ['an escape that is cut off', '["▾\\u12"]'],
    ['a byte order mark', '▾\ufeff{}'],
    ['other white space', '▾\u00a0{}'],
  ])('%s: %s', (_, marked) => {
    expect(syntaxErrorAt(marked.replace('▾', ''))).toBe(marked.indexOf('▾'));
  });

  test.each(['', ' ', '{', '{"a', '{"a"', '{"a":', '{"a":1', '{"a":1,', '[', '[1', '["\\"', '[[]'])(
    'the end, if a text ends too early: %s',
    (text) => {
      expect(syntaxErrorAt(text)).toBe(text.length);
    },
  );
});

test('there is one exactly where a text is not JSON, and it depends on nothing after it', () => {
  const character = fc.constantFrom(...Array.from('{}[],:"\\ \n\t0e.-tnul'));
  const edited = fc
    .tuple(
      anySpacedObject,
      fc.nat(),
      fc.nat({ max: 2 }),
      fc.string({ unit: character, maxLength: 2 }),
    )
    .map(([{ spaced }, position, deleted, inserted]) => {
      const at = position % (spaced.length + 1);
      return spaced.slice(0, at) + inserted + spaced.slice(at + deleted);
    });
  fc.assert(
    fc.property(fc.oneof(edited, fc.string({ unit: character }), fc.json()), (text) => {
      const at = syntaxErrorAt(text);

      expect([text, at === undefined]).toEqual([text, isJson(text)]);
      // Of a number, a word or an escape, a part may be right.
      const isWord = at === undefined || /[-\w.\\]/.test(text.charAt(at));
      expect([text, syntaxErrorAt(isWord ? text : text.slice(0, at + 1))]).toEqual([text, at]);
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

test('brackets of any depth are read', () => {
  const depth = 100_000;

  expect(syntaxErrorAt('['.repeat(depth))).toBe(depth);
  expect(syntaxErrorAt('['.repeat(depth) + ']'.repeat(depth))).toBe(undefined);
});
