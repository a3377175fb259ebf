import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { elementTexts } from '../../../lambdas/domain/json-array.ts';

test('the elements of any array are found, as they were written', () => {
  const element = fc.json({ stringUnit: 'binary', maxDepth: 3 });
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
