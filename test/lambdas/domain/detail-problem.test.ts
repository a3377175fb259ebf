import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { detailProblem } from '../../../lambdas/domain/detail-problem.ts';
import { anyCharacter } from '../../support/any-character.ts';

const outside = 'holds an integer outside -2^63 .. 2^63-1';
const tooDeep = 'is nested more than 1,000 levels deep';

/** Objects and arrays in turns, so many levels of them. */
function nested(levels: number): string {
  let text = '';
  let end = '';
  for (let level = 0; level < levels; level += 1) {
    text += level % 2 === 0 ? '{"a":' : '[';
    end = (level % 2 === 0 ? '}' : ']') + end;
  }
  return `${text}1${end}`;
}

describe('integers', () => {
  test.each([
    ['9223372036854775807', undefined],
    ['9223372036854775808', outside],
    ['-9223372036854775808', undefined],
    ['-9223372036854775809', outside],
    ['10000000000000000000', outside],
    ['9'.repeat(400_000), outside],
    ['1234567890123456789', undefined],
    ['9223372036854775808.0', undefined],
    ['9223372036854775808e0', undefined],
    ['1e400', undefined],
    ['0.9223372036854775808999', undefined],
    ['"9223372036854775808"', undefined],
    ['"\\\\", 9223372036854775808', outside],
    ['"\\":9223372036854775808"', undefined],
    ['[{"a":[1,9223372036854775808]}]', outside],
    ['[1234567890123456789, -9223372036854775809]', outside],
    ['true, 9223372036854775808', outside],
    // What is next to the digits is no proof.
    ['"0000000000000000000000000000000000000000"', undefined],
    ['"0000000000000000000000000000000000000000", 9223372036854775808', outside],
    ['0.9223372036854775808999, -9223372036854775809', outside],
    ['"a9223372036854775808b,9223372036854775808,"', undefined],
    ['"9223372036854775808" , 9223372036854775808', outside],
    ['\t9223372036854775808\r\n', outside],
    ['\n-9223372036854775809\t', outside],
    ['{"9223372036854775808":9223372036854775808}', outside],
  ])('%.60s', (value, problem) => {
    expect(detailProblem(`{"a":[${value}]}`)).toBe(problem);
    expect(detailProblem(`{ "a" : [ ${value} ] }`)).toBe(problem);
  });

  test('in a name are text', () => {
    expect(detailProblem('{"[9223372036854775808":1}')).toBeUndefined();
  });

  test('are checked by their value, anywhere in the detail', () => {
    const anyInteger = fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n });
    fc.assert(
      fc.property(anyInteger, fc.string({ unit: anyCharacter }), (value, text) => {
        const isOutside = value < -(2n ** 63n) || value >= 2n ** 63n;
        const detail = `{"text":${JSON.stringify(text)},"list":[{},${value}]}`;
        expect(detailProblem(detail)).toBe(isOutside ? outside : undefined);
      }),
    );
  });
});

describe('nesting', () => {
  test.each([
    [1, undefined],
    [999, undefined],
    [1_000, undefined],
    [1_001, tooDeep],
    [100_000, tooDeep],
  ])('of %d levels', (levels, problem) => {
    expect(detailProblem(nested(levels))).toBe(problem);
  });

  test('counts what is open at once, not every bracket, and none in a text', () => {
    const many = `{"a":[${Array(5_000).fill('{"b":[]}').join(',')}],"text":"${'['.repeat(5_000)}"}`;
    expect(detailProblem(many)).toBeUndefined();
    expect(detailProblem(`{"${'{'.repeat(2_000)}":${nested(999)}}`)).toBeUndefined();
    expect(detailProblem(`{"${'{'.repeat(2_000)}":${nested(1_000)}}`)).toBe(tooDeep);
  });
});

test.each([
  ['quotes', String.raw`\"`],
  ['backslashes', String.raw`\\`],
  ['digits', '1234567890123456789'],
  ['brackets', '[{'],
])('a text of a million %s is read in time', (_, part) => {
  const text = part.repeat(1_000_000 / part.length);
  const startMs = performance.now();

  expect(detailProblem(`{"a":"${text}","b":[1234567890123456789]}`)).toBeUndefined();
  expect(performance.now() - startMs).toBeLessThan(1_000);
});
