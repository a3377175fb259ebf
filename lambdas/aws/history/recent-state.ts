import { timeKey } from '../../domain/history/history-key.ts';
import type { RecorderState } from '../../domain/history/recorder-state.ts';

/** Loads the recorder's state, or returns a recent one that is not before a position. */
export type RecentState = (position?: string) => Promise<RecorderState>;

/**
 * Keeps the recorder's state for a moment, so that the pages of one request ask for it once. An older state
 * is as true as a newer one, it shows less. But a position may come from somebody who has seen more: then
 * what was recorded between the two would be left out, so that the state is loaded again.
 *
 * @param forMs how long it is kept, milliseconds
 */
export function recentState(
  load: () => Promise<RecorderState>,
  { now, forMs }: { readonly now: () => number; readonly forMs: number },
): RecentState {
  let kept: Promise<RecorderState> | undefined;
  let untilMs = 0;
  const loadAgain = () => {
    const loading = load();
    kept = loading;
    // From before the question, so that it is never older than it may be.
    untilMs = now() + forMs;
    loading.catch(() => {
      if (kept === loading) kept = undefined;
    });
    return loading;
  };
  return async (position = '') => {
    if (kept === undefined || now() >= untilMs) return await loadAgain();
    const state = await kept;
    return position > timeKey(state.throughMs) ? await loadAgain() : state;
  };
}
