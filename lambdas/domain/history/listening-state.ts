import type { Mapping } from '../mapping.ts';
import type { ListeningState } from './row.ts';

/** What a check showed holds for so long; the reconciler checks far more often. */
export const checkHoldsForMs = 12 * 60 * 60_000;

/**
 * Whether the customer is listening, by what the mapping shows. A new registration that was never checked
 * is PENDING, as its source was created.
 */
export function listeningState(
  { state, lastCheckedAt, createdAt, retirement }: Mapping,
  nowMs: number,
): ListeningState {
  if (state === 'DELETED' || retirement !== undefined) return 'unknown';
  const knownAt = lastCheckedAt ?? (state === 'PENDING' ? createdAt : undefined);
  const isKnown = knownAt !== undefined && nowMs - Date.parse(knownAt) <= checkHoldsForMs;
  return isKnown ? state : 'unknown';
}
