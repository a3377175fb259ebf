import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  endOfString,
  endOfValue,
  membersOf,
  valueText,
} from '../../../lambdas/domain/json-members.ts';
import { writeJson } from '../../../lambdas/domain/json.ts';
import { anyCharacter } from '../../support/any-character.ts';

/** Name and value of each member, as they are written. */
function members(text: string): readonly (readonly [string, string])[] {
  return Array.from(membersOf(text), ({ nameJson, start, valueStart, end }) => {
    expect(text.slice(start, valueStart).replaceAll(/[\t\n\r ]/g, '')).toBe(
      `${nameJson.replaceAll(' ', '')}:`,
    );
    return [nameJson, text.slice(valueStart, end)] as const;
  });
}

describe('the members of an object', () => {
  test.each([
    ['{}', []],
    ['{"a":1}', [['"a"', '1']]],
    [
      '{"a":1,"b":-2.50e3}',
      [
        ['"a"', '1'],
        ['"b"', '-2.50e3'],
      ],
    ],
    [
      '{"a":{"b":[1,2],"c":{}},"d":[]}',
      [
        ['"a"', '{"b":[1,2],"c":{}}'],
        ['"d"', '[]'],
      ],
    ],
    [
      '{"a":"}","b":"\\"}","c":"\\\\"}',
      [
        ['"a"', '"}"'],
        ['"b"', '"\\"}"'],
        ['"c"', '"\\\\"'],
      ],
    ],
    [
      '{",\\"}":[",","]"],"":{"}":"{"}}',
      [
        ['",\\"}"', '[",","]"]'],
        ['""', '{"}":"{"}'],
      ],
    ],
    [
      ' { "a" : 1 ,\n\t"b":[ 1 ]\r\n, "c" : "d" } ',
      [
        ['"a"', '1'],
        ['"b"', '[ 1 ]'],
        ['"c"', '"d"'],
      ],
    ],
    [
      '{"a":1,"a":2}',
      [
        ['"a"', '1'],
        ['"a"', '2'],
      ],
    ],
    ['[{"a":1}]', []],
  ])('%s', (text, expected) => {
    expect(members(text)).toEqual(expected);
  });

  test('of any object are found as they were written', () => {
    const anyName = fc.string({ unit: anyCharacter });
    const objects = fc.dictionary(anyName, fc.jsonValue({ stringUnit: anyCharacter, maxDepth: 3 }));
    fc.assert(
      fc.property(objects, (object) => {
        expect(members(writeJson(object))).toEqual(
          Object.entries(object).map(([name, value]) => [writeJson(name), writeJson(value)]),
        );
      }),
    );
  });

  test('are found whatever their size, and one after the other', () => {
    const long = writeJson('\\"],[{'.repeat(1_000_000));
    const [first, second] = membersOf(`{"a":{"b":[${long},1]},"c":${long}}`);

    expect(first).toMatchObject({ nameJson: '"a"', valueStart: 5 });
    expect(second).toMatchObject({ nameJson: '"c"', start: first!.end + 1 });
  });
});

test('a value is found by its name', () => {
  expect(valueText('{"a": {"b":1} , "b": 2.0 }', 'b')).toBe('2.0');
  expect(valueText('{"a": {"b":1} , "b": 2.0 }', 'a')).toBe('{"b":1}');
  expect(valueText('{"a":1}', 'c')).toBeUndefined();
});

test.each([
  '{',
  '{"',
  '{"a',
  '{"a"',
  '{"a":',
  '{"a":[',
  '{"a":"',
  '{"a":1',
  '{"a":1,',
  '{"a":1,"b',
  '',
])('what ends too early has an end: %s', (text) => {
  expect(Array.from(membersOf(text)).length).toBeLessThan(3);
  expect(endOfValue(text, 0)).toBe(text.length);
});

test.each([
  ['""', 2],
  ['"a",', 3],
  ['"\\"",', 4],
  ['"\\\\",', 4],
  ['"\\\\\\"",', 6],
])('the string of %s ends at %d', (text, end) => {
  expect(endOfString(text, 0)).toBe(end);
  expect(endOfString(`\\${text}`, 1)).toBe(end + 1);
});
