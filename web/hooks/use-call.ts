import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api/answer.ts';

/** Something that the reader sets off by a button: whether it is under way, and how it failed last. */
export interface Call<Input extends readonly unknown[], T> {
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  /** The value, or undefined when it failed or the view is no longer there. */
  run(...input: Input): Promise<T | undefined>;
}

/** Makes a call that a button sets off. While one is under way, another does nothing. */
export function useCall<Input extends readonly unknown[], T>(
  call: (...input: Input) => Promise<Answer<T>>,
): Call<Input, T> {
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const isUnderWay = useRef(false);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return {
    isBusy,
    failure,
    async run(...input) {
      if (isUnderWay.current) return undefined;
      isUnderWay.current = true;
      setIsBusy(true);
      setFailure(undefined);
      const answer = await call(...input);
      isUnderWay.current = false;
      if (!isThere.current) return undefined;
      setIsBusy(false);
      if (answer.kind === 'ok') return answer.value;
      setFailure(answer.failure);
      return undefined;
    },
  };
}
