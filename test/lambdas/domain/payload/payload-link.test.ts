import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  readLink,
  writeLink,
  type PayloadLink,
} from '../../../../lambdas/domain/payload/payload-link.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const anyText = fc.string({ unit: 'grapheme' });
const anyLink: fc.Arbitrary<PayloadLink> = fc.record({
  generator: anyText,
  sourceArn: anyText,
  generation: anyText,
  bucket: anyText,
  key: anyText,
  expiresAtMs: fc.maxSafeNat(),
});

describe('a link', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        expect(readLink(writeLink(link))).toEqual(link);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test('that differs has another text, wherever the border between two of its fields is', () => {
    fc.assert(
      fc.property(anyLink, anyLink, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(writeLink(one) === writeLink(other)).toBe(isSame);
      }),
      { numRuns: propertyRuns(1_000) },
    );
    const link = { generation: 'g', bucket: 'b', key: 'k', expiresAtMs: 1 };
    expect(writeLink({ ...link, generator: 'a', sourceArn: '","b' })).not.toBe(
      writeLink({ ...link, generator: 'a","', sourceArn: 'b' }),
    );
  });

  test.each([
    ['no JSON', '['],
    ['no list', '{"0":1}'],
    ['another version', '[2,"a","b","c","d","e",1]'],
    ['less than a link has', '[1,"a","b","c","d","e"]'],
    ['more than a link has', '[1,"a","b","c","d","e",1,2]'],
    ['a number in the place of a text', '[1,"a","b","c","d",5,1]'],
    ['a text in the place of the time', '[1,"a","b","c","d","e","1"]'],
  ])('is not read of %s', (_, text) => {
    expect(readLink(text)).toBeUndefined();
  });
});
