import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isJsonObject } from '../../../lambdas/domain/json.ts';
import { readApart } from '../../../lambdas/domain/read-apart.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { anySpace, anySpacedJson, anySpacedObject } from '../../support/spaced-json.ts';

const read = (text: string) => readApart(text, 'detail', (json) => ({ json, value: jsonIn(json) }));

function jsonIn(text: string): unknown {
  return JSON.parse(text);
}

/** What a text holds, as one text to compare; undefined if it is not JSON. */
function heldIn(look: () => { value: unknown; detail: unknown; repeatedName: unknown }) {
  try {
    const { value, detail, repeatedName } = look();
    return JSON.stringify(repeatedName === undefined ? { value, detail } : { repeatedName });
  } catch (error) {
    return error instanceof SyntaxError ? undefined : String(error);
  }
}

function readApartly(text: string) {
  const { value, apart, repeatedName } = read(text);
  const whole = apart === undefined ? value : { ...Object(value), detail: apart.value };
  return { value: whole, detail: apart?.json, repeatedName };
}

/** The same in the plain way: a parse of the whole, and the text of each member. */
function readPlainly(text: string) {
  const value = jsonIn(text);
  const members = isJsonObject(value) ? topLevel(text) : [];
  const names = members.map(({ name }) => name);
  return {
    value,
    detail: members.find(({ name }) => name === 'detail')?.json,
    repeatedName: names.find((name, index) => names.indexOf(name) < index),
  };
}

/** The members of an object, one character after the other. */
function topLevel(objectText: string): readonly { name: string; json: string }[] {
  const tokens = objectText.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^"{}[\],:\s]+|\s+/g) ?? [];
  const members: { name: string; json: string }[] = [];
  let levels = 0;
  let name: string | undefined;
  let json = '';
  for (const token of tokens) {
    const isEnd = levels === 1 && (token === ',' || token === '}');
    if (isEnd && name !== undefined) {
      members.push({ name, json: json.trim() });
      name = undefined;
      json = '';
    }
    if (name !== undefined && !(levels === 1 && token === ':')) json += token;
    else if (levels === 1 && token.startsWith('"')) name = String(JSON.parse(token));
    if (token === '{' || token === '[') levels += 1;
    if (token === '}' || token === ']') levels -= 1;
  }
  return members;
}

/** Those of some texts that are JSON. All of them are to be read alike in both ways. */
function jsonAmong(texts: readonly string[]): readonly string[] {
  const held = texts.map((text) => heldIn(() => readPlainly(text)));
  const other = texts.filter((text, index) => heldIn(() => readApartly(text)) !== held[index]);
  expect(other).toEqual([]);
  return texts.filter((_, index) => held[index] !== undefined);
}

const anyName = fc.constantFrom(
  '"detail"',
  '"d\\u0065tail"',
  '"id"',
  '"\\u0069d"',
  '"detail\\":"',
  '"a b"',
  '"__proto__"',
  '"1"',
);

const anyMember = fc
  .tuple(anyName, fc.oneof(anySpacedObject, anySpacedJson), anySpace)
  .map(([name, { spaced }, space]) => `${name}${space}:${space}${spaced}`);

const anyObject = fc
  .tuple(fc.array(anyMember, { maxLength: 5 }), anySpace)
  .map(([members, space]) => `${space}{${space}${members.join(`${space},`)}${space}}${space}`);

describe('a member is read apart', () => {
  test('as a parse of the whole has it, wherever it is and however it is written', () => {
    fc.assert(
      fc.property(fc.array(anyObject), (texts) => {
        expect(jsonAmong(texts)).toEqual(texts);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('and so it is in any other JSON', () => {
    fc.assert(
      fc.property(anySpacedJson, ({ spaced }) => {
        expect(jsonAmong([spaced])).toEqual([spaced]);
      }),
    );
  });

  const samples = [
    '{"id":"a\\"}","detail":{"b":[1,"}"]}}',
    '{ "detail" : { "detail":{} } , "id":[ {} ] }',
    '{"x":{"detail":1},"d\\u0065tail":{},"id":-0.5e1}',
    '[{"detail":{}}]',
  ];
  const marks = Array.from('"\\{}[],: 0e.n\u0001é');

  test.each(samples)(
    'or refused, whatever character of it is another, missing or new: %s',
    (text) => {
      const spoilt = Array.from({ length: text.length + 1 }, (_, at) => {
        const [before, from, after] = [text.slice(0, at), text.slice(at), text.slice(at + 1)];
        const spoiltHere = marks.flatMap((mark) => [before + mark + after, before + mark + from]);
        return [...spoiltHere, before + after, before, from];
      }).flat();

      expect(jsonAmong(spoilt).length).toBeGreaterThan(20);
    },
  );

  test('or refused, whatever two parts of texts are put together', () => {
    const cut = fc.tuple(anyObject, fc.nat({ max: 200 }));
    const pair = fc.tuple(cut, cut);
    let valid = 0;
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const texts = pairs.flatMap(([[first, end], [second, start]]) => [
          first.slice(0, end) + second.slice(start),
          `${first.slice(0, end)}}${second.slice(start)}`,
        ]);
        valid += jsonAmong(texts).length;
      }),
      { numRuns: propertyRuns(500) },
    );
    expect(valid).toBeGreaterThan(10);
  });
});

describe('a name that is there twice', () => {
  test.each([
    ['{"id":1,"id":1,"detail":{}}', 'id'],
    ['{"id":1,"detail":{},"id":2}', 'id'],
    ['{"detail":{},"detail":{}}', 'detail'],
    ['{"detail":{},"d\\u0065tail":{}}', 'detail'],
    ['{"d\\u0065tail":{},"detail":{}}', 'detail'],
    ['{"\\u0069d":1,"id":2}', 'id'],
    ['{"id":1,"detail":{"id":1,"id":1}}', undefined],
  ])('%s', (text, name) => {
    expect(read(text).repeatedName).toBe(name);
  });

  test('is found without a search through all names for each of them', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `"${index}":0`);
    const search = jest.spyOn(Array.prototype, 'indexOf');
    const { repeatedName } = read(`{${names.join()},"detail":{},"999":1}`);
    const searches = search.mock.calls.length;
    search.mockRestore();

    expect(repeatedName).toBe('999');
    expect(searches).toBe(0);
  });
});

test('an error of the reader is no error of the text', () => {
  expect(() => readApart('{"detail":{}}', 'detail', fail)).toThrow(RangeError);
});

function fail() {
  throw new RangeError('too much');
}
