import type { ApiFailure, ApiResult } from '../api/api-result.ts';
import type { SourcePage } from '../api/source.ts';
import { firstPage, withNextPage, type SourceList } from './source-list.ts';

/** What is loaded of the sources, and how it goes on. */
export interface SourceLoad {
  /** What the view shows; undefined before the first answer. */
  readonly shown: SourceList | undefined;
  /** What the present run has loaded; it goes on from there after a failure. */
  readonly run: SourceList | undefined;
  readonly failure: ApiFailure | undefined;
  readonly isLoading: boolean;
}

/** Nothing is loaded yet. */
export const nothingLoaded: SourceLoad = {
  shown: undefined,
  run: undefined,
  failure: undefined,
  isLoading: true,
};

/**
 * A run has loaded more. The list before stays until the run has as many sources, or is at its end:
 * otherwise the pages of a long list would vanish while it is loaded again.
 */
export function withLoaded(load: SourceLoad, run: SourceList): SourceLoad {
  const isAhead =
    load.shown === undefined ||
    run.nextCursor === null ||
    run.sources.length >= load.shown.sources.length;
  return { ...load, run, shown: isAhead ? run : load.shown };
}

/**
 * Loads page after page, and shows the list after each; resolves with the failure that ended it.
 * @param from where a run before has failed
 */
export async function loadSources(
  from: SourceList | undefined,
  loadPage: (cursor: string | null) => Promise<ApiResult<SourcePage>>,
  onLoaded: (list: SourceList) => void,
): Promise<ApiFailure | undefined> {
  let list = from;
  while (list === undefined || list.nextCursor !== null) {
    const answer = await loadPage(list?.nextCursor ?? null);
    if (answer.kind === 'failed') return answer.failure;
    list = list === undefined ? firstPage(answer.value) : withNextPage(list, answer.value);
    onLoaded(list);
  }
  return undefined;
}
