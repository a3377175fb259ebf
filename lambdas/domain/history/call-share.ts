/** How many calls a replay may have under way. */
export interface CallShare {
  readonly calls: number;
  /** When that was last changed, epoch milliseconds. */
  readonly changedAtMs: number;
  /** Until when it makes no calls, epoch milliseconds. */
  readonly restUntilMs: number;
}

/** What bounds a replay's calls. */
export interface CallShareLimits {
  readonly maxCalls: number;
  /** How long it rests after it was throttled. */
  readonly restMs: number;
  /** How long nothing may be throttled before it makes one call more. */
  readonly recoverMs: number;
}

/**
 * What became of a page. `throttled`: AWS took no more requests. `refused`: nothing was accepted, and
 * something may be later. `taken`: everything else.
 */
export type PageAnswer = 'throttled' | 'refused' | 'taken';

/** The share of a replay that has made no calls yet. */
export function fullShare(maxCalls: number, nowMs: number): CallShare {
  return { calls: maxCalls, changedAtMs: nowMs, restUntilMs: nowMs };
}

/**
 * The share after a page. A throttled replay goes on with half of its calls, after a rest: live events
 * need the quota. One whose Region accepts nothing rests, too, so that it does not fill the retry queue.
 */
export function shareAfter(
  share: CallShare,
  answer: PageAnswer,
  nowMs: number,
  { maxCalls, restMs, recoverMs }: CallShareLimits,
): CallShare {
  switch (answer) {
    case 'throttled':
      return {
        calls: Math.max(1, Math.floor(share.calls / 2)),
        changedAtMs: nowMs,
        restUntilMs: nowMs + restMs,
      };
    case 'refused':
      return { ...share, restUntilMs: nowMs + restMs };
    case 'taken':
      return share.calls < maxCalls && nowMs - share.changedAtMs >= recoverMs
        ? { ...share, calls: share.calls + 1, changedAtMs: nowMs }
        : share;
  }
}
