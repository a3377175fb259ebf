import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api/answer.ts';

/** What a view has of something that it loads. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'ok'; readonly value: T };

/** Something that is loaded, and the ways to have it anew. */
export interface Load<T> {
  readonly state: Loaded<T>;
  /** The reader has asked for it, and it is on its way. */
  readonly isBusy: boolean;
  /** Loads it anew; what is there stays until then. */
  readonly reload: () => void;
  /** The same behind the reader's back: what fails is passed over, but for what no longer exists. */
  readonly refresh: () => Promise<void>;
  /** Puts in its place what another call has answered. */
  readonly replace: (value: T) => void;
}

/** Loads something when the view appears and whenever an input changes. Only the last call counts. */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<Answer<T>>,
  inputs: readonly unknown[],
): Load<T> {
  const [state, setState] = useState<Loaded<T>>({ kind: 'loading' });
  const [isBusy, setIsBusy] = useState(true);
  const current = useRef(new AbortController());

  const start = async (): Promise<Answer<T> | undefined> => {
    current.current.abort();
    const mine = new AbortController();
    current.current = mine;
    const answer = await load(mine.signal);
    return mine.signal.aborted ? undefined : answer;
  };
  const loadNow = async () => {
    setIsBusy(true);
    const answer = await start();
    if (answer === undefined) return;
    setIsBusy(false);
    setState(answer);
  };
  useEffect(() => {
    setState({ kind: 'loading' });
    void loadNow();
    return () => current.current.abort();
  }, inputs);

  return {
    state,
    isBusy,
    reload: () => void loadNow(),
    async refresh() {
      if (isBusy) return;
      const answer = await start();
      if (answer?.kind === 'ok' || isGone(answer)) setState(answer);
    },
    replace(value) {
      current.current.abort();
      setIsBusy(false);
      setState({ kind: 'ok', value });
    },
  };
}

function isGone<T>(
  answer: Answer<T> | undefined,
): answer is Extract<Answer<T>, { kind: 'failed' }> {
  if (answer?.kind !== 'failed') return false;
  return answer.failure.kind === 'problem' && answer.failure.status === 404;
}
