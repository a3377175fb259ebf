import type { Source, SourcePage } from '../api/source.ts';

/** The sources loaded so far. */
export interface SourceList extends SourcePage {
  readonly pages: number;
}

/** The list with its first page. */
export function firstPage(page: SourcePage): SourceList {
  return { ...page, pages: 1 };
}

/** The list with one more page. A source on two pages, because the list changed, is shown as last received. */
export function withNextPage(list: SourceList, page: SourcePage): SourceList {
  const byArn = new Map<string, Source>();
  for (const source of [...list.sources, ...page.sources]) byArn.set(source.arn, source);
  return { sources: [...byArn.values()], nextCursor: page.nextCursor, pages: list.pages + 1 };
}

/** The number of sources: `12`, `50+` when there are more to load, `2/12` when some are filtered out. */
export function countText(shown: number, { sources, nextCursor }: SourcePage): string {
  const loaded = `${sources.length}${nextCursor === null ? '' : '+'}`;
  return shown === sources.length ? loaded : `${shown}/${loaded}`;
}
