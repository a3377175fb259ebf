import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  contrastRatio,
  hexColour,
  leastContrast,
  lightenedFor,
  lowestContrast,
  textOn,
} from '../../../../lambdas/domain/brand/contrast.ts';

const anyColour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the contrast', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.478],
    ['#767676', '#ffffff', 4.542],
    ['#ff0000', '#ffffff', 3.998],
    ['#0000FF', '#ffffff', 8.592],
    ['#0a0a0a', '#000000', 1.061],
  ])('of %s and %s is %d', (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2);
  });

  test('is the same the other way round, and from 1 to 21', () => {
    fc.assert(
      fc.property(anyColour, anyColour, (one, other) => {
        const ratio = contrastRatio(one, other);
        expect(contrastRatio(other, one)).toBe(ratio);
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(21);
        expect(lowestContrast(one, [one, other])).toBe(1);
      }),
    );
  });
});

test('black or white is legible on any colour', () => {
  expect(textOn('#0055cc')).toBe('#ffffff');
  expect(textOn('#ffcc00')).toBe('#000000');
  fc.assert(
    fc.property(anyColour, (colour) => {
      expect(contrastRatio(textOn(colour), colour)).toBeGreaterThan(leastContrast);
    }),
  );
});

describe('a lightened colour', () => {
  test('is legible on dark backgrounds, and the colour itself if that is', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const backgrounds = ['#10151b', '#222c38'];
        const lightened = lightenedFor(colour, backgrounds);
        expect(lightened).toMatch(hexColour);
        expect(lowestContrast(lightened, backgrounds)).toBeGreaterThanOrEqual(leastContrast);
        const isLegible = lowestContrast(colour, backgrounds) >= leastContrast;
        expect(lightened === colour).toBe(isLegible || colour === '#ffffff');
      }),
    );
  });

  test('is white where nothing is legible', () => {
    expect(lightenedFor('#777777', ['#777777', '#ffffff'])).toBe('#ffffff');
  });
});
