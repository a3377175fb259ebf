const delaysMs = {
  passing: { first: 1_000, longest: 60_000 },
  // Somebody has to change something first; then the event goes by itself.
  refused: { first: 60_000, longest: 3_600_000 },
} as const;

/** How long a row waits after so many attempts: twice as long each time. Up to half of it is left to chance. */
export function retryDelayMs(
  attempts: number,
  kind: keyof typeof delaysMs,
  random: () => number,
): number {
  const { first, longest } = delaysMs[kind];
  return jittered(Math.min(longest, first * 2 ** (attempts - 1)), random);
}

const longestPauseMs = 30_000;

/** How long a relay waits after so many batches in a row of which it could send nothing. */
export function pauseMs(batches: number, random: () => number): number {
  return jittered(Math.min(longestPauseMs, 1_000 * 2 ** (batches - 1)), random);
}

/** A time, or down to half of it, so that relays which failed together do not come back together. */
export function jittered(milliseconds: number, random: () => number): number {
  return milliseconds * (0.5 + random() / 2);
}
