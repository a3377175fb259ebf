/** How many fetches a source has left. */
export interface FetchAllowance {
  readonly fetches: number;
  /** When that was so, epoch milliseconds. */
  readonly atMs: number;
}

/** How the fetches of one source are bounded. */
export interface FetchRate {
  readonly perSecond: number;
  /** How many are allowed at once after a pause. */
  readonly burst: number;
}

/** What is left after a fetch, or after how many seconds the next one is allowed. */
export type TakenFetch =
  | { readonly kind: 'allowed'; readonly left: FetchAllowance }
  | { readonly kind: 'tooMany'; readonly retryAfterSeconds: number };

/**
 * Takes one fetch from a source's allowance, which fills up as time passes.
 *
 * @param before undefined for a source that has fetched nothing lately
 */
export function takeFetch(
  before: FetchAllowance | undefined,
  nowMs: number,
  { perSecond, burst }: FetchRate,
): TakenFetch {
  const { fetches, atMs } = before ?? { fetches: burst, atMs: nowMs };
  // Clocks go backwards, too.
  const grown = (Math.max(0, nowMs - atMs) / 1_000) * perSecond;
  const available = Math.min(burst, fetches + grown);
  if (available >= 1) return { kind: 'allowed', left: { fetches: available - 1, atMs: nowMs } };
  return { kind: 'tooMany', retryAfterSeconds: Math.ceil((1 - available) / perSecond) };
}
