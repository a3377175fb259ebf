import { describe, expect, test } from '@jest/globals';
import { failed, ok, type ApiResult } from '../../../web/api/api-result.ts';
import type { SourcePage } from '../../../web/api/source.ts';
import { loadSources, nothingLoaded, withLoaded } from '../../../web/sources/load-sources.ts';
import { firstPage, type SourceList } from '../../../web/sources/source-list.ts';
import { aSource } from '../support/builders.ts';

/** A service with 10,000 sources, 100 a page; the cursor is the number of the next page's first. */
async function pageAt(cursor: string | null): Promise<ApiResult<SourcePage>> {
  const start = Number(cursor ?? 0);
  const sources = Array.from({ length: 100 }, (_, index) => aSource({ arn: `${start + index}` }));
  return await Promise.resolve(ok({ sources, nextCursor: start < 9900 ? `${start + 100}` : null }));
}

function aList(arns: readonly string[], nextCursor: string | null): SourceList {
  return firstPage({ sources: arns.map((arn) => aSource({ arn })), nextCursor });
}

const unreachable = { kind: 'unreachable' } as const;

describe('loading the sources', () => {
  test('shows the first hundred after one answer, and all ten thousand after a hundred', async () => {
    const counts: number[] = [];
    const failure = await loadSources(undefined, pageAt, ({ sources }) => {
      counts.push(sources.length);
    });
    expect(failure).toBeUndefined();
    expect([counts[0], counts.at(-1), counts.length]).toEqual([100, 10_000, 100]);
  });

  test('keeps what is there when it fails, and goes on from there', async () => {
    const lists: SourceList[] = [];
    const keep = (list: SourceList) => lists.push(list);
    const failing = async (cursor: string | null) =>
      cursor === '300' ? failed(unreachable) : await pageAt(cursor);

    expect(await loadSources(undefined, failing, keep)).toEqual(unreachable);
    expect(lists.at(-1)?.sources).toHaveLength(300);

    const cursors: (string | null)[] = [];
    const noted = async (cursor: string | null) => {
      cursors.push(cursor);
      return await pageAt(cursor);
    };
    expect(await loadSources(lists.at(-1), noted, keep)).toBeUndefined();
    expect(cursors[0]).toBe('300');
    expect(lists.at(-1)?.sources).toHaveLength(10_000);
  });
});

describe('loading them again', () => {
  const old = withLoaded(nothingLoaded, aList(['a', 'b'], null));

  test('leaves the list as it is until there is as much', () => {
    const short = aList(['a'], 'next');
    expect(withLoaded(old, short)).toMatchObject({ shown: old.shown, run: short });
    const equal = aList(['a', 'c'], 'next');
    expect(withLoaded(old, equal)).toMatchObject({ shown: equal, run: equal });
  });

  test('shows fewer sources once there are no more', () => {
    const complete = aList([], null);
    expect(withLoaded(old, complete)).toMatchObject({ shown: complete });
  });
});
