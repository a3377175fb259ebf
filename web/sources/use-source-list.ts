import type { ApiFailure } from '../api/api-result.ts';
import { ok } from '../api/api-result.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { useLoad, type Load } from '../hooks/use-load.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { firstPage, withNextPage, type SourceList } from './source-list.ts';

/** The list of sources, and how to load more. */
export interface LoadedSourceList extends Load<SourceList> {
  readonly isLoadingMore: boolean;
  readonly moreFailure: ApiFailure | undefined;
  readonly loadMore: () => void;
}

/** Loads the sources of a generator, or all sources if it is empty, page by page. */
export function useSourceList(generator: string): LoadedSourceList {
  const { api, polling } = useConsole();
  const load = useLoad(
    async (signal) => {
      const answer = await api.listSources({ generator, cursor: null }, signal);
      return answer.kind === 'ok' ? ok(firstPage(answer.value)) : answer;
    },
    [api, generator],
  );
  const more = useCall((cursor: string) => api.listSources({ generator, cursor }));
  const list = load.state.kind === 'ok' ? load.state.value : undefined;
  // Polling would lose the pages after the first.
  usePoll(load.refresh, list?.pages === 1 ? polling.listMs : undefined);

  const loadMore = async () => {
    if (list === undefined || list.nextCursor === null) return;
    const page = await more.run(list.nextCursor);
    if (page !== undefined) load.replace(withNextPage(list, page));
  };
  return {
    ...load,
    isLoadingMore: more.isBusy,
    moreFailure: more.failure,
    loadMore: () => void loadMore(),
  };
}
