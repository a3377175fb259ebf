import { describe, expect, test } from '@jest/globals';
import { countText, firstPage, withNextPage } from '../../../web/sources/source-list.ts';
import { aSource } from '../support/builders.ts';

const a = aSource({ arn: 'a' });
const b = aSource({ arn: 'b' });

describe('the list of sources', () => {
  test('grows page by page', () => {
    const list = firstPage({ sources: [a], nextCursor: 'next' });
    expect(withNextPage(list, { sources: [b], nextCursor: null })).toEqual({
      sources: [a, b],
      nextCursor: null,
      pages: 2,
    });
  });

  test('has each source once, as it came last', () => {
    const list = firstPage({ sources: [a, b], nextCursor: 'next' });
    const newer = aSource({ arn: 'b', state: 'ACTIVE' });
    const { sources } = withNextPage(list, { sources: [newer], nextCursor: null });
    expect(sources).toEqual([a, newer]);
  });

  test.each([
    [2, null, '2'],
    [2, 'next', '2+'],
    [1, null, '1/2'],
    [1, 'next', '1/2+'],
  ])('with %d shown and the cursor %j counts %s', (shown, nextCursor, text) => {
    expect(countText(shown, { sources: [a, b], nextCursor })).toBe(text);
  });
});
