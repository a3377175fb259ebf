import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiResult, ApiFailure } from '../api/api-result.ts';
import { failureText } from '../api/failure-text.ts';
import { useConsole } from '../console-services.ts';

/** A call started by a button: whether it is running, and how it last failed. */
export interface Call<Input extends readonly unknown[], T> {
  readonly isBusy: boolean;
  readonly failure: ApiFailure | undefined;
  /** The value, or undefined if the call failed or the view was left. */
  run(...input: Input): Promise<T | undefined>;
}

/**
 * A call for a button. While it is running, starting it again does nothing. The failure of an
 * action after the view was left is a notification: nobody would see it otherwise.
 */
export function useCall<Input extends readonly unknown[], T>(
  call: (...input: Input) => Promise<ApiResult<T>>,
  kind: 'action' | 'search' = 'action',
): Call<Input, T> {
  const { notify } = useConsole();
  const [failure, setFailure] = useState<ApiFailure>();
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = useRef(false);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  return {
    isBusy,
    failure,
    async run(...input) {
      if (isRunning.current) return undefined;
      isRunning.current = true;
      setIsBusy(true);
      setFailure(undefined);
      const answer = await call(...input);
      isRunning.current = false;
      if (!isMounted.current) {
        if (answer.kind === 'failed' && kind === 'action')
          notify('error', lateFailureText(answer.failure));
        return undefined;
      }
      setIsBusy(false);
      if (answer.kind === 'ok') return answer.value;
      setFailure(answer.failure);
      return undefined;
    },
  };
}

function lateFailureText(failure: ApiFailure): string {
  const { title, detail } = failureText(failure);
  return `What you started in the view before failed: ${title}. ${detail}`.trim();
}
