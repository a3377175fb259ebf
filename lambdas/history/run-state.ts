import type { RecorderState } from '../domain/history/recorder-state.ts';
import type { RecorderReport, RecorderServices } from '../ports/recorder.ts';

/** A run of the recorder: what changes in its course. */
export interface RecorderRun {
  readonly services: RecorderServices;
  readonly startedMs: number;
  /** When writing must have ended, so that time is left to give the lease back; epoch milliseconds. */
  readonly endMs: number;
  state: RecorderState;
  /** The messages that are recorded and perhaps still on the queue: the round of each, by id. */
  readonly recorded: Map<string, number>;
  readonly report: Changing<RecorderReport>;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** A run that has done nothing yet. */
export const emptyReport: RecorderReport = {
  isBusy: false,
  isDeferred: false,
  messages: 0,
  rows: 0,
  chunks: 0,
  rounds: 0,
  unreadable: 0,
  givenUp: 0,
  isIncomplete: false,
  isClear: false,
};

/** Writes the next version of the state. Throws if another run has taken the lease meanwhile. */
export async function saveState(run: RecorderRun, next: RecorderState): Promise<void> {
  const { table } = run.services;
  const isSaved = (await table.save(next)) === 'saved' || isOwn(await table.load(), next);
  if (!isSaved) throw new Error('another run has taken the lease');
  run.state = next;
}

/**
 * Whether a run's own write is in the table: a call that is repeated because its answer was lost finds it
 * there. Another run would have written another lease.
 */
function isOwn(stored: RecorderState, next: RecorderState): boolean {
  const { version, leaseUntilMs, roundMs } = stored;
  return version === next.version && leaseUntilMs === next.leaseUntilMs && roundMs === next.roundMs;
}
