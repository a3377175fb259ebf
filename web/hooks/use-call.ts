import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiResult, ApiFailure } from '../api/api-result.ts';

/** A call started by a button: whether it is running, and how it last failed. */
export interface Call<Input extends readonly unknown[], T> {
  readonly isBusy: boolean;
  readonly failure: ApiFailure | undefined;
  /** The value, or undefined if the call failed or the view was left. */
  run(...input: Input): Promise<T | undefined>;
}

/** A call for a button. While it is running, starting it again does nothing. */
export function useCall<Input extends readonly unknown[], T>(
  call: (...input: Input) => Promise<ApiResult<T>>,
): Call<Input, T> {
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
      if (!isMounted.current) return undefined;
      setIsBusy(false);
      if (answer.kind === 'ok') return answer.value;
      setFailure(answer.failure);
      return undefined;
    },
  };
}
