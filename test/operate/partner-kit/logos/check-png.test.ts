import { describe, expect, it } from '@jest/globals';
import { checkPng } from '../../../../operate/partner-kit/logos/check-png.ts';
import { logoKinds } from '../../../../operate/partner-kit/logos/logo-kinds.ts';
import { aPng, aPngWithTransparentColour, anEmptyPng } from '../support/logos.ts';

const square = (png: Buffer) => checkPng(png, logoKinds.squarePng);

describe('a PNG', () => {
  it('of a disc on a transparent square is right', () => {
    expect(square(aPng())).toEqual([]);
    expect(square(aPngWithTransparentColour())).toEqual([]);
    expect(checkPng(aPng({ width: 400 }), logoKinds.widePng)).toEqual([]);
  });

  it.each([
    ['is not a PNG', Buffer.from('GIF89a'.repeat(20))],
    ['is not a PNG', aPng().subarray(0, 20)],
    ['is not a PNG', anEmptyPng(0, 5)],
    ['is not square, but 200 x 128', aPng({ width: 200 })],
    ['has only 32 x 32 pixels; a side should have 64 at least', aPng({ width: 32, height: 32 })],
    ['has no transparent background: no alpha channel', aPng({ hasAlpha: false })],
    ['has no transparent background: a corner is filled', aPng({ alpha: () => 255 })],
    [
      'has no transparent background: most of its border is filled',
      aPng({ alpha: (x, y) => ([0, 127].includes(x) && [0, 127].includes(y) ? 0 : 255) }),
    ],
    ['shows nothing, or cannot be read', aPng({ alpha: () => 0 })],
    ['shows nothing, or cannot be read', anEmptyPng(128, 128)],
    ['shows nothing, or cannot be read', aPng().subarray(0, 60)],
    ['has 50000 x 50000 pixels; at most 4096 on a side are checked', anEmptyPng(50_000, 50_000)],
  ])('%s', (fault, png) => {
    expect(square(png)).toEqual([fault]);
  });

  it('that is very long is not drawn', () => {
    expect(square(anEmptyPng(64, 4_096))).toEqual(['is not square, but 64 x 4096']);
  });
});
