/**
 * `closed`: the Region answers. `doubtful`: it is there, and answered for none of the last sources.
 * `open`: it does not answer at all, and is left to the next run.
 */
export type BreakerState = 'closed' | 'doubtful' | 'open';

/** Tells a Region that is down from sources that AWS will not answer for. */
export interface CircuitBreaker {
  /** The state, after a probe that is under way. */
  readonly state: () => Promise<BreakerState>;
  readonly answered: () => void;
  /** A try about this came to nothing. */
  readonly failed: (about: string) => void;
}

/** Different sources that fail, with no answer in between, before it is asked whether the Region is there. */
const failuresToProbe = 10;

/**
 * A breaker that opens when a Region answers nothing: neither for so many different sources nor for
 * the probe. Failures alone never open it, however many there are.
 *
 * @param probe asks for something that has nothing to do with those sources; true if it was answered
 */
export function circuitBreaker(probe: () => Promise<boolean>): CircuitBreaker {
  const failing = new Set<string>();
  let state: BreakerState = 'closed';
  let answers = 0;
  let probing: Promise<void> | undefined;

  const ask = async () => {
    const answersBefore = answers;
    const isThere = await probe();
    // What was under way may have been answered meanwhile.
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
    failed(about) {
      failing.add(about);
      if (failing.size >= failuresToProbe && state !== 'open') probing ??= ask();
    },
  };
}
