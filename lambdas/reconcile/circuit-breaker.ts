/**
 * `closed`: the Region answers. `doubtful`: the Region answers, but not for the last sources. `open`:
 * it does not answer at all, and the next run tries it again.
 */
export type BreakerState = 'closed' | 'doubtful' | 'open';

/** Distinguishes a Region that is down from sources that AWS will not answer for. */
export interface CircuitBreaker {
  /** The state, after a probe in progress. */
  readonly state: () => Promise<BreakerState>;
  readonly answered: () => void;
  /** A try failed that was about this source, or a listing (an empty text). */
  readonly failed: (sourceName: string) => void;
}

/** How many different sources fail, with no answer in between, before the Region is probed. */
const failuresToProbe = 10;

/**
 * A circuit breaker that opens when a Region answers neither for this many different sources nor the
 * probe. Failures alone never open it, however many there are.
 *
 * @param probe asks for something that does not depend on those sources; true if there was an answer
 */
export function circuitBreaker(probe: () => Promise<boolean>): CircuitBreaker {
  const failing = new Set<string>();
  let state: BreakerState = 'closed';
  let answers = 0;
  let probing: Promise<void> | undefined;

  const ask = async () => {
    const answersBefore = answers;
    const isThere = await probe();
    // A call in flight may have been answered meanwhile.
    if (answers === answersBefore) state = isThere ? 'doubtful' : 'open';
    failing.clear();
    probing = undefined;
  };
  return {
    async state() {
      await probing;
      return state;
    },
    answered() {
      answers += 1;
      failing.clear();
      state = 'closed';
    },
    failed(sourceName) {
      failing.add(sourceName);
      if (failing.size >= failuresToProbe && state !== 'open') probing ??= ask();
    },
  };
}
