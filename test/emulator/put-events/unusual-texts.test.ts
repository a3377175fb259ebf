import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hasDuplicateKeys, hasLoneSurrogate } from '../../../emulator/put-events/unusual-texts.ts';
import { anyCharacter } from '../../support/any-character.ts';

describe('duplicate keys', () => {
  test.each([
    ['{"a":1,"a":2}', true],
    ['{"a" : 1, "b": {"c":[{"d":1 , "d"\n:1}]}}', true],
    [String.raw`{"a":1,"\u0061":2}`, true],
    ['{"__proto__":1,"__proto__":2}', true],
    ['{"a":{},"b":{"a":1},"a":1}', true],
    ['{"a":[{"a":1},{"a":1}],"b":{"a":{"a":1}}}', false],
    ['{"a":"a","b":["a","a"],"c":"a"}', false],
    [String.raw`{"a":"\",\"a\":1","b":"{\"b\":1,\"b\":2}"}`, false],
    [String.raw`{"a\\":1,"a":2}`, false],
    ['{"a:":1,"a":2,"A":3}', false],
    ['{}', false],
  ])('%s: %s', (json, expected) => {
    expect(hasDuplicateKeys(json)).toBe(expected);
  });

  test('are none in what JSON.stringify writes, and are found when a member is repeated', () => {
    fc.assert(
      fc.property(fc.object(), fc.string(), fc.jsonValue(), (object, name, value) => {
        const json = JSON.stringify({ [name]: value, object });
        expect(hasDuplicateKeys(json)).toBe(false);
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        expect(hasDuplicateKeys(`{"object":[${json.slice(0, -1)},${member}}]}`)).toBe(true);
      }),
    );
  });
});

describe('a lone surrogate', () => {
  test.each([
    [String.raw`{"a":"\ud800"}`, true],
    [String.raw`{"\uDfFf":1}`, true],
    [String.raw`{"a":["x","\ude00\ud83d"]}`, true],
    [String.raw`{"a":"\ud83d","b":"\ude00"}`, true],
    [String.raw`{"a":"\ud83d\ude00"}`, false],
    [String.raw`{"a":"\\ud800"}`, false],
    [String.raw`{"a":"\ud7ff\ue000"}`, false],
    ['{"a":"😀"}', false],
  ])('%s: %s', (json, expected) => {
    expect(hasLoneSurrogate(json)).toBe(expected);
  });

  test('is found wherever a text has one', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.string(), (text, other) => {
        for (const half of ['\ud83d', '\ude00', '']) {
          const escaped = JSON.stringify({ [other]: [text + half] }).replaceAll(
            /[\ud800-\udbff][\udc00-\udfff]/g,
            (pair) => `\\u${pair.charCodeAt(0).toString(16)}\\u${pair.charCodeAt(1).toString(16)}`,
          );
          expect(hasLoneSurrogate(escaped)).toBe(half !== '');
        }
      }),
    );
  });
});

test('texts of any size are read in time', () => {
  const long = JSON.stringify({ a: 'x"'.repeat(2_000_000), b: '😀'.repeat(1000) });
  const pairs = `{"a":"${String.raw`\ud83d\ude00`.repeat(300_000)}"}`;
  for (const json of [long, pairs]) {
    expect(hasDuplicateKeys(json)).toBe(false);
    expect(hasLoneSurrogate(json)).toBe(false);
  }
});
