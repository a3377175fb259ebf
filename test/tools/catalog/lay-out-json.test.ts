import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { layOutJson } from '../../../tools/catalog/lay-out-json.ts';

test('JSON that is laid out is the same JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, levels) => {
      expect(JSON.parse(layOutJson(value, levels))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('members have lines of their own down to the given level', () => {
  const value = { a: { b: { c: 1 }, d: [] }, e: [1, { f: 2 }], g: {} };

  expect(layOutJson(value, 2)).toBe(`{
  "a": {
    "b": {"c":1},
    "d": []
  },
  "e": [
    1,
    {"f":2}
  ],
  "g": {}
}`);
});
