import {
  takeFetch,
  type FetchAllowance,
  type FetchRate,
} from '../../domain/payload/fetch-allowance.ts';

/** Takes a fetch of a source; returns after how many seconds it would be allowed, if it is not. */
export type FetchLimits = (source: string, nowMs: number) => number | undefined;

// The sources that fetched last; whoever has links of more than these is refused by API Gateway before.
const maxSources = 1_000;

/** Bounds how fast the details of each source's events are fetched, in this execution environment. */
export function fetchLimits(rate: FetchRate): FetchLimits {
  const left = new Map<string, FetchAllowance>();
  return (source, nowMs) => {
    const taken = takeFetch(left.get(source), nowMs, rate);
    if (taken.kind === 'tooMany') return taken.retryAfterSeconds;
    left.delete(source);
    left.set(source, taken.left);
    const [oldest] = left.keys();
    if (left.size > maxSources && oldest !== undefined) left.delete(oldest);
    return undefined;
  };
}
