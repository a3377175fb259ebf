/** Lets so many calls be under way at once; the others wait in order. */
export interface Slots {
  /**
   * Resolves when a call may begin, which is to `release` its slot when it has ended.
   *
   * @param isRepeat goes before those that have not been tried yet: a page waits for it
   */
  readonly acquire: (isRepeat: boolean) => Promise<void>;
  readonly release: () => void;
}

/** Slots for so many calls. */
export function slots(count: number): Slots {
  const repeats: (() => void)[] = [];
  const others: (() => void)[] = [];
  let free = count;
  return {
    async acquire(isRepeat) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => (isRepeat ? repeats : others).push(resolve));
    },
    release() {
      const next = repeats.shift() ?? others.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
