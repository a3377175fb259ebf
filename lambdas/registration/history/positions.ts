/**
 * How much later than its chunk's time a row may be: chunks bear the time at which their run of the
 * recorder began, and a run ends within the minute.
 */
export const runMs = 60_000;

// Positions are compared as texts, so that none may have another digit. It is a time of the year 2286.
const lastMs = 9_999_999_999_999;

/** The position before that of every chunk recorded at this time or later. */
export function positionAt(ms: number): string {
  return String(Math.min(lastMs, Math.max(0, Math.floor(ms)))).padStart(13, '0');
}

/** The position after that of every chunk recorded before this time, and of none after it. */
export function positionBefore(ms: number): string {
  return `${positionAt(ms - 1)}~`;
}

/** The position right after this chunk's. */
export function afterChunk(position: string): string {
  return `${position} `;
}

/** When the chunk of a position was recorded, epoch milliseconds. */
export function timeOfPosition(position: string): number {
  return Number(position.slice(0, 13));
}
