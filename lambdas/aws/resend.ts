/** How the refused messages of a batch are sent again. */
export interface ResendSettings {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 <= random < 1, the jitter. */
  readonly random: () => number;
  /** Nothing is sent again when so much time has passed since `send` began. */
  readonly budgetMs: number;
}

/** The settings of a deployed function. */
export const standardResend: ResendSettings = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
  // All pauses together are at most 700 ms; the rest is for slow answers. The caller has 8 s left.
  budgetMs: 2_000,
};

/** The most times that a message is sent, the first time included. */
export const maxTries = 4;

/** The longest pause before the second try; it doubles with each further one. */
const basePauseMs = 100;

/** Exponential back-off with jitter over the upper half: 50 to 100 ms, 100 to 200 ms, and so on. */
export function pauseBefore(tries: number, random: number): number {
  return basePauseMs * 2 ** (tries - 2) * (0.5 + random / 2);
}
