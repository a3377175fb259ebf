/** What tries take from their surroundings, and tests replace. */
export interface Chance {
  /** Resolves when the time has passed or the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** 0 <= random() < 1, the jitter. */
  readonly random: () => number;
}

/** What trying again needs from outside. */
export interface TryServices extends Chance {
  /** The most calls for one message, and for one payload. */
  readonly maxTries: number;
}

const baseDelayMs = 100;

/** Waits after so many failed tries: exponential back-off with full jitter, up to 100 ms, 200 ms and so on. */
export async function pauseAfter(
  tries: number,
  { sleep, random }: TryServices,
  signal: AbortSignal | undefined,
): Promise<void> {
  await sleep(random() * baseDelayMs * 2 ** (tries - 1), signal);
}

/** The result of what was cancelled before its first try. */
export const cancelled = {
  kind: 'notSent',
  code: 'aborted',
  reason: 'sending was cancelled before the event was sent',
  mayPass: true,
} as const;
