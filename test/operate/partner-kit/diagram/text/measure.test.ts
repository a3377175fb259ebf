import { describe, expect, test } from '@jest/globals';
import {
  fitText,
  textWidth,
  wrapText,
} from '../../../../../operate/partner-kit/diagram/text/measure.ts';

const style = { size: 20, weight: 'normal' } as const;

test.each([
  // Advance widths of DejaVu Sans, of 2048 units: hmtx.
  ['i', 'normal', 569],
  ['W', 'normal', 2025],
  ['’', 'normal', 651],
  ['é', 'normal', 1260],
  ['W', 'bold', 2259],
] as const)('%s in %s is as wide as the font says', (text, weight, units) => {
  expect(textWidth(text, { size: 2048, weight })).toBeCloseTo(units);
});

test('a character that the font does not have takes the room of its substitute', () => {
  expect(textWidth('\u{1f600}', style)).toBeGreaterThan(0);
  expect(textWidth('龍', style)).toBe(textWidth('\u{1f600}', style));
});

test('the widths of characters add up', () => {
  expect(textWidth('Wi', style)).toBeCloseTo(textWidth('W', style) + textWidth('i', style));
  expect(textWidth('', style)).toBe(0);
});

describe('a text', () => {
  test('that fits stays as it is', () => {
    expect(fitText('queue', textWidth('queue', style), style)).toBe('queue');
  });

  test('that does not fit is cut off, with an ellipsis that fits', () => {
    const fitted = fitText('a long name', 70, style);

    expect(fitted).toMatch(/^a lon?g?…$/);
    expect(textWidth(fitted, style)).toBeLessThanOrEqual(70);
  });

  test('is not cut off after a space', () => {
    const width = textWidth('a …', style);

    expect(fitText('a name', width, style)).toBe('a…');
  });

  test('is only an ellipsis where there is no room', () => {
    expect(fitText('name', 1, style)).toBe('…');
  });
});

describe('lines', () => {
  test('break between words, where the next one does not fit', () => {
    const width = textWidth('Partner event', style);

    expect(wrapText('Partner event source', width, style, 3)).toEqual(['Partner event', 'source']);
    expect(wrapText('Partner event source', width - 1, style, 3)).toEqual([
      'Partner',
      'event source',
    ]);
  });

  test('are no more than there is room for: the last one is cut off', () => {
    expect(wrapText('one two three', textWidth('three', style), style, 2)).toEqual([
      'one',
      expect.stringMatching(/^two?…$/),
    ]);
  });
});
