import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compactJson, compactPart } from '../../../lambdas/domain/compact-json.ts';
import { anySpacedJson } from '../../support/spaced-json.ts';

test.each([
  ['{}', '{}'],
  [' { } ', '{}'],
  ['{"a" :\t[ 1.0 ,\r\n -0 ] , "b c" : " d\\" " }', '{"a":[1.0,-0],"b c":" d\\" "}'],
  ['{"a":1,"a" : 2}', '{"a":1,"a":2}'],
  ['"\u00A0"', '"\u00A0"'],
])('%j without white space is %j', (json, compact) => {
  expect(compactJson(json)).toBe(compact);
});

test('the tokens of any JSON stay as they are', () => {
  fc.assert(
    fc.property(anySpacedJson, ({ spaced, compact }) => {
      expect(compactJson(spaced)).toBe(compact);
    }),
  );
});

test('of a part there is no more than its beginning, if it is longer than wanted', () => {
  const json = '[1, {"a": "text" , "b" : 2 } ,3]';
  const part = { start: 4, end: 28 };

  expect(compactPart(json, part, 18)).toBe('{"a":"text","b":2}');
  expect(compactPart(json, part, 17).length).toBeGreaterThan(17);
  expect(compactPart(json, part, 3)).toBe('{"a"');
  expect(compactPart(json, { start: 5, end: 8 }, 0)).toBe('"a"');
});

test('what is long is not read to its end', () => {
  const digits = '1'.repeat(1_000_000);

  expect(compactPart(`[${digits}]`, { start: 0, end: 1_000_002 }, 10)).toHaveLength(11);
});
