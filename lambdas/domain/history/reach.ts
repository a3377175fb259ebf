import type { ReplayRequest } from './replay.ts';

/** How far the history of a Region is recorded: the port's `RecordingState`. */
interface Recorded {
  readonly through: string;
  readonly clearAtMs: number;
  readonly latenessMs: number;
}

/** The chunks in which everything of a time is, by their positions, both exclusive. */
export interface Reach {
  readonly after: string;
  readonly before: string;
}

// The clocks of two functions differ by less than this.
const clockSkewMs = 60_000;
const digits = 13;

/** The position that chunks of this time come after. */
export function positionAt(timeMs: number): string {
  return String(Math.max(0, Math.floor(timeMs))).padStart(digits, '0');
}

/**
 * Where the outcomes of a time are. A chunk's position is the time at which it was recorded: after its
 * outcomes, and later by `latenessMs` at the most. What is not recorded to the end yet is left out.
 */
export function reachOf(
  { fromMs, toMs }: Pick<ReplayRequest, 'fromMs' | 'toMs'>,
  { through, latenessMs }: Recorded,
): Reach {
  const last = positionAt(toMs + latenessMs + clockSkewMs);
  return { after: positionAt(fromMs - clockSkewMs), before: last < through ? last : through };
}

/**
 * Whether everything before a time is recorded, so that whoever has read as far as {@link reachOf} says
 * has missed nothing. Outcomes before that time, and those of invocations with a mapping as it was then,
 * are on the history queue `settledMs` later; a run that found nothing more has recorded them.
 */
export function isRecorded(
  { toMs, createdAtMs }: { readonly toMs: number; readonly createdAtMs: number },
  { through, clearAtMs, latenessMs }: Recorded,
  settledMs: number,
): boolean {
  return (
    through > positionAt(toMs + latenessMs) && clearAtMs >= Math.max(toMs, createdAtMs) + settledMs
  );
}
