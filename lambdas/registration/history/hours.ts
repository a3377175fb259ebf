/** An hour, in milliseconds. */
export const hourMs = 3_600_000;

/** The hour that a time is in, by its beginning. */
export function hourOf(ms: number): number {
  return Math.floor(ms / hourMs) * hourMs;
}

/** Hours from one until another, exclusive. */
export function hoursBetween(fromMs: number, toMs: number): readonly number[] {
  const count = Math.max(0, Math.ceil((toMs - fromMs) / hourMs));
  return Array.from({ length: count }, (_, index) => fromMs + index * hourMs);
}
