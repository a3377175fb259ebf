import { describe, expect, test } from '@jest/globals';
import { wildcardComplexity } from '../../../../emulator/event-pattern/complexity/wildcard-complexity.ts';
import { parseEventPattern } from '../../../../emulator/event-pattern/event-pattern.ts';

const unlimited = 1000;

const ofPatterns = (...texts: readonly string[]) =>
  wildcardComplexity(
    texts.map((text) => ({ text, pattern: text })),
    unlimited,
  );

/** The complexity of one `anything-but` with all of them. */
const ofOne = (...texts: readonly string[]) =>
  wildcardComplexity(
    texts.map((text) => ({ text, pattern: 'one' })),
    unlimited,
  );

const quaminas =
  'aahed* aal*ii aargh* aarti* a*baca *abaci a*back ab*acs abaf*t *abaka ab*amp a*band *abase abash* abas*k ab*ate ' +
  'aba*ya abbas* abbed* ab*bes abbey* *abbot ab*cee abea*m abe*ar a*bele a*bers abet*s *abhor abi*de a*bies *abled';
const leading = ['*kiwi*', '*BASE_QuxB*', '*Delta*', '*a/example-lake-abc98765432*'];
const tokens = (count: number) =>
  Array.from({ length: count }, (_, index) => `*${String.fromCodePoint(97 + index)}a*`);

// What Event Ruler's own tests expect of the machine of a rule.
describe('the complexity of wildcards', () => {
  test.each([
    [2, 'abc*def'],
    [3, '*z*'],
    [11, 'a*a*a*a*a*a*'],
    [13, '*a*a*a*a*a*a*'],
    [101, `${'*a'.repeat(50)}*`],
  ])('is %d of %s', (complexity, text) => {
    expect(ofPatterns(text)).toBe(complexity);
  });

  test('is that of all wildcards of a field together', () => {
    expect(ofPatterns(...quaminas.split(' '))).toBe(45);
    expect(ofPatterns(...leading)).toBe(12);
    expect(ofPatterns(...tokens(4))).toBe(12);
    expect(ofPatterns(...tokens(8))).toBe(24);
    expect(ofPatterns('ab*c', 'ab*c')).toBe(ofPatterns('ab*c'));
  });

  test('is less of one anything-but with the same wildcards', () => {
    expect(ofOne(...leading)).toBe(7);
  });

  test('counts UTF-8 bytes, escapes resolved, and no wildcard is none', () => {
    expect(ofPatterns(String.raw`*a\*a\*`)).toBe(ofPatterns('*axax'));
    expect(ofPatterns('*éé')).toBe(ofPatterns('*xyxy'));
    expect(ofPatterns()).toBe(0);
  });

  // Each of the last wildcards may be reached or not: 128 combinations, at each of 2,800 places.
  test('is found without going through all combinations of wildcards', () => {
    const long = 'xyzw'.repeat(100);
    const texts = 'abcdefg'.split('').map((letter) => `*${letter}${long}*`);

    expect(ofOne(...texts)).toBe(9);
  });

  test('stops counting after the limit, however many sets of states there are', () => {
    const wildcards = tokens(20).map((text) => ({ text, pattern: text }));

    expect(wildcardComplexity(wildcards, 10)).toBe(11);
  });
});

const TOO_COMPLEX =
  'Event pattern is not valid. Reason: Rule is too complex - try using fewer wildcard characters or fewer repeating ' +
  'character sequences after a wildcard character';

const wildcards = (...texts: readonly string[]) => texts.map((wildcard) => ({ wildcard }));

describe('a pattern', () => {
  test.each([
    ['recorded by LocalStack', { a: wildcards('*:*:*:*:*:event-bus/*') }],
    ['more than ten wildcards', { a: wildcards(...'abcdefghijk'.split('').map((c) => `${c}*`)) }],
    ['in anything-but', { a: [{ 'anything-but': { wildcard: ['*a*a*a*a*a*a*'] } }] }],
    ['behind another field', { a: ['x'], b: wildcards('a*a*a*a*a*a*') }],
    ['behind a field that is absent', { a: [{ exists: false }], b: wildcards('a*a*a*a*a*a*') }],
    [
      'of two ways together',
      { $or: [{ a: wildcards('*a*a*a') }, { a: wildcards('*a*a*b'), b: [1] }] },
    ],
  ])('is refused if it is too complex: %s', (_, pattern) => {
    expect(() => parseEventPattern(JSON.stringify(pattern))).toThrow(new Error(TOO_COMPLEX));
  });

  test.each([
    ['four suffixes', { a: wildcards('*.bif', '*.tiff', '*.tif', '*.svs') }],
    ['five wildcards', { a: wildcards('arn:*:*:*:*:event-bus/*') }],
    ['in fields of their own', { a: wildcards('*a*a*a'), b: wildcards('*a*a*b') }],
    [
      'behind values that exclude each other',
      {
        $or: [
          { a: [1], b: wildcards('*a*a*a') },
          { a: [2], b: wildcards('*a*a*b') },
        ],
      },
    ],
  ])('is taken otherwise: %s', (_, pattern) => {
    expect(() => parseEventPattern(JSON.stringify(pattern))).not.toThrow();
  });
});
