/** Limits how many calls are in flight; the others wait in order. */
export interface Semaphore {
  /**
   * Resolves when a call may start. The call has to `release` when it has ended.
   *
   * @param isUrgent goes before those that are not: a page waits for a call that is repeated
   */
  readonly acquire: (isUrgent: boolean) => Promise<void>;
  readonly release: () => void;
}

/** A semaphore for this many calls. */
export function semaphore(maxInFlight: number): Semaphore {
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let free = maxInFlight;
  return {
    async acquire(isUrgent) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => (isUrgent ? urgent : others).push(resolve));
    },
    release() {
      const next = urgent.shift() ?? others.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
