import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isJsonObject, writeJson } from '../../../../lambdas/domain/json.ts';
import { keptLimits, keptMembers, stubNames } from '../../../../lambdas/domain/payload/stub.ts';
import { anyCharacter } from '../../../support/any-character.ts';

/** A member of exactly so many bytes, with the comma that it needs. */
function aMember(name: string, bytes: number, character = 'x'): string {
  const empty = Buffer.byteLength(`"${name}":"",`);
  return `"${name}":"${character.repeat((bytes - empty) / Buffer.byteLength(character))}"`;
}

describe('the members that a stub keeps', () => {
  test.each([
    ['{}', '{}'],
    ['{"a":1,"b":"text","c":null,"d":[1,{"e":2}]}', '{"a":1,"b":"text","c":null,"d":[1,{"e":2}]}'],
    ['{"id":12345678901234567890,"ratio":300.0}', '{"id":12345678901234567890,"ratio":300.0}'],
    ['{"payload_url":"mine","a":1,"expires_at":""}', '{"a":1}'],
    ['{"payload\\u005furl":"mine","a":1}', '{"a":1}'],
    ['{"a":{"payload_url":"mine"}}', '{"a":{"payload_url":"mine"}}'],
    [' { "a" : [ 1 , " " ] ,\n"b":\t2.0 } ', '{"a":[1," "],"b":2.0}'],
    [`{"a":[${' '.repeat(1_000)}1]}`, '{"a":[1]}'],
    ['{"a":1,"b":2,"\\u0061":3}', '{"b":2,"\\u0061":3}'],
    [`{"a":1,"b":2,"a":"${'x'.repeat(300)}"}`, '{"b":2}'],
  ])('of %s are %s', (detailJson, kept) => {
    expect(keptMembers(detailJson)).toBe(kept);
  });

  test('are those of the given names, however these are written', () => {
    const detailJson = '{"a":1,"b":2,"\\u0063":3}';

    expect(keptMembers(detailJson, new Set(['a', 'c', 'z']))).toBe('{"a":1,"\\u0063":3}');
    expect(keptMembers(detailJson, new Set())).toBe('{}');
  });

  test('are small, to the byte and not to the character', () => {
    const { memberBytes } = keptLimits;

    expect(keptMembers(`{${aMember('a', memberBytes)}}`)).toBe(`{${aMember('a', memberBytes)}}`);
    expect(keptMembers(`{${aMember('a', memberBytes + 1)},"b":1}`)).toBe('{"b":1}');
    expect(keptMembers(`{${aMember('a', memberBytes + 1, 'ü')},"b":1}`)).toBe('{"b":1}');
  });

  test('are few, to the byte, and a smaller one takes the room that a larger one leaves', () => {
    const { memberBytes, bytes } = keptLimits;
    const full = Array.from({ length: bytes / memberBytes }, (_, index) =>
      aMember(`n${1_000 + index}`, memberBytes),
    );
    const almost = [...full.slice(0, -1), aMember('m', memberBytes - 6)];

    expect(keptMembers(`{${full.join(',')},"z":1}`)).toBe(`{${full.join(',')}}`);
    expect(keptMembers(`{${almost.join(',')},"yy":1,"z":1}`)).toBe(`{${almost.join(',')},"z":1}`);
  });
});

test('what a repeated member leaves is room for others', () => {
  const { memberBytes, bytes } = keptLimits;
  const full = Array.from({ length: bytes / memberBytes }, (_, index) =>
    aMember(`n${1_000 + index}`, memberBytes),
  );

  expect(keptMembers(`{${full.join(',')},"n1000":1,"z":2}`)).toBe(
    `{${[...full.slice(1), '"n1000":1', '"z":2'].join(',')}}`,
  );
});

test('invariant: what is kept are members of the detail, small ones and not the own ones of a stub', () => {
  const name = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.constantFrom(...stubNames, '__proto__'),
  );
  const value = fc.oneof(
    fc.jsonValue({ stringUnit: anyCharacter }),
    fc.string({ minLength: 200, maxLength: 300 }),
  );
  const details = fc.array(fc.tuple(name, value)).map((members) => Object.fromEntries(members));
  fc.assert(
    fc.property(details, (detail) => {
      const detailJson = writeJson(detail);
      const { memberBytes } = keptLimits;
      const expected = Object.entries(detail).filter(
        ([of, is]) =>
          !stubNames.has(of) &&
          Buffer.byteLength(`${writeJson(of)}:${writeJson(is)},`) <= memberBytes,
      );
      const kept: unknown = JSON.parse(keptMembers(detailJson));

      expect(isJsonObject(kept) && Object.entries(kept)).toEqual(
        Object.entries(JSON.parse(writeJson(Object.fromEntries(expected)))),
      );
    }),
  );
});
