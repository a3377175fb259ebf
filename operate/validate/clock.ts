import { pause, type Pause } from '../../terminal/pause.ts';

/** The time of a walk, which tests replace. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pause: Pause;
}

/** The machine's own time. */
export const machineClock: Clock = { now: Date.now, pause };
