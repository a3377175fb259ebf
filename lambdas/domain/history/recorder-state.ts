import { noteLateness, type Lateness } from './lateness.ts';

/** What the recorder remembers from run to run. Each function below makes the next version of it. */
export interface RecorderState {
  /** Grows with each write; a write is for the version that was read, so that a late one changes nothing. */
  readonly version: number;
  /** Until when a run has it for itself, epoch milliseconds. */
  readonly leaseUntilMs: number;
  /** The time of the last round that began; each has a later one. Its chunks have it in their position. */
  readonly roundMs: number;
  /** Whether that round's chunks are being written. */
  readonly isPending: boolean;
  /** Rounds before this time are committed or given up, epoch milliseconds. */
  readonly throughMs: number;
  /** When the last run began that found nothing more to record, epoch milliseconds. */
  readonly clearAtMs: number;
  readonly lateness: Lateness;
  /** Times of rounds whose chunks do not count: from, to (both inclusive). */
  readonly givenUp: readonly (readonly [number, number])[];
  /**
   * The part of a full round that a round may have. It is halved after a round that was given up, and after a
   * run that did not end, perhaps for want of memory; a run that ends doubles it again.
   */
  readonly share: number;
}

/** The recorder's state before its first run. */
export const firstRecorderState: RecorderState = {
  version: 0,
  leaseUntilMs: 0,
  roundMs: 0,
  isPending: false,
  throughMs: 0,
  clearAtMs: 0,
  lateness: [],
  givenUp: [],
  share: 1,
};

/** The share of a full round that is tried in any case. */
const smallestShare = 1 / 64;

/**
 * The state once a run has taken the lease, and what an earlier one left unfinished is given up; undefined
 * if another run has the lease.
 *
 * @param keptMs how long chunks are kept: what was given up before is forgotten
 */
export function takeLease(
  state: RecorderState,
  { nowMs, untilMs, keptMs }: Record<'nowMs' | 'untilMs' | 'keptMs', number>,
): RecorderState | undefined {
  if (nowMs < state.leaseUntilMs) return undefined;
  const givenUp = state.givenUp.filter(([, toMs]) => toMs >= nowMs - keptMs);
  const left = giveUpRound({ ...state, givenUp });
  // A run that ended gave its lease back.
  const hasDied = state.leaseUntilMs > 0;
  const share = hasDied && !state.isPending ? halved(state.share) : left.share;
  return next(left, { leaseUntilMs: untilMs, share });
}

/** The state once a round's chunks are about to be written. */
export function beginRound(state: RecorderState, nowMs: number): RecorderState {
  const roundMs = Math.max(nowMs, state.roundMs + 1, state.throughMs);
  return next(state, { roundMs, isPending: true });
}

/** The state once a round's chunks are written: from now on they are seen. */
export function commitRound(
  state: RecorderState,
  { oldestMs, keptMs }: Record<'oldestMs' | 'keptMs', number>,
): RecorderState {
  const { roundMs, lateness } = state;
  return next(state, {
    isPending: false,
    throughMs: roundMs + 1,
    lateness: noteLateness(lateness, { latenessMs: roundMs - oldestMs, seenMs: roundMs, keptMs }),
  });
}

/**
 * The state at the end of a run, which gives the lease back and gives an unfinished round up.
 *
 * @param clearAtMs when the run began, if it found nothing more: everything up to then is recorded
 */
export function endRun(state: RecorderState, clearAtMs = state.clearAtMs): RecorderState {
  const ended = giveUpRound(state);
  const throughMs = Math.max(ended.throughMs, clearAtMs);
  const share = state.isPending ? ended.share : Math.min(1, ended.share * 2);
  return next(ended, { leaseUntilMs: 0, clearAtMs, throughMs, share });
}

/** Whether readers see the chunks of a round. */
export function isSeen(
  { throughMs, givenUp }: Pick<RecorderState, 'throughMs' | 'givenUp'>,
  roundMs: number,
): boolean {
  return roundMs < throughMs && !givenUp.some(([from, to]) => from <= roundMs && roundMs <= to);
}

function next(state: RecorderState, changes: Partial<RecorderState>): RecorderState {
  return { ...state, ...changes, version: state.version + 1 };
}

/** Rounds that are given up one after the other are one range, so that a long trouble fills no item. */
function giveUpRound(state: RecorderState): RecorderState {
  if (!state.isPending) return state;
  const { roundMs, throughMs, givenUp } = state;
  const last = givenUp.at(-1);
  const isSameTrouble = last !== undefined && last[1] >= throughMs;
  const range = [isSameTrouble ? last[0] : roundMs, roundMs] as const;
  return {
    ...state,
    isPending: false,
    givenUp: [...(isSameTrouble ? givenUp.slice(0, -1) : givenUp), range],
    share: halved(state.share),
  };
}

function halved(share: number): number {
  return Math.max(smallestShare, share / 2);
}
