import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { elementTexts } from '../../../lambdas/domain/json-array.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { propertyRuns } from '../../support/property-runs.ts';

test('the elements of any array are found, as they were written', () => {
  const element = fc.json({ stringUnit: anyCharacter, maxDepth: 3 });
  const space = fc.constantFrom('', ' ', '\n\t');
  fc.assert(
    fc.property(fc.array(element), space, (elements, white) => {
      const text = `${white}[${white}${elements.join(`${white},${white}`)}${white}]${white}`;
      expect(elementTexts(text)).toStrictEqual(elements);
    }),
  );
});

test.each([
  ['[]', []],
  [' [ ] ', []],
  ['[1]', ['1']],
  ['[ 1 , 2 ]', ['1', '2']],
  ['[[1,2],[],{"a":[3,4],"b":{}},null]', ['[1,2]', '[]', '{"a":[3,4],"b":{}}', 'null']],
  ['["a,b","]","{","\\"","\\\\","[,"]', ['"a,b"', '"]"', '"{"', '"\\""', '"\\\\"', '"[,"']],
  ['[""]', ['""']],
])('the elements of %s', (text, elements) => {
  expect(elementTexts(text)).toStrictEqual(elements);
});

test('a megabyte of text in one string is no trouble', () => {
  const long = JSON.stringify('\\"],[{'.repeat(100_000));

  expect(elementTexts(`[${long},${long}]`)).toStrictEqual([long, long]);
});

test.each(['', ' ', '[', '[1', '[1,', '[1 2]', '[1]]', '[1] 2', '[{]', '["]', ']', '[}]'])(
  'no array: %j',
  (text) => {
    const isArray = () => elementTexts(text).every((element) => isJson(element));
    expect(isJson(text)).toBe(false);
    expect(succeeds(isArray)).toBe(false);
  },
);

test.each(['{}', '"[]"', '1', ''])('nor is what is something else: %j', (text) => {
  expect(() => elementTexts(text)).toThrow(SyntaxError);
});

test('a text is an array exactly if its elements are found and each is JSON', () => {
  const mark = fc.constantFrom(
    ...Array.from('[]{},:"\\ \n10aé'),
    '"a"',
    '{"a":',
    'null',
    '[1,2]',
    '-1.5e3',
  );
  const anyText = fc.oneof(
    fc.array(mark, { maxLength: 12 }).map((marks) => `[${marks.join('')}`),
    fc.array(mark, { maxLength: 12 }).map((marks) => `[${marks.join('')}]`),
    fc.array(fc.json()).map((elements) => `[${elements.join(',')}]`),
  );
  const seen = { array: 0, none: 0 };
  fc.assert(
    fc.property(anyText, (text) => {
      const isArray = succeeds(() => elementTexts(text).every((element) => isJson(element)));
      seen[isArray ? 'array' : 'none'] += 1;
      expect(isArray).toBe(isJson(text));
    }),
    { numRuns: propertyRuns(5_000) },
  );
  expect(Math.min(seen.array, seen.none)).toBeGreaterThan(10);
});

function succeeds(check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

function isJson(text: string): boolean {
  return succeeds(() => JSON.parse(text) !== undefined);
}
