import { useRef } from 'preact/hooks';
import type { ApiResult } from '../api/api-result.ts';

/**
 * Runs a call with an idempotency key: the same one until the call succeeds, so that a repetition after
 * a lost response is recognized, and another one for another request, or afterwards: asking twice is on
 * purpose.
 */
export function useIdempotencyKey() {
  const last = useRef<{ readonly request: string; readonly key: string } | null>(null);
  return async <T>(
    request: unknown,
    call: (key: string) => Promise<ApiResult<T>>,
  ): Promise<ApiResult<T>> => {
    const text = JSON.stringify(request);
    if (last.current?.request !== text) last.current = { request: text, key: crypto.randomUUID() };
    const answer = await call(last.current.key);
    if (answer.kind === 'ok') last.current = null;
    return answer;
  };
}
