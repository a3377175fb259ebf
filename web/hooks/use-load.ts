import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiResult, ApiFailure } from '../api/api-result.ts';

/** The state of a value that a view loads. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: ApiFailure }
  | { readonly kind: 'ok'; readonly value: T };

/** A loaded value, and the ways to load it again. */
export interface Load<T> {
  readonly state: Loaded<T>;
  /** A load that the user sees is running. */
  readonly isBusy: boolean;
  /** Loads it again; the current value stays until then. */
  readonly reload: () => void;
  /** The same in the background: failures are ignored, except that the value no longer exists. */
  readonly refresh: () => Promise<void>;
  /** Replaces it with the result of another call. */
  readonly replace: (value: T) => void;
}

/** Loads a value when the view appears and whenever an input changes. Only the last call counts. */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<ApiResult<T>>,
  inputs: readonly unknown[],
): Load<T> {
  const [state, setState] = useState<Loaded<T>>({ kind: 'loading' });
  const [isBusy, setIsBusy] = useState(true);
  const { start, cancel } = useLatest(load);

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
    return cancel;
  }, inputs);

  return {
    state,
    isBusy,
    reload: () => void loadNow(),
    async refresh() {
      if (isBusy) return;
      const answer = await start();
      if (answer?.kind === 'ok' || isNotFound(answer)) setState(answer);
    },
    replace(value) {
      cancel();
      setIsBusy(false);
      setState({ kind: 'ok', value });
    },
  };
}

/** Runs a call so that each start cancels the one before; a cancelled one resolves with undefined. */
function useLatest<T>(call: (signal: AbortSignal) => Promise<T>) {
  const latest = useRef(new AbortController());
  const cancel = () => latest.current.abort();
  const start = async (): Promise<T | undefined> => {
    cancel();
    const own = new AbortController();
    latest.current = own;
    const answer = await call(own.signal);
    return own.signal.aborted ? undefined : answer;
  };
  return { start, cancel };
}

function isNotFound<T>(
  answer: ApiResult<T> | undefined,
): answer is Extract<ApiResult<T>, { kind: 'failed' }> {
  if (answer?.kind !== 'failed') return false;
  return answer.failure.kind === 'problem' && answer.failure.status === 404;
}
