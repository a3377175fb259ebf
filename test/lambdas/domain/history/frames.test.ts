import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { divideIntoFrames, placesOf } from '../../../../lambdas/domain/history/frames.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const anyTexts = fc.array(
  fc.record({
    tenant: fc.constantFrom('acct1', 'acct2', 'acct3'),
    bytes: fc.oneof(fc.nat(2_000), fc.nat(600_000)),
  }),
  { maxLength: 300 },
);

describe('frames', () => {
  test('hold every text once, of one tenant, and no more than a frame may', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const frames = divideIntoFrames(texts);
        const all = frames.flatMap((frame) => frame.texts);
        expect(all).toHaveLength(texts.length);
        expect(new Set(all)).toEqual(new Set(texts));
        for (const { texts: own, isPacked } of frames) {
          const bytes = own.reduce((sum, text) => sum + text.bytes, 0);
          expect(new Set(own.map(({ tenant }) => tenant)).size).toBe(1);
          expect(own.length <= 64 && (own.length === 1 || bytes <= 524_288)).toBe(true);
          expect(isPacked).toBe(bytes >= 4_096);
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('begin with a 65th text, and one that is too much', () => {
    expect(sizes(65, 1)).toEqual([64, 1]);
    expect(sizes(3, 262_144)).toEqual([2, 1]);
    expect(sizes(2, 600_000)).toEqual([1, 1]);
  });

  test('follow one another in an object', () => {
    const places = placesOf('k', [
      { texts: [{ of: 'a' }, { of: 'b' }], length: 10 },
      { texts: [{ of: 'c' }], length: 5 },
    ]);

    expect([...places]).toEqual([
      ['a', { key: 'k', offset: 0, length: 10, line: 0 }],
      ['b', { key: 'k', offset: 0, length: 10, line: 1 }],
      ['c', { key: 'k', offset: 10, length: 5, line: 0 }],
    ]);
  });
});

function sizes(count: number, bytes: number): readonly number[] {
  const texts = Array.from({ length: count }, () => ({ tenant: 'a', bytes }));
  return divideIntoFrames(texts).map((frame) => frame.texts.length);
}
