const FIRST_MS = 1000;
const LONGEST_MS = 600_000;

/**
 * How long EventBridge waits after an attempt: longer each time, with jitter. Its own delays are not documented; these
 * fit 185 retries into 24 hours.
 */
export function retryDelayMs(attempts: number, random: () => number = Math.random): number {
  const longest = Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS);
  return longest * (0.5 + random() / 2);
}
