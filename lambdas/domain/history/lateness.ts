/**
 * How late rows were recorded, and when this was last seen: the longest first, each later one shorter.
 * When the longest is too old to matter, the next one holds.
 */
export type Lateness = readonly (readonly [latenessMs: number, seenMs: number])[];

/** Adds what was seen, and forgets what was seen before the rows that are kept. */
export function noteLateness(
  lateness: Lateness,
  { latenessMs, seenMs, keptMs }: Record<'latenessMs' | 'seenMs' | 'keptMs', number>,
): Lateness {
  const rounded = roundUp(latenessMs);
  const others = lateness.filter(([ms, atMs]) => ms > rounded && atMs >= seenMs - keptMs);
  return [...others, [rounded, seenMs]];
}

/** The longest lateness. */
export function longestLateness(lateness: Lateness): number {
  return lateness[0]?.[0] ?? 0;
}

// A power of two in seconds: there are few different ones, so that the list stays short.
function roundUp(ms: number): number {
  let seconds = 1;
  while (seconds * 1000 < ms) seconds *= 2;
  return seconds * 1000;
}
