/** A rate schedule by a clock that may be moved: due once per period, from its start. */
export class Schedule {
  readonly #everyMs: number;
  #nextMs: number;

  /** @param startMs epoch milliseconds; the first time of the schedule is one period later */
  constructor(everyMs: number, startMs: number) {
    this.#everyMs = everyMs;
    this.#nextMs = startMs + everyMs;
  }

  /**
   * Whether the schedule has become due since the last call. If a moved clock has passed several periods,
   * they count as one; after the clock is moved back, the schedule starts again.
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
  /** The time of the schedule's clock, epoch milliseconds. */
  readonly now: () => Promise<number>;
  /** The next run starts only after this one has ended. */
  readonly run: (nowMs: number) => Promise<void>;
  /** Called with whatever `now` or `run` reject with; the schedule continues. */
  readonly onError: (error: unknown) => void;
  /** Waits until it is time to read the clock again, or until the signal. */
  readonly pause: (signal: AbortSignal) => Promise<void>;
}

/** Runs a task on its schedule until the signal, without waiting for a running task at the end. */
export async function runOnSchedule(task: ScheduledTask, signal: AbortSignal): Promise<void> {
  const stopped = whenAborted(signal);
  while (!signal.aborted) {
    await Promise.race([runIfDue(task), stopped]);
    if (!signal.aborted) await task.pause(signal);
  }
}

async function runIfDue({ schedule, now, run, onError }: ScheduledTask): Promise<void> {
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
