/** How what SQS refused of a batch is sent again. */
export interface ResendSettings {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 <= random < 1, the jitter. */
  readonly random: () => number;
  /** So long after the beginning of `send` nothing is sent again. */
  readonly budgetMs: number;
}

/** The settings of a deployed function. */
export const standardResend: ResendSettings = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
  // All pauses together are 700 ms at the most; the rest is for slow answers. The caller has 8 s left.
  budgetMs: 2_000,
};

/** How often a message is sent at the most, with the first time. */
export const maxTries = 4;

/** The bound of the pause before the second try; it doubles with each. */
const basePauseMs = 100;

/** Exponential back-off, between half of its bound and the whole: 50 to 100 ms, 100 to 200 ms, and so on. */
export function pauseBefore(tries: number, random: number): number {
  return basePauseMs * 2 ** (tries - 2) * (0.5 + random / 2);
}
