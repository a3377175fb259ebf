/** A rate schedule by a clock that may be moved: a time every so often from its start on. */
export class Schedule {
  readonly #everyMs: number;
  #nextMs: number;

  /** @param startMs epoch milliseconds; the first time of the schedule is one period later */
  constructor(everyMs: number, startMs: number) {
    this.#everyMs = everyMs;
    this.#nextMs = startMs + everyMs;
  }

  /**
   * Whether a time of the schedule has come since this was last asked. However many a moved clock has
   * passed, they count as one; after a clock was moved back the schedule begins anew.
   */
  isDue(nowMs: number): boolean {
    const sinceMs = nowMs - this.#nextMs;
    if (sinceMs < -this.#everyMs) this.#nextMs = nowMs + this.#everyMs;
    if (sinceMs < 0) return false;
    this.#nextMs += (Math.floor(sinceMs / this.#everyMs) + 1) * this.#everyMs;
    return true;
  }
}

/** Something to run on a schedule. */
export interface ScheduledTask {
  readonly schedule: Schedule;
  /** The time of the clock that the schedule goes by, epoch milliseconds. */
  readonly now: () => Promise<number>;
  /** The next run begins only when this one has ended. */
  readonly run: (nowMs: number) => Promise<void>;
  /** Gets whatever `now` or `run` reject with; the schedule goes on. */
  readonly onError: (error: unknown) => void;
  /** Waits until the clock is to be looked at again, or the signal. */
  readonly pause: (signal: AbortSignal) => Promise<void>;
}

/** Runs a task on its schedule until the signal, without waiting then for a run under way. */
export async function runOnSchedule(task: ScheduledTask, signal: AbortSignal): Promise<void> {
  const stopped = whenAborted(signal);
  while (!signal.aborted) {
    await Promise.race([look(task), stopped]);
    if (!signal.aborted) await task.pause(signal);
  }
}

async function look({ schedule, now, run, onError }: ScheduledTask): Promise<void> {
  try {
    const nowMs = await now();
    if (schedule.isDue(nowMs)) await run(nowMs);
  } catch (error) {
    onError(error);
  }
}

async function whenAborted(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
