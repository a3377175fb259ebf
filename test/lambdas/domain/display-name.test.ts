import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  displayNameProblem,
  maxDisplayNameLength,
  trimmedDisplayName,
} from '../../../lambdas/domain/display-name.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const control = 'holds a control character or a line break';
const direction = 'holds a character that changes the direction of text';
const invisible = 'has no visible character';

describe('a text is refused as a display name', () => {
  test.each([
    ['', 'is empty'],
    [' \t\n\uFEFF', 'is empty'],
    ['x'.repeat(65), 'has more than 64 characters'],
    ['😀'.repeat(65), 'has more than 64 characters'],
    ['a\nb', control],
    ['a\tb', control],
    ['a\u0000', control],
    ['a\u0085b', control],
    ['a\u2028b', control],
    ['a\u2029b', control],
    ['\u202Eabc', direction],
    ['a\u2066b', direction],
    ['a\u200Fb', direction],
    ['\u200B', invisible],
    ['\u00AD\u2060', invisible],
    ['\u0301', invisible],
    ['\u3164', invisible],
    ['\u2800', invisible],
    ['a\uD800', 'contains half a character (a lone surrogate)'],
  ])('%j %s', (text, problem) => {
    expect(displayNameProblem(text)).toBe(problem);
  });
});

test.each([
  'Orders',
  ' Orders \n',
  'Ω',
  '0',
  '<b>&"',
  '😀'.repeat(64),
  '👩‍👩‍👧',
  'می‌خواهم',
  'e\u0301',
  '日本',
  'constructor',
])('%j is a display name', (text) => {
  expect(displayNameProblem(text)).toBeUndefined();
});

test('what is kept of a display name is one line of 1 to 64 characters, and a display name again', () => {
  const anyText = fc.string({ unit: anyCharacter, maxLength: 80 });
  fc.assert(
    fc.property(anyText, fc.constantFrom('', ' ', '\n', '\u00A0'), (text, margin) => {
      const problem = displayNameProblem(text);
      expect(displayNameProblem(`${margin}${text}${margin}`)).toBe(problem);
      if (problem !== undefined) return;
      const kept = trimmedDisplayName(`${margin}${text}${margin}`);
      expect(kept).toBe(text.trim());
      expect(kept).toMatch(/^\S(?:.*\S)?$/u);
      expect(Array.from(kept).length).toBeLessThanOrEqual(maxDisplayNameLength);
      expect(displayNameProblem(kept)).toBeUndefined();
    }),
    { numRuns: propertyRuns(1_000) },
  );
});
