import { describe, expect, it } from '@jest/globals';
import { inDigits, listInWords, timeInWords } from '../../../operate/guide/words.ts';

describe('timeInWords', () => {
  it.each([
    [0.25, '250 milliseconds'],
    [1, '1 second'],
    [1.5, '1500 milliseconds'],
    [90, '90 seconds'],
    [900, '15 minutes'],
    [3_600, '1 hour'],
    [86_400, '24 hours'],
    [7 * 86_400, '7 days'],
    [2 * 86_400, '2 days'],
    [0, '0 seconds'],
  ])('says %d s as %j', (seconds, words) => {
    expect(timeInWords(seconds)).toBe(words);
  });
});

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [[1, 6, 24], '1, 6 and 24'],
])('lists %j as %j', (texts, words) => {
  expect(listInWords(texts)).toBe(words);
});

it('lists what may be as well', () => {
  expect(listInWords(['a', 'b', 'c'], 'or')).toBe('a, b or c');
});

it('groups digits by thousands', () => {
  expect(inDigits(1_048_576)).toBe('1,048,576');
});
