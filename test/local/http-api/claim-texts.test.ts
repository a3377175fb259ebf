import { expect, test } from '@jest/globals';
import { claimTexts } from '../../../local/http-api/claim-texts.ts';

test.each([
  ['acme', 'acme'],
  ['', ''],
  [1_764_000_000, '1764000000'],
  [true, 'true'],
  [['a', 'b'], '[a b]'],
  [[], '[]'],
  [['a', 1, ['b']], '[a 1 [b]]'],
  [{ b: 1, a: ['x'] }, 'map[a:[x] b:1]'],
  [null, '<nil>'],
])('the claim %j is handed on as "%s"', (claim, text) => {
  expect(claimTexts({ claim })).toEqual({ claim: text });
});

test('a claim named like a property of every object is a claim', () => {
  const claims = claimTexts(JSON.parse('{"constructor": "acme"}'));
  expect(Object.entries(claims)).toEqual([['constructor', 'acme']]);
  expect(Object.hasOwn(claimTexts({}), 'constructor')).toBe(false);
});
