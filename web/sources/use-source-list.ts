import { useEffect, useRef, useState } from 'preact/hooks';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { useConsole } from '../console-services.ts';
import { loadSources, nothingLoaded, withLoaded, type SourceLoad } from './load-sources.ts';
import { firstPage, type SourceList } from './source-list.ts';

/** The most that the API gives at once. */
const limit = 100;

/** The sources, and how to load them again. */
export interface LoadedSourceList extends SourceLoad {
  readonly reload: () => void;
  /** Goes on where the load failed. */
  readonly retry: () => void;
}

/**
 * Loads the sources of a generator, or all sources if it is empty, page by page in the background. Once
 * the view is left, no further page is asked for.
 */
export function useSourceList(generator: string): LoadedSourceList {
  const { api, polling } = useConsole();
  const [load, setLoad] = useState(nothingLoaded);
  const running = useRef(new AbortController());

  const run = async (from: SourceList | undefined) => {
    running.current.abort();
    const own = new AbortController();
    running.current = own;
    const set = (change: (before: SourceLoad) => SourceLoad) => {
      if (!own.signal.aborted) setLoad(change);
    };
    set((before) => ({ ...before, run: from, failure: undefined, isLoading: true }));
    const failure = await loadSources(
      from,
      (cursor) => api.listSources({ generator, cursor, limit }, own.signal),
      (list) => set((before) => withLoaded(before, list)),
    );
    set((before) => ({ ...before, failure, isLoading: false }));
  };
  useEffect(() => {
    setLoad(nothingLoaded);
    void run(undefined);
    return () => running.current.abort();
  }, [api, generator]);

  const refresh = async () => {
    const { signal } = running.current;
    const answer = await api.listSources({ generator, cursor: null, limit }, signal);
    // In the background: a failure is not worth a word, and the next time may be better.
    if (answer.kind === 'failed' || signal.aborted) return;
    const first = firstPage(answer.value);
    if (first.nextCursor === null) setLoad((before) => withLoaded(before, first));
    else await run(undefined);
  };
  // A long list is not loaded all the time.
  const isShort = !load.isLoading && load.shown?.pages === 1;
  usePoll(refresh, isShort ? polling.listMs : undefined);
  return { ...load, reload: () => void run(undefined), retry: () => void run(load.run) };
}
